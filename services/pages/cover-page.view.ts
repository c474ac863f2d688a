import type { CoverRequest } from '../../domain/covers/cover-request.model.js';
import { type Content, html, when } from './html.js';
import { documentOf } from './layout.js';
import type { PageNames } from './page-names.js';
import type { PageTimes } from './page-times.js';
import { line, SHOWN } from './shown-text.js';

export interface CoverPage {
  readonly request: CoverRequest;
  /** Whose link it is. */
  readonly person: string;
  readonly token: string;
  readonly base: string;
  readonly names: PageNames;
  readonly times: PageTimes;
}

/** What is asked for, and the two buttons. Guide: G1.1 */
export function coverPage(page: CoverPage): string {
  const { request, names, times, base } = page;
  const { schedule, asker, from, to, reason } = request;
  const main = html`
    <h1>Cover of ${line(schedule, SHOWN.name)}</h1>
    <div class="standing">
      <p class="who">${line(names.person(asker), SHOWN.name)} asks for cover from ${times.moment(from)} until ${times.moment(to)}.</p>
      ${when(reason !== null, html`<p dir="auto">${line(reason ?? '', SHOWN.text)}</p>`)}
      <p class="next">${standingOf(page)}</p>
    </div>
    ${when(canAnswer(page), answerForm(page))}`;
  return documentOf({ title: `Cover of ${schedule}`, base, signedInAs: null, main });
}

const canAnswer = ({ request, person, times }: CoverPage): boolean =>
  request.status === 'ASKED' && times.now < request.answerBy && request.candidates.includes(person);

const answerForm = ({ base, token, request, person }: CoverPage) =>
  html`<form method="post" action="${base}/cover"><input type="hidden" name="link" value="${token}"><button class="go" name="answer" value="accept">I cover</button>${when(
    !request.declined.includes(person),
    html` <button name="answer" value="decline">I cannot</button>`,
  )}</form>`;

function standingOf({ request, person, names, times }: CoverPage): Content {
  const asker = line(names.person(request.asker), SHOWN.name);
  switch (request.status) {
    case 'ASKED':
      return html`${when(request.declined.includes(person), 'You declined. ')}Until ${times.moment(request.answerBy)} the first who accepts has it; until then ${asker} stays on call.`;
    case 'ACCEPTED':
      return html`${line(names.person(request.acceptedBy ?? ''), SHOWN.name)} covers.`;
    case 'DECLINED':
      return html`Everybody declined: ${asker} stays on call.`;
    case 'WITHDRAWN':
      return html`${asker} needs nobody any more.`;
    case 'EXPIRED':
      return html`Nobody accepted in time: ${asker} stays on call.`;
  }
}
