import type { PublishResult, StatusPage } from '../../activities/ports/status-page.port.js';

/** Of the 200 sends that a worker makes at once, this many at most wait for a status page; pages to people have the rest. */
const AT_ONCE = 20;

/** A page that hangs occupies a few places and no more; whoever comes meanwhile is asked to come again. */
export function boundedPage(page: StatusPage, atOnce: number = AT_ONCE): StatusPage {
  let underWay = 0;
  return {
    publish: async (request): Promise<PublishResult> => {
      if (underWay >= atOnce) return { status: 'RETRY', code: 'BUSY', reason: 'too many posts wait for the status page' };
      underWay += 1;
      try {
        return await page.publish(request);
      } finally {
        underWay -= 1;
      }
    },
  };
}
