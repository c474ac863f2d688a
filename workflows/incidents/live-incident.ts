import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import type { DomainError } from '../../domain/error.js';
import { decide } from '../../domain/incidents/decide.js';
import type { Decision } from '../../domain/incidents/draft.js';
import { evolve } from '../../domain/incidents/evolve.js';
import { type Incident, type LifePhase, lifePhase } from '../../domain/incidents/incident.model.js';
import type { Command, CommandEnvelope, SystemCommand } from '../../domain/incidents/incident-command.model.js';
import type { IncidentEvent, IncidentEventBody } from '../../domain/incidents/incident-event.model.js';
import { type CommandResult, type IncidentSnapshot, resultOf } from '../../domain/incidents/incident-snapshot.model.js';
import type { Instant } from '../../domain/instant.js';
import { isLearningBusy } from '../../domain/postincident/post-incident.model.js';
import { storable } from '../../domain/storable-text.js';
import type { Carried } from '../contracts/incident.contract.js';
import { workflowNow } from '../support/workflow-clock.js';

const RESULTS_KEPT = 500;

interface Arrival {
  readonly commandId: string;
  readonly issuedAt: Instant;
  readonly command: Command;
  /** null: an update, whose sender waits and can send it again. */
  readonly carried: Carried | null;
}

/** Events that are decided and not yet recorded, with the commands that wait for it. */
export interface Unrecorded {
  readonly events: readonly IncidentEvent[];
  readonly results: readonly CommandResult[];
  readonly carried: readonly Carried[];
}

/**
 * One incident in the memory of its workflow. Handlers only push; `catchUp` decides everything that arrived in one canonical
 * order, so that a replay decides alike however the arrivals were spread over tasks.
 */
export class LiveIncident {
  private current: Incident;
  private readonly inbox: Arrival[] = [];
  private readonly seen: Set<string>;
  private readonly settled: CommandResult[];
  private unrecorded: { events: IncidentEvent[]; results: CommandResult[]; carried: Carried[] } = { events: [], results: [], carried: [] };
  private recent: IncidentEvent[] = [];
  private isRecording = false;
  private isRecordLate = false;
  private isFenced = false;
  private isHolding = false;

  /** `life`: which part of the incident's life this workflow lives; it is over when the incident has come further. */
  constructor(
    snapshot: IncidentSnapshot,
    private readonly life: Exclude<LifePhase, 'FINISHED'>,
  ) {
    this.current = snapshot.incident;
    this.settled = [...snapshot.results];
    this.seen = new Set(snapshot.results.map((result) => result.commandId));
  }

  get state(): Incident {
    return this.current;
  }

  /** Nothing more happens in this run: the incident has ended or gone on elsewhere, or another run has it. */
  get over(): boolean {
    return this.isFenced || lifePhase(this.current) !== this.life;
  }

  /** The events of this run, oldest first, at most the last 1000. */
  get timeline(): readonly IncidentEvent[] {
    return this.recent;
  }

  get hasArrivals(): boolean {
    return this.inbox.length > 0 && !this.isHolding;
  }

  get hasUnrecorded(): boolean {
    return this.unrecorded.events.length > 0 || this.unrecorded.results.length > 0;
  }

  /** Nothing decided waits for the record, nobody waits to be found, no send is under way: a new run can take over here. */
  get isAtRest(): boolean {
    const now = workflowNow();
    const isSending = this.current.pages.some((page) => page.deliveries.some((one) => one.status === 'WAITING' && one.dueAt <= now));
    if (isSending || isLearningBusy(this.current.postIncident)) return false;
    return !this.hasUnrecorded && !this.isRecording && !this.hasArrivals && this.current.summons.length === 0;
  }

  receive(envelope: CommandEnvelope, how: 'UPDATE' | 'SIGNAL'): void {
    const { commandId, issuedAt, by, command } = envelope;
    if (this.seen.has(commandId)) return;
    this.seen.add(commandId);
    const carried = how === 'SIGNAL' ? ({ kind: 'COMMAND', envelope } as const) : null;
    this.inbox.push({ commandId, issuedAt, command: { ...command, by }, carried });
  }

  receiveAlerts(snapshot: AlertSnapshot): void {
    const carried = { kind: 'ALERTS', snapshot } as const;
    this.inbox.push({ commandId: `alerts/${snapshot.revision}`, issuedAt: 0, command: { kind: 'alertsReceived', snapshot }, carried });
  }

  receiveCarried(carried: readonly Carried[]): void {
    for (const one of carried) {
      if (one.kind === 'ALERTS') this.receiveAlerts(one.snapshot);
      else this.receive(one.envelope, 'SIGNAL');
    }
  }

  /** Decides everything that has arrived, oldest first. */
  catchUp(): void {
    if (this.isHolding) return;
    const arrivals = this.inbox.splice(0).sort(canonically);
    for (const arrival of arrivals) this.decideArrival(arrival);
  }

  /** Decides what the machinery reports, after everything that people said before: an acknowledgement that meets its deadline wins. */
  act(command: SystemCommand): void {
    this.catchUp();
    if (this.isFenced || this.isHolding) return;
    const decided = decide(this.current, command, workflowNow());
    if (decided.ok) this.record(decided.value.events);
  }

  record(bodies: readonly IncidentEventBody[]): void {
    const at = workflowNow();
    for (const body of bodies) {
      // A channel, a ticket server or a cut may have left half a character: the record must not stop at it.
      const event: IncidentEvent = storable({ ...body, seq: this.current.lastSeq + 1, at });
      this.current = evolve(this.current, event);
      this.unrecorded.events.push(event);
      this.recent.push(event);
    }
    if (this.recent.length > 1_000) this.recent = this.recent.slice(-1_000);
  }

  takeUnrecorded(): Unrecorded {
    const taken = this.unrecorded;
    this.unrecorded = { events: [], results: [], carried: [] };
    this.isRecording = true;
    return taken;
  }

  /** The database does not answer: whoever waits, and whoever comes until it does, learns what is decided. */
  recordIsLate(batch: Unrecorded): void {
    this.isRecordLate = true;
    this.settle(this.unanswered([...batch.results, ...this.unrecorded.results]).map(asDecided));
  }

  /** The batch that was taken is in the record. */
  recorded(results: readonly CommandResult[]): void {
    this.isRecording = false;
    this.isRecordLate = false;
    this.settle(this.unanswered(results));
  }

  /** Another run has gone on: nothing that `batch` or anything later decided counts. Who waits is told to send it again. */
  fenceOff(batch: Unrecorded): void {
    this.isFenced = true;
    const lost = [batch, this.takeUnrecorded()];
    this.unrecorded.carried.push(...lost.flatMap((one) => one.carried));
    const unanswered = this.unanswered(lost.flatMap((one) => one.results));
    this.settle(unanswered.map((result) => ({ ...result, ...FENCED })));
    this.catchUp();
  }

  /** Everything is recorded, and another workflow goes on: from here nothing is decided in this one. What comes waits for `letGo`. */
  holdBack(): void {
    this.isHolding = !this.isFenced && this.life === 'INCIDENT' && lifePhase(this.current) === 'POST_INCIDENT';
  }

  get isHeldBack(): boolean {
    return this.isHolding;
  }

  /** The other workflow lives: who waits is told to send it again, and what came by signal is there to be sent on. */
  letGo(): void {
    this.isHolding = false;
    this.fenceOff(NOTHING_UNRECORDED);
  }

  /** Takes what came by signal and nobody has decided. */
  takeCarried(): readonly Carried[] {
    return this.unrecorded.carried.splice(0);
  }

  /** What came by signal and is in no record: the next run begins with it. */
  get carried(): readonly Carried[] {
    return this.unrecorded.carried;
  }

  resultOf(commandId: string): CommandResult | undefined {
    return resultOf(this.settled, commandId);
  }

  /** Answers whoever waits for these commands. */
  settle(results: readonly CommandResult[]): void {
    this.settled.push(...results);
    for (const dropped of this.settled.splice(0, this.settled.length - RESULTS_KEPT)) this.seen.delete(dropped.commandId);
  }

  snapshot(): IncidentSnapshot {
    return { incident: this.current, results: this.settled };
  }

  private unanswered(results: readonly CommandResult[]): readonly CommandResult[] {
    return results.filter((result) => this.resultOf(result.commandId) === undefined);
  }

  private decideArrival({ commandId, command, carried }: Arrival): void {
    if (this.isFenced)
      return carried === null ? this.settle([this.resultFor(commandId, FENCED)]) : void this.unrecorded.carried.push(carried);
    const at = workflowNow();
    const decided = decide(this.current, command, at);
    const isPersons = 'by' in command;
    if (decided.ok) this.record(decided.value.events);
    if (decided.ok && decided.value.outcome === 'APPLIED' && carried !== null) this.unrecorded.carried.push(carried);
    if (!isPersons) return;
    if (!decided.ok) return this.settle([this.resultFor(commandId, refusalOf(decided.error))]);
    const result = this.resultFor(commandId, { outcome: decided.value.outcome satisfies Decision['outcome'] });
    if (result.outcome === 'ALREADY') this.settle([result]);
    else this.unrecorded.results.push(result);
    if (result.outcome === 'APPLIED' && this.isRecordLate) this.settle([asDecided(result)]);
  }

  private resultFor(commandId: string, said: Pick<CommandResult, 'outcome' | 'code' | 'detail' | 'field'>): CommandResult {
    const { holder, status, severity } = this.current;
    return { commandId, ...said, holder: holder?.person ?? null, status, severity, at: workflowNow() };
  }
}

const NOTHING_UNRECORDED: Unrecorded = { events: [], results: [], carried: [] };

const FENCED = {
  outcome: 'REFUSED',
  code: 'FENCED',
  detail: 'another run of this incident has gone on; send the command again',
} as const satisfies Partial<CommandResult>;

const refusalOf = ({ code, detail, field }: DomainError) =>
  ({ outcome: 'REFUSED', code, detail, ...(field === undefined ? {} : { field }) }) as const;

const asDecided = (result: CommandResult): CommandResult => ({ ...result, outcome: 'DECIDED' });

function canonically(a: Arrival, b: Arrival): number {
  return a.issuedAt - b.issuedAt || (a.commandId < b.commandId ? -1 : 1);
}
