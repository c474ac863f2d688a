import { closeGate } from '../../domain/postincident/close-gate.js';
import type { FollowUp, PostIncident, Postmortem } from '../../domain/postincident/post-incident.model.js';
import { type Content, type Html, html, when } from './html.js';
import type { PageContext } from './page-context.js';
import { postmortemPath } from './page-paths.js';
import { inWords, line, outLink, SHOWN } from './shown-text.js';

/** What is learnt from it: the postmortem, what is to be done, and what still holds it open. Guide: G2.6 */
export function learningSection(context: PageContext): Html | null {
  const { incident } = context.facts;
  const learning = incident?.postIncident;
  if (incident === null || learning === undefined || (learning.beganAt === null && learning.followUps.length === 0)) return null;
  const missing = incident.status === 'POST_INCIDENT' ? closeGate(incident).missing : [];
  return html`
    <section>
      <h2 id="learning">After the incident</h2>
      ${postmortemLine(context, learning)}
      ${when(missing.length > 0, html`<p>It closes when nothing of this is missing:</p><ul>${missing.map(({ detail }) => html`<li>${line(detail, SHOWN.text)}</li>`)}</ul>`)}
      ${followUps(context, learning.followUps)}
    </section>`;
}

function postmortemLine(context: PageContext, { postmortem }: PostIncident): Content {
  const { names, times, viewer } = context;
  if (postmortem === null) return null;
  const read = viewer.kind === 'SESSION' && postmortem.status !== 'WANTED' && html` <a href="${postmortemPath(context)}">Read it</a>`;
  if (postmortem.status === 'WANTED') return html`<p>The postmortem is being drafted from the record.</p>`;
  if (postmortem.status === 'PUBLISHED')
    return html`<p>The postmortem was published${postmortem.publishedAt !== null && html` at ${times.moment(postmortem.publishedAt)}`}.${writtenSince(context, postmortem)}${read}</p>`;
  const owner = postmortem.owner === null ? null : html`${line(names.person(postmortem.owner), SHOWN.name)}`;
  const due = postmortem.dueAt === null ? null : html` until ${times.moment(postmortem.dueAt)}`;
  return html`<p>${owner} writes the postmortem${due}.${read}</p>`;
}

function writtenSince({ facts }: PageContext, { revision }: Postmortem): Content {
  const newest = facts.postmortemRevision ?? 0;
  return newest > revision && ` Revision ${newest} is not published.`;
}

function followUps(context: PageContext, list: readonly FollowUp[]): Content {
  if (list.length === 0) return null;
  return html`<ol class="timeline">${list.map((one) => html`<li><span class="soft">${stateOf(context, one)}</span><div>${followUpLine(context, one)}</div></li>`)}</ol>`;
}

const stateOf = ({ times }: PageContext, { status, dueAt, settledAt }: FollowUp): Content => {
  if (status === 'OPEN') return html`${dueAt < times.now ? 'Late: was due' : 'Due'} ${times.moment(dueAt)}`;
  return html`${inWords(status)}${settledAt !== null && html` ${times.moment(settledAt)}`}`;
};

function followUpLine({ names }: PageContext, { number, title, owner, ticket, class: kind }: FollowUp): Content {
  const filed = ticket?.status === 'FILED' && html` · ${outLink(ticket.id, ticket.url) ?? line(ticket.id, SHOWN.label)}`;
  const refused = ticket?.status === 'FAILED' && html` · ticket refused: ${line(ticket.reason, SHOWN.text)}`;
  return html`${number}. ${line(title, SHOWN.summary)} <span class="soft">${inWords(kind)}, ${line(names.person(owner), SHOWN.name)}${filed}${refused}</span>`;
}
