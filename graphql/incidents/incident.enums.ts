import type { CommandKind } from '../../domain/incidents/incident-command.model.js';
import type { EventType } from '../../domain/incidents/incident-event.model.js';
import { registerRenamedEnum, screaming } from '../support/enums.js';

export const CommandKindEnum = registerRenamedEnum<CommandKind>(
  'IncidentAction',
  {
    description: 'What people can tell an incident to do; each is a mutation.',
    values: {
      acknowledge: 'acknowledgeIncident: I have it.',
      unacknowledge: 'unacknowledgeIncident: I do not have it any more.',
      assess: 'assessIncident: what it does, to what and to whom.',
      classify: 'classifyIncident: how bad it is.',
      escalateNow: 'escalateIncidentNow: page the next step without waiting.',
      addResponders: 'addResponders: ask for more people.',
      reassign: 'reassignIncident: hand it to somebody else.',
      decline: 'declineIncident: not me; pass it to the next step now.',
      snooze: 'snoozeIncident: leave it for some minutes.',
      addNote: 'addIncidentNote: write something down.',
      setStatus: 'setIncidentStatus: where the work stands.',
      resolve: 'resolveIncident: it is over.',
      reopen: 'reopenIncident: it is not over.',
      cancel: 'cancelIncident: it was none.',
      draftStatusPost: 'draftStatusPost: write what the public may be told.',
      publishStatusPost: 'publishStatusPost: tell the public.',
      discardStatusPost: 'discardStatusPost: do not tell the public.',
    },
  },
  screaming,
);

export const TimelineEventTypeEnum = registerRenamedEnum<EventType>(
  'TimelineEventType',
  {
    description: 'What happened.',
    values: {
      Opened: 'The incident began.',
      AlertsChanged: 'Another number of alerts fires.',
      SeverityRaised: 'Alerts raised the severity.',
      LadderMoved: 'The ladder went to another position.',
      Summoned: 'Somebody is to be paged.',
      RespondersFound: 'It was found out who that is; they are paged.',
      DeliverySent: 'A page left over one channel.',
      DeliveryFailed: 'A channel refused a page.',
      DeliveryVoided: 'A page was not needed any more.',
      DeliveryAdvanced: 'The next contact method was used at once.',
      Acknowledged: 'Somebody has it.',
      AcknowledgementExtended: 'The holder did something, so that the acknowledgement goes on.',
      AcknowledgementExpired: 'The holder did nothing for too long.',
      Unacknowledged: 'The holder gave it back.',
      Assessed: 'Impact, services and users affected were written down.',
      Classified: 'A person decided the severity.',
      Escalated: 'Somebody asked for the next step at once.',
      RespondersAdded: 'Somebody asked for more people.',
      Reassigned: 'It was handed to somebody else.',
      Declined: 'Somebody who was paged passed it on.',
      Snoozed: 'It was left for a while.',
      SnoozeEnded: 'That while is over.',
      NoteAdded: 'Somebody wrote something down.',
      StatusSet: 'Somebody said where the work stands.',
      ResolutionProposed: 'All alerts are resolved; the holder is asked whether it is over.',
      AutoResolveArmed: 'It resolves by itself unless an alert fires.',
      AutoResolveDisarmed: 'An alert fired before it resolved by itself.',
      Resolved: 'It is over.',
      Reopened: 'It was not over.',
      Canceled: 'It was none.',
      CancellationIgnored: 'Somebody pressed cancel in the Temporal UI; an open incident goes on.',
      Closed: 'Nothing is left to do.',
      StatusPostDrafted: 'What the public may be told was written; nobody outside sees it yet.',
      StatusPostApproved: 'It was decided to tell the public; the post is on its way.',
      StatusPostPublished: 'The public can read it.',
      StatusPostFailed: 'The status page refused a post; it is a draft again.',
      StatusPostDiscarded: 'A draft is not told to the public.',
    },
  },
  screaming,
);

export const CommandOutcomeEnum = registerRenamedEnum<'APPLIED' | 'DECIDED' | 'PENDING' | 'ALREADY'>(
  'CommandOutcome',
  {
    description: 'What became of a command.',
    values: {
      APPLIED: 'Done and recorded: every later read shows it, and no page that it makes needless starts any more.',
      DECIDED: 'Done; the database did not answer yet and will follow. A page in flight may still leave.',
      PENDING: 'No worker answered in time. The command is kept and acts once when one returns.',
      ALREADY: 'It was so before; nothing changed. See who holds it.',
    },
  },
  (value) => value,
);
