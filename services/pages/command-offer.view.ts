import { commandBrief } from '../../domain/handoffs/command-brief.js';
import type { Instant } from '../../domain/instant.js';
import { ACTIONS } from './action-fields.js';
import { hidden, refusalOf } from './actions.view.js';
import { type Html, html, when } from './html.js';
import type { PageContext } from './page-context.js';
import { commandPath } from './page-paths.js';
import { line, SHOWN } from './shown-text.js';

/** Command that is offered: the brief, and for whom it is offered to the checklist and the button. Guide: G1.3 */
export function commandOfferSection(context: PageContext): Html | null {
  const { facts, names, times, actions } = context;
  const { incident } = facts;
  const offer = incident?.offer;
  if (incident === null || offer === undefined) return null;
  const brief = commandBrief(incident, (at: Instant) => times.plain(at));
  const isAsked = actions.includes('acceptCommand') || context.refusal?.kind === 'acceptCommand';
  return html`
    <section>
      <h2 id="command">Command is offered</h2>
      <p>${line(names.person(offer.by), SHOWN.name)} offers command to ${line(names.person(offer.to), SHOWN.name)}, until ${times.moment(offer.dueAt)}; until it is taken, ${line(names.person(offer.by), SHOWN.name)} has it.</p>
      ${when(isAsked, takeForm(context))}
      <ul>${brief.map((text) => html`<li>${line(text.replace(/^- /, '· '), SHOWN.text)}</li>`)}</ul>
    </section>`;
}

function takeForm(context: PageContext): Html {
  const { acceptCommand, declineCommand } = ACTIONS;
  const typed = context.refusal?.kind === 'acceptCommand' ? context.refusal.input : null;
  return html`
    <form id="acceptCommand" method="post" action="${commandPath(context, 'acceptCommand')}">
      ${hidden(context, 'acceptCommand')}${refusalOf(context, 'acceptCommand')}
      ${acceptCommand.fields(context, { kind: 'acceptCommand', typed })}
      <button class="go">${acceptCommand.button}</button>
    </form>
    <form method="post" action="${commandPath(context, 'declineCommand')}">
      ${hidden(context, 'declineCommand')}${refusalOf(context, 'declineCommand')}
      <button class="quiet">${declineCommand.button}</button>
    </form>`;
}
