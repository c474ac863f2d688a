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
    <h1>Handoff of ${line(whatOf(handoff), SHOWN.name)}</h1>
    <div class="standing">
      <p class="who">${person(handoff.incoming)} takes over${when(handoff.incidentKey === undefined || handoff.outgoing !== null, html` from ${person(handoff.outgoing)}`)}, since ${times.moment(handoff.at)}.</p>
      <p class="next">${standingOf(page)}</p>
    </div>
    ${when(canAccept(page), acceptForm(page))}`;
  return documentOf({ title: `Handoff of ${whatOf(handoff)}`, base, signedInAs: null, main });
}

const whatOf = ({ incidentKey, schedule }: Handoff): string => (incidentKey === undefined ? schedule : `${incidentKey}, resolved`);

const canAccept = ({ handoff, person }: HandoffPage): boolean =>
  (handoff.status === 'PENDING' || handoff.status === 'OVERDUE') && handoff.incoming === person;

const acceptForm = ({ base, token }: HandoffPage) =>
  html`<form method="post" action="${base}/handoff"><input type="hidden" name="link" value="${token}"><button class="go">I take over</button></form>`;

function standingOf({ handoff, times }: HandoffPage): Content {
  const isGuard = handoff.incidentKey === undefined;
  switch (handoff.status) {
    case 'PENDING':
      return html`Until ${handoff.acceptBy === null ? 'then' : times.moment(handoff.acceptBy)} it waits to be accepted${isGuard && '; both are paged first until it is'}.`;
    case 'OVERDUE':
      return html`It was not accepted in time.${isGuard && ' Both are paged first until it is.'}`;
    case 'ACCEPTED':
      return html`Accepted${handoff.acceptedAt === null ? '' : html` at ${times.moment(handoff.acceptedAt)}`}.`;
    case 'SUPERSEDED':
      return isGuard ? 'It is over: the next handoff has begun.' : 'It is over: nobody needs to accept it any more.';
    case 'BRIEFED':
      return 'Nobody needs to accept it: the holder stays the same.';
  }
}
