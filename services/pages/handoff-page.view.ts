import type { Handoff } from '../../domain/handoffs/handoff.model.js';
import { type Content, html, when } from './html.js';
import { documentOf } from './layout.js';
import type { PageNames } from './page-names.js';
import type { PageTimes } from './page-times.js';
import { line, SHOWN } from './shown-text.js';

export interface HandoffPage {
  readonly handoff: Handoff;
  /** Whose link it is. */
  readonly person: string;
  readonly token: string;
  readonly base: string;
  readonly names: PageNames;
  readonly times: PageTimes;
}

const NOBODY = 'nobody';

/** What is handed over, and the one button. Guide: G1.3 */
export function handoffPage(page: HandoffPage): string {
  const { handoff, names, times, base } = page;
  const person = (id: string | null): Content => (id === null ? NOBODY : line(names.person(id), SHOWN.name));
  const main = html`
    <h1>Handoff of ${line(handoff.schedule, SHOWN.name)}</h1>
    <div class="standing">
      <p class="who">${person(handoff.incoming)} takes over from ${person(handoff.outgoing)}, since ${times.moment(handoff.at)}.</p>
      <p class="next">${standingOf(page)}</p>
    </div>
    ${when(canAccept(page), acceptForm(page))}`;
  return documentOf({ title: `Handoff of ${handoff.schedule}`, base, signedInAs: null, main });
}

const canAccept = ({ handoff, person }: HandoffPage): boolean =>
  (handoff.status === 'PENDING' || handoff.status === 'OVERDUE') && handoff.incoming === person;

const acceptForm = ({ base, token }: HandoffPage) =>
  html`<form method="post" action="${base}/handoff"><input type="hidden" name="link" value="${token}"><button class="go">I take over</button></form>`;

function standingOf({ handoff, times }: HandoffPage): Content {
  switch (handoff.status) {
    case 'PENDING':
      return html`Until ${handoff.acceptBy === null ? 'then' : times.moment(handoff.acceptBy)} it waits to be accepted; both are paged first until it is.`;
    case 'OVERDUE':
      return 'It was not accepted in time. Both are paged first until it is.';
    case 'ACCEPTED':
      return html`Accepted${handoff.acceptedAt === null ? '' : html` at ${times.moment(handoff.acceptedAt)}`}.`;
    case 'SUPERSEDED':
      return 'It is over: the next handoff has begun.';
    case 'BRIEFED':
      return 'Nobody needs to accept it: the holder stays the same.';
  }
}
