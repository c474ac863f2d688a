import { clockReading } from './clock-reading.js';
import type { Finding } from './readiness.js';
import type { ZoneRules } from './zone-rules.js';

interface Said {
  readonly problem: string;
  readonly fix: string;
}

/** A finding in words, with times on the clocks of `zone`. */
export function readinessWords(finding: Finding, zone: string, zones: ZoneRules): Said {
  const { schedule = '', person = '', method = '', policy = '', step = 0, span, times = 1 } = finding;
  const when = span === undefined ? '' : `${clockReading(span.from, zone, zones)} to ${clockReading(span.to, zone, zones)}`;
  const again = times > 1 ? `, and ${times - 1} more times` : '';
  switch (finding.kind) {
    case 'VACANT':
      return {
        problem: `nobody holds ${schedule} from ${when}${again}`,
        fix: 'add a layer without hours, or let the ladder page somebody else too',
      };
    case 'STEP_REPEATS':
      return {
        problem: `step ${step} of ${policy} pages only ${person}, again, from ${when}${again}`,
        fix: 'cover one of the two levels by somebody else',
      };
    case 'AWAY':
      return {
        problem: `${person} is away while on call for ${schedule}: will be skipped, from ${when}${again}`,
        fix: 'add an override for that time',
      };
    case 'LONG_SHIFT':
      return {
        problem: `${person} is on call for ${schedule} from ${when}, longer than the limit${again}`,
        fix: 'share the time, or raise the limit',
      };
    case 'OVERLAP':
      return { problem: `overlaps an earlier entry from ${when}: this one holds`, fix: 'let one begin where the other ends' };
    case 'NEVER_HELD':
    case 'NEVER_IN_TURN':
      return unreached(finding.kind, person);
    case 'E_MAIL_ALONE':
      return { problem: `${person} can be paged, and nothing but e-mail wakes them`, fix: 'add contact: { ntfy: … } and name it in reach' };
    case 'NEVER_VERIFIED':
      return {
        problem: `${person} has never answered a page over ${method}`,
        fix: `tocsin page ${person} --test, and let them press the link that comes over ${method}`,
      };
  }
}

/** What an entry of the handbook says and no hour ever shows. */
const unreached = (kind: 'NEVER_HELD' | 'NEVER_IN_TURN', person: string): Said =>
  kind === 'NEVER_HELD'
    ? { problem: 'is never reached: a layer above it leaves no hour out', fix: 'move it up, or remove it' }
    : {
        problem: `${person} is never on call in this layer: every turn of theirs falls outside its hours`,
        fix: 'turns go on over hours that are left out: let them last a week, or change how many people there are',
      };
