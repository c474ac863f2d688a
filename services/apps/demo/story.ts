import type { DemoParts } from './steps.js';
import { type Audited, tellAudit } from './story-audit.js';
import { tellHandoff, type Unaccepted } from './story-handoff.js';
import { type Learnt, tellLearning } from './story-learning.js';
import { type Night, tellNight, tellResolution } from './story-night.js';
import { type ToldPost, tellPublic } from './story-public.js';

export interface DemoResult extends Omit<Night, 'time'>, Learnt, Audited {
  readonly resolved: boolean;
  readonly statusPosts: readonly ToldPost[];
  readonly handoff: Unaccepted;
}

/** One incident from its alert to its audit, and a handoff. Throws at the first step that is not seen. */
export async function tellStory(parts: DemoParts): Promise<DemoResult> {
  const night = await tellNight(parts);
  const investigating = await tellPublic(parts, night, 'INVESTIGATING');
  await tellResolution(parts, night);
  const resolved = await tellPublic(parts, night, 'RESOLVED');
  const { learnt, lived } = await tellLearning(parts, night);
  const handoff = await tellHandoff(parts);
  const audited = await tellAudit(parts, lived);
  const { key, firstPageMs, pages, acknowledgedBy } = night;
  return {
    key,
    firstPageMs,
    pages,
    acknowledgedBy,
    resolved: true,
    statusPosts: [investigating, resolved],
    ...learnt,
    handoff,
    ...audited,
  };
}
