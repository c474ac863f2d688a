import type { Notice } from '../../domain/notifications/notice.model.js';

/** Something to tell one person, and by which key it is told once. */
export interface NoticeRequest {
  /** Equal for every attempt, for example `INC-1042/follow-up/2/due`. */
  readonly key: string;
  readonly person: string;
  readonly notice: Notice;
}

/** `FAILED`: nothing that the person has could reach them; another attempt does not help. */
export type NoticeOutcome =
  | { readonly status: 'SENT'; readonly method: string; readonly receipt: string }
  | { readonly status: 'FAILED'; readonly code: string; readonly reason: string };

export type NoticeResult = NoticeOutcome | { readonly status: 'RETRY'; readonly code: string; readonly reason: string };

/** Tells one person something over the first of their methods that works, once per key. */
export interface NoticeDeskPort {
  tell(request: NoticeRequest): Promise<NoticeResult>;
}
