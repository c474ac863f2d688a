import { randomUUID } from 'node:crypto';
import type { PageDeskPort } from '../../activities/ports/page-desk.port.js';
import { DomainFailure } from '../../domain/error.js';
import type { ContactMethod, Handbook, Person, Severity } from '../../domain/handbook/handbook.model.js';
import type { Rung } from '../../domain/incidents/incident.model.js';
import { rungId } from '../../domain/incidents/incident-event.model.js';
import type { Viewer } from '../access/access.model.js';
import type { Clock } from '../config/clock.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';
import type { IncidentCommands } from '../orchestration/incident-commands.port.js';

export interface TestPageParts {
  readonly commands: IncidentCommands;
  readonly desk: PageDeskPort;
  readonly handbooks: HandbookReader;
  readonly clock: Clock;
}

/** `INTENDED`: the incident's own ladder sends over this method; see its pages. */
export interface TestSend {
  readonly method: string;
  readonly channel: string;
  readonly status: 'INTENDED' | 'SENT' | 'FAILED';
  readonly error: string | null;
}

export interface TestPage {
  readonly incidentKey: string;
  readonly sends: readonly TestSend[];
}

/** As loud as it gets: a test that does not wake proves nothing. */
const SEVERITY: Severity = 'SEV1';
const TITLE = 'Test page';

/**
 * Pages one person over each of their methods at once, marked as a test, with links that acknowledge. It is a declared test incident of
 * theirs: nobody else is paged, it is in no number, and their acknowledgement shows on it. Guide: G1.1
 */
export class TestPageService {
  constructor(private readonly parts: TestPageParts) {}

  /** Throws `FORBIDDEN` for somebody else than oneself, unless one manages tokens; `UNKNOWN_PERSON`; `UNAVAILABLE` without a handbook. */
  async send(viewer: Viewer, personId: string): Promise<TestPage> {
    if (viewer.person !== personId && !viewer.permissions.has('tokens:manage')) {
      throw new DomainFailure({
        code: 'FORBIDDEN',
        field: 'person',
        detail: 'only an administrator sends test pages to others',
        hint: 'name yourself',
      });
    }
    const current = await this.parts.handbooks.current();
    if (current === null) throw new DomainFailure({ code: 'UNAVAILABLE', detail: 'no handbook has been applied yet' });
    const person = personIn(current.handbook, personId);
    const asker = viewer.person ?? viewer.tool ?? 'somebody';
    const service = Object.keys(current.handbook.services)[0] ?? '';
    const by = {
      person: personId,
      via: 'API' as const,
      verified: true,
      ...(viewer.person === personId ? {} : { tool: `test page by ${asker}` }),
    };
    const { incidentKey } = await this.parts.commands.declare({
      title: TITLE,
      service,
      severity: SEVERITY,
      by,
      dedupKey: randomUUID(),
      test: true,
      restricted: false,
    });
    const page = {
      incidentKey,
      handbookVersionId: current.versionId,
      person,
      service,
      urgency: current.handbook.severities[SEVERITY].urgency,
    };
    return { incidentKey, sends: await Promise.all(person.methods.map((method) => this.over(method, page))) };
  }

  private async over(method: ContactMethod, page: PageFacts): Promise<TestSend> {
    const { id, channel } = method;
    const isLadders = page.person.reach[page.urgency].some((rung) => rung.method === id && rung.afterMs === 0);
    if (isLadders) return { method: id, channel, status: 'INTENDED', error: null };
    const result = await this.parts.desk.deliver(this.requestOf(method, page));
    if (result.status === 'SENT') return { method: id, channel, status: 'SENT', error: null };
    const error = result.status === 'STALE' ? 'it was acknowledged before this send' : `${result.code}: ${result.reason}`;
    return { method: id, channel, status: 'FAILED', error };
  }

  private requestOf({ id: method, channel }: ContactMethod, page: PageFacts): Parameters<PageDeskPort['deliver']>[0] {
    const { incidentKey, handbookVersionId, person, service, urgency } = page;
    // The ladder's own page: whichever of the two comes second finds the receipt, and sends nothing.
    const pageId = `${incidentKey}/${FIRST_GENERATION}/${rungId(FIRST_RUNG, 0)}/${person.id}`;
    const at = this.parts.clock.now();
    return {
      incidentKey,
      handbookVersionId,
      pageId,
      deliveryKey: `${pageId}/${method}`,
      generation: FIRST_GENERATION,
      person: person.id,
      method,
      channel,
      rung: FIRST_RUNG,
      urgency,
      severity: SEVERITY,
      service,
      title: TITLE,
      detectedAt: at,
      at,
      test: true,
      visibility: 'INTERNAL',
      next: null,
    };
  }
}

/** The generation of an incident that nobody has acknowledged yet. */
const FIRST_GENERATION = 1;
const FIRST_RUNG: Rung = { kind: 'STEP', step: 0, of: 1 };

interface PageFacts {
  readonly incidentKey: string;
  readonly handbookVersionId: number;
  readonly person: Person;
  readonly service: string;
  readonly urgency: 'HIGH' | 'LOW';
}

function personIn({ people }: Handbook, id: string): Person {
  const person = Object.hasOwn(people, id) ? people[id] : undefined;
  if (person !== undefined) return person;
  const hint = `it has: ${Object.keys(people).join(', ')}`;
  throw new DomainFailure({ code: 'UNKNOWN_PERSON', field: 'person', detail: `the handbook has no person ${id.slice(0, 60)}`, hint });
}
