import { randomUUID } from 'node:crypto';

/** A UUID that begins with the time of receipt, so that rows are appended at the index's end (the layout of version 7). */
export function eventId(receivedAt: number): string {
  const time = Math.floor(receivedAt).toString(16).padStart(12, '0').slice(-12);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
