import type { NoticeDeskPort } from '../../activities/ports/notice-desk.port.js';

type NoticeRequest = Parameters<NoticeDeskPort['tell']>[0];

/** All are tried; one who can be reached later makes the activity try again, and whoever was told is not told twice. [I3] */
export async function tellEach(notices: NoticeDeskPort, people: readonly string[], of: (person: string) => NoticeRequest): Promise<void> {
  const results = await Promise.all([...new Set(people)].map((person) => notices.tell(of(person))));
  const later = results.find((result) => result.status === 'RETRY');
  if (later !== undefined) throw new Error(`${later.code}: ${later.reason}`);
}
