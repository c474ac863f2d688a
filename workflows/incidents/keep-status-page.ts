import { condition, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.js';
import type { StatusPost } from '../../domain/communications/status-page.model.js';
import { ACTIVITY_OPTIONS } from '../support/activity-options.js';
import type { LiveIncident } from './live-incident.js';
import { publishRequest } from './publish-request.js';

const { publishStatusPost } = proxyActivities<Pick<Activities, 'publishStatusPost'>>(ACTIVITY_OPTIONS.publishStatusPost);

/**
 * Sends each post that was decided to the public, one after the other, so that nobody reads an end before its beginning. A page
 * that hangs delays nothing but itself: no page to a person waits for it. Guide: G2.5
 */
export async function keepStatusPage(live: LiveIncident): Promise<void> {
  const next = (): StatusPost | undefined => live.state.statusPage?.posts.find(({ state }) => state === 'PUBLISHING');
  for (;;) {
    await condition(() => live.over || next() !== undefined);
    const post = next();
    if (live.over || post === undefined) return;
    const outcome = await publishStatusPost.executeWithOptions(
      { ...ACTIVITY_OPTIONS.publishStatusPost, summary: `status page: ${post.phase.toLowerCase()}` },
      [publishRequest(live.state, post)],
    );
    live.act({ kind: 'statusPostSettled', post: post.id, outcome });
  }
}
