import { type Incident, isOpen } from '../../domain/incidents/incident.model.js';
import { nextPaged } from '../../domain/incidents/ladder.js';
import type { Instant } from '../../domain/instant.js';
import { type Content, type Html, html } from './html.js';
import type { PageContext } from './page-context.js';
import { spanInWords } from './page-times.js';
import { line, SHOWN } from './shown-text.js';

/** Who has it, and what happens next unless somebody acts: the two sentences that matter at night. */
export function standing(context: PageContext): Html {
  return html`<div class="standing"><p class="who">${whoHasIt(context)}</p><p class="next">${whatIsNext(context)}</p></div>`;
}

function whoHasIt({ facts, names, times, viewer }: PageContext): Content {
  const { holder, acknowledgedAt } = facts;
  const resolvedAt = facts.resolvedAt ?? facts.closedAt;
  if (facts.status === 'CANCELED') return 'Canceled: this is no incident.';
  if (resolvedAt !== null) return html`Resolved at ${times.moment(resolvedAt)}.`;
  if (holder === null) return html`<strong>Nobody has it yet.</strong>`;
  const since = acknowledgedAt === null ? null : html` since ${times.moment(acknowledgedAt)}`;
  return holder === viewer.person
    ? html`<strong>You have it</strong>${since}.`
    : html`<strong>${line(names.person(holder), SHOWN.name)} has it</strong>${since}.`;
}

function whatIsNext(context: PageContext): Content {
  const { facts, times } = context;
  const { incident } = facts;
  if (incident === null) return 'The escalation starts as soon as a worker takes it up.';
  if (!isOpen(incident)) {
    return incident.reopenUntil !== null && html`It reopens if an alert fires again before ${times.moment(incident.reopenUntil)}.`;
  }
  if (incident.ladder !== null) return ladderNext(context, incident);
  if (incident.snoozedUntil !== null) return html`Next: quiet until ${at(context, incident.snoozedUntil)}, then people are paged again.`;
  if (incident.autoResolveAt !== null)
    return html`All alerts are quiet. It resolves by itself at ${at(context, incident.autoResolveAt)} unless one fires.`;
  if (incident.resolutionProposed && context.actions.includes('resolve'))
    return html`All alerts are resolved. <a href="#resolve">Resolve it?</a>`;
  if (incident.resolutionProposed) return 'All alerts are resolved. It can be resolved.';
  return heldNext(context, incident);
}

function ladderNext(context: PageContext, incident: Incident): Content {
  const { names } = context;
  const next = nextPaged(incident);
  if (next === null) return null;
  const again = incident.ladder?.kind === 'EXHAUSTED' ? 'Everybody on the ladder has been paged. ' : '';
  const verb = next.targets.length > 1 ? 'are' : 'is';
  return html`${again}Next: ${names.targets(next.targets, next.at)} ${verb} paged ${again === '' ? '' : 'again '}at ${at(context, next.at)} unless somebody acknowledges.`;
}

function heldNext(context: PageContext, incident: Incident): Content {
  const { holder } = incident;
  if (holder === null) return null;
  if (holder.expiresAt === null) return 'Nobody else is paged.';
  const you = holder.person === context.viewer.person;
  const name = you ? 'you are' : html`${line(context.names.person(holder.person), SHOWN.name)} is`;
  return html`Next: ${name} asked again at ${at(context, holder.expiresAt)} unless something is recorded before.`;
}

/** The time and how far away it is; a deadline that has passed says so, since then a worker is missing. */
function at({ times }: PageContext, instant: Instant): Html {
  const left = instant - times.now;
  const far = left > 0 ? `in ${spanInWords(left)}` : 'due now';
  return html`<b>${times.moment(instant)}</b>, <span class="soft">${far}</span>`;
}
