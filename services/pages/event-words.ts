import { tickedWords } from '../../domain/incidents/command-sentence.js';
import type { SkippedTarget } from '../../domain/incidents/incident-command.model.js';
import type { IncidentEvent, IncidentEventBody } from '../../domain/incidents/incident-event.model.js';
import { rungWords } from '../../domain/incidents/rung-words.js';
import { type Content, html, when } from './html.js';
import { LEARNING_WORDS } from './learning-words.js';
import { people, person, reasoned, said, type Wording, who } from './said-words.js';
import { inWords, line, SHOWN } from './shown-text.js';

type Of<T extends IncidentEventBody['type']> = Extract<IncidentEvent, { type: T }>;

/** One event as a sentence; one of a kind that this build does not know is named, so that nothing is hidden. */
export function eventWords(event: IncidentEvent, wording: Wording): Content {
  const word = WORDS[event.type] as ((event: IncidentEvent, wording: Wording) => Content) | undefined;
  return word === undefined ? inWords(String(event.type)) : word(event, wording);
}

const WORDS: { readonly [T in IncidentEventBody['type']]: (event: Of<T>, wording: Wording) => Content } = {
  Opened: ({ opening }, w) =>
    opening.declaredBy === null
      ? `Opened as ${opening.severity} by alerts`
      : [who(opening.declaredBy, w), ` declared it as ${opening.severity}`],
  AlertsChanged: ({ firing, total }) => alertWords(firing, total),
  SeverityRaised: ({ from, to }) => `Alerts raised the severity from ${from} to ${to}`,
  LadderMoved: () => 'The ladder moved',
  Summoned: ({ summons }) => `Looking up who is paged: ${rungWords(summons.rung)}`,
  RespondersFound: (event, w) => pagedWords(event, w),
  DeliverySent: (event, w) => [person(event.person, w), ': ', line(event.method, SHOWN.label), ' sent'],
  DeliveryFailed: (event, w) => [
    person(event.person, w),
    ': ',
    line(event.method, SHOWN.label),
    ' failed: ',
    line(event.reason, SHOWN.text),
  ],
  DeliveryVoided: () => 'A page was not needed any more',
  DeliveryAdvanced: () => 'The next contact method was used at once',
  Acknowledged: ({ by }, w) => html`<b>${who(by, w)} acknowledged</b>`,
  AcknowledgementExtended: () => 'The acknowledgement goes on',
  AcknowledgementExpired: (event, w) => ['The acknowledgement of ', person(event.person, w), ' expired'],
  Unacknowledged: ({ by, reason }, w) => [who(by, w), ' gave it back', reasoned(reason)],
  Assessed: ({ by, impact, services, usersAffected }, w) => [
    who(by, w),
    ' assessed: ',
    said(impact),
    when(usersAffected !== null, ` · ${usersAffected} users`),
    when(services.length > 0, html` · ${line(services.join(', '), SHOWN.name)}`),
  ],
  Classified: ({ by, from, to, reason }, w) => [
    who(by, w),
    from === to ? ` confirmed ${to}` : ` changed ${from} to ${to}`,
    reasoned(reason),
  ],
  Escalated: ({ by, reason }, w) => [who(by, w), ' escalated', reasoned(reason)],
  RespondersAdded: (event, w) => [who(event.by, w), ' asked for ', people(event.people, w), reasoned(event.reason)],
  Reassigned: (event, w) => [who(event.by, w), ' handed it to ', person(event.to, w), reasoned(event.reason)],
  CommandOffered: (event, w) => [who(event.by, w), ' offered command to ', person(event.to, w), reasoned(event.note)],
  CommandAccepted: (event, w) => [
    html`<b>${who(event.by, w)} took command</b>`,
    ' from ',
    person(event.from, w),
    '; ',
    line(tickedWords(event), SHOWN.text),
  ],
  CommandDeclined: ({ by, reason }, w) => [who(by, w), ' declined command', reasoned(reason)],
  HandOverWithdrawn: (event, w) => [who(event.by, w), ' withdrew the offer of command to ', person(event.to, w), reasoned(event.reason)],
  HandOverLapsed: (event, w) => [
    person(event.to, w),
    event.why === 'UNREACHABLE' ? ' could not be reached to take command' : ' did not take command in time',
  ],
  Declined: ({ by, reason }, w) => [who(by, w), ' declined', reasoned(reason)],
  Snoozed: ({ by, until, reason }, w) => [who(by, w), ' snoozed it until ', w.times.moment(until), reasoned(reason)],
  SnoozeEnded: () => 'The snooze ended',
  PolicyAdopted: ({ by, fromVersion, toVersion, reason }, w) => [
    html`<b>${who(by, w)} adopted the policy of version ${toVersion}</b> instead of ${fromVersion}`,
    reasoned(reason),
  ],
  NoteAdded: ({ by, text }, w) => [who(by, w), ': ', said(text)],
  StatusSet: ({ by, to, text }, w) => [who(by, w), ` set the status to ${inWords(to)}`, reasoned(text)],
  ResolutionProposed: () => 'All alerts are quiet: resolution proposed',
  AutoResolveArmed: ({ dueAt }, w) => ['All alerts are quiet: resolves by itself at ', w.times.moment(dueAt)],
  AutoResolveDisarmed: () => 'An alert fires again: it stays open',
  Resolved: ({ by, text }, w) => [html`<b>${who(by, w)} resolved it</b>`, reasoned(text)],
  Reopened: ({ by, reason }, w) => [who(by, w), ' reopened it', reasoned(reason)],
  Canceled: ({ by, reason }, w) => [who(by, w), ' canceled it', reasoned(reason)],
  CancellationIgnored: () => 'A cancellation from outside was ignored: the incident is open',
  Closed: () => 'Closed',
  StatusPostDrafted: ({ post, by }, w) => [who(by, w), ' drafted a status post', reasoned(post.text)],
  StatusPostApproved: ({ by, text }, w) => [html`<b>${who(by, w)} told the public</b>`, reasoned(text)],
  StatusPostPublished: () => 'The status page shows it',
  StatusPostFailed: ({ reason }) => ['The status page refused it: ', line(reason, SHOWN.text)],
  StatusPostDiscarded: ({ by, reason }, w) => [who(by, w), ' discarded a status post', reasoned(reason)],
  ...LEARNING_WORDS,
};

function alertWords(firing: number, total: number): string {
  if (firing > 0) return `${firing} of ${total} ${total === 1 ? 'alert' : 'alerts'} firing`;
  return total === 1 ? 'The alert is resolved' : `All ${total} alerts are resolved`;
}

function missedWords({ reason, person, until }: SkippedTarget, w: Wording): Content {
  if (reason !== 'AWAY' || person === undefined || until === undefined) return inWords(reason).toLowerCase();
  return [people([person], w), ' is away until ', w.times.moment(until)];
}

function pagedWords({ pages, skipped }: Of<'RespondersFound'>, wording: Wording): Content {
  const rung = pages[0]?.rung;
  const missed = skipped.slice(0, 4).map((skip) => html` · ${line(skip.target, SHOWN.name)} not paged: ${missedWords(skip, wording)}`);
  if (rung === undefined) return ['Nobody could be paged', missed];
  return [
    'Paged ',
    html`<b>${people(
      pages.map((page) => page.person),
      wording,
    )}</b>`,
    ` (${rungWords(rung)})`,
    missed,
  ];
}
