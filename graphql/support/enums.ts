import { registerEnumType } from '@nestjs/graphql';
import type { ALERT_STATUSES } from '../../domain/alerts/alert.model.js';
import type { PRIORITIES, SEVERITIES, URGENCIES, VISIBILITIES } from '../../domain/handbook/handbook.model.js';
import type { INCIDENT_STATUSES, WorkingStatus } from '../../domain/incidents/incident.model.js';
import type { PERMISSIONS, ROLES } from '../../services/access/access.model.js';

type Described<T extends string> = Readonly<Record<T, string>>;
type EnumObject = Readonly<Record<string, string>>;

/** A GraphQL enum of the domain's own words; leaving one out does not compile. */
export function described<T extends string>(
  name: string,
  words: { readonly description: string; readonly values: Described<T> },
): EnumObject {
  return renamed(name, words, (value) => value);
}

function renamed<T extends string>(
  name: string,
  words: { readonly description: string; readonly values: Described<T> },
  nameOf: (value: string) => string,
): EnumObject {
  const entries = Object.entries<string>(words.values);
  const enumObject = Object.fromEntries(entries.map(([value]) => [nameOf(value), value]));
  const valuesMap = Object.fromEntries(entries.map(([value, description]) => [nameOf(value), { description }]));
  registerEnumType(enumObject, { name, description: words.description, valuesMap });
  return enumObject;
}

export const SeverityEnum = described<(typeof SEVERITIES)[number]>('Severity', {
  description: 'How bad an incident is; SEV1 is worst. Guide: G2.1',
  values: {
    SEV1: 'Critical: the platform is down for everybody.',
    SEV2: 'High: a main function is broken for many.',
    SEV3: 'Medium: something is degraded, and there is a way around it.',
    SEV4: 'Low: minor or cosmetic.',
  },
});

export const PriorityEnum = described<(typeof PRIORITIES)[number]>('Priority', {
  description: 'How loud an alert is. Guide: G5.2',
  values: { HIGH: 'Look at once.', MEDIUM: 'Look soon.', LOW: 'Wakes nobody.' },
});

export const UrgencyEnum = described<(typeof URGENCIES)[number]>('Urgency', {
  description: 'Whether people are woken.',
  values: { HIGH: 'By methods that wake people.', LOW: 'By methods that do not.' },
});

export const VisibilityEnum = described<(typeof VISIBILITIES)[number]>('Visibility', {
  description: 'Who can see an incident.',
  values: { INTERNAL: 'Everybody signed in.', RESTRICTED: 'Administrators, and the people engaged in it; for others it does not exist.' },
});

export const IncidentStatusEnum = described<(typeof INCIDENT_STATUSES)[number]>('IncidentStatus', {
  description: 'Where an incident stands in its life.',
  values: {
    TRIAGE: 'Just begun; nobody knows yet what it is.',
    INVESTIGATING: 'Somebody looks for the cause.',
    IDENTIFIED: 'The cause is known.',
    MONITORING: 'A fix is in place and is being watched.',
    RESOLVED: 'Over; a re-fire within the reopen window reopens it.',
    POST_INCIDENT: 'Being learnt from.',
    CLOSED: 'Nothing is left to do.',
    CANCELED: 'It was none.',
  },
});

export const WorkingStatusEnum = described<WorkingStatus>('WorkingStatus', {
  description: 'The statuses that people set while they work.',
  values: {
    TRIAGE: 'Nobody knows yet what it is.',
    INVESTIGATING: 'Somebody looks for the cause.',
    IDENTIFIED: 'The cause is known.',
    MONITORING: 'A fix is in place and is being watched.',
  },
});

export const AlertStatusEnum = described<(typeof ALERT_STATUSES)[number]>('AlertStatus', {
  description: 'What the monitor says of an alert.',
  values: {
    FIRING: 'It fires.',
    ACKNOWLEDGED: 'The monitor itself acknowledged it; nobody holds the incident by that.',
    RESOLVED: 'It does not fire any more.',
  },
});

export const DeliveryStatusEnum = described<'INTENDED' | 'SENT' | 'FAILED'>('DeliveryStatus', {
  description: 'What became of one send of a page.',
  values: {
    INTENDED: 'About to be sent, or its receipt is not known.',
    SENT: 'The channel took it.',
    FAILED: 'The channel refused it for good.',
  },
});

export const RoleEnum = described<(typeof ROLES)[number]>('Role', {
  description: 'What a token may do at most.',
  values: {
    ADMIN: 'Everything, restricted incidents included.',
    RESPONDER: 'Reads, and works on incidents.',
    VIEWER: 'Reads.',
    AUDITOR: 'Reads, the audit log included; changes nothing.',
  },
});

const screaming = (value: string): string =>
  value
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll(':', '_')
    .toUpperCase();

export const PermissionEnum = renamed<(typeof PERMISSIONS)[number]>(
  'Permission',
  {
    description: 'One thing that a token may do.',
    values: {
      'viewer:read': 'See who one is.',
      'incidents:read': 'Read incidents, their timelines and pages.',
      'incidents:respond': 'Command incidents.',
      'incidents:declare': 'Declare incidents.',
      'alerts:read': 'Read alerts.',
      'oncall:read': 'Read who is on call.',
      'handbook:read': 'Read the handbook, and plan changes of it.',
      'handbook:apply': 'Make another handbook run, or take one back before it does.',
      'integrations:manage': 'Make, rotate and revoke keys of integrations.',
      'feeds:create': 'Make, rotate and revoke calendar feeds of one’s own and of schedules.',
      'feeds:manage': 'Make, rotate and revoke everybody’s calendar feeds.',
      'tokens:create': 'Make and revoke tokens of one’s own.',
      'tokens:manage': 'Make and revoke everybody’s tokens.',
      'audit:read': 'Read the audit log.',
      'metrics:read': 'Read the metrics.',
    },
  },
  screaming,
);

export { renamed as registerRenamedEnum, screaming };
