import { stringify } from 'yaml';
import { dateOfEpochDay, weekdayOf } from '../../domain/oncall/calendar-date.js';

export interface NewPerson {
  readonly name: string;
  readonly email: string;
}

/** What a handbook of one's own needs at least. */
export interface NewHandbook {
  readonly id: string;
  readonly timezone: string;
  /** In the order in which they are on call; at least one. */
  readonly people: readonly NewPerson[];
  readonly services: readonly string[];
  /** Days since 1970-01-01 of today, in the zone. */
  readonly today: number;
}

/** An id of a name: `Ada Osei` is `ada-osei`; `fallback` where nothing of it can be one. */
export function idOf(name: string, fallback: string): string {
  const id = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return /^[a-z]/.test(id) ? id : fallback;
}

/** The text of a valid handbook: a weekly rotation that hands over on Monday at 09:00, a ladder, four severities, a route. Guide: G1, G2.1 */
export function newHandbook({ id, timezone, people, services, today }: NewHandbook): string {
  const ids = uniqueIds(people.map((person) => person.name));
  const isPair = ids.length > 1;
  const document = {
    handbook: id,
    version: '1.0.0',
    timezone,
    people: Object.fromEntries(people.map(({ name, email }, index) => [ids[index] ?? '', { name, email }])),
    schedules: {
      'on-call': { rotation: { people: ids, every: '1 week', handoff: 'Monday 09:00', starting: mondayOf(today) } },
      ...(isPair ? { secondary: { follows: 'on-call', offset: 1 } } : {}),
    },
    escalation: {
      standard: {
        timing: 'cumulative',
        steps: [{ page: 'on-call', answer_within: '15 minutes' }, ...(isPair ? [{ page: 'secondary', answer_within: '30 minutes' }] : [])],
        exhausted: { page: ids.length > 5 ? ids.slice(0, 5) : ids },
        ack_expires_after: { sev1: '30 minutes' },
      },
    },
    severities: SEVERITIES,
    services: Object.fromEntries(services.map((name) => [idOf(name, 'service'), { name, owner: 'us', escalation: 'standard' }])),
    alerts: {
      route: [
        ...services.slice(1).map((name) => ({ match: { service: idOf(name, 'service') }, to: idOf(name, 'service') })),
        { otherwise: true, to: idOf(services[0] ?? '', 'service') },
      ],
    },
  };
  return `${HEAD}${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

const HEAD = `# yaml-language-server: $schema=./handbook.schema.json
#
# Your handbook. \`tocsin handbook check FILE\` reads it aloud, \`tocsin handbook plan FILE\` shows what it would change.
# More contact methods than mail: contact: { ntfy: <a long random topic> }, reach: { high: [ntfy, { email: 1 minute }], low: [email] }
`;

/** The guide's own words. Guide: G2.1 */
const SEVERITIES = {
  sev1: severity('Critical', 'System completely down, no users can access it', '15 minutes', 'high'),
  sev2: severity('High', 'Major functionality affected, significant user impact', '1 hour', 'high'),
  sev3: severity('Medium', 'Minor functionality affected, limited user impact', '4 hours', 'low'),
  sev4: severity('Low', 'Cosmetic issues, no functional impact', '24 hours', 'low'),
};

function severity(name: string, definition: string, respond: string, urgency: 'high' | 'low') {
  return { name, definition, examples: [], respond, urgency };
}

function uniqueIds(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const wanted = idOf(name, `person-${index + 1}`);
    const id = taken.has(wanted) || wanted === 'on-call' || wanted === 'secondary' ? `${wanted}-${index + 1}` : wanted;
    taken.add(id);
    return id;
  });
}

const mondayOf = (today: number): string => dateOfEpochDay(today - ((weekdayOf(today) + 6) % 7));
