import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import { decide } from '../../domain/incidents/decide.js';
import type { Decision } from '../../domain/incidents/draft.js';
import { evolve } from '../../domain/incidents/evolve.js';
import type { Command, CommandEnvelope, SystemCommand } from '../../domain/incidents/incident-command.model.js';
import type { IncidentEvent, IncidentEventBody } from '../../domain/incidents/incident-event.model.js';
import { type Incident, isOver } from '../../domain/incidents/incident.model.js';
import type { Instant } from '../../domain/instant.js';
import type { CommandResult, IncidentSnapshot } from '../contracts/incident.contract.js';
import { workflowNow } from '../support/workflow-clock.js';

const RESULTS_KEPT = 500;

interface Arrival {
  readonly commandId: string;
  readonly issuedAt: Instant;
  readonly command: Command;
}

/** Events that are decided and not yet recorded, with the commands that wait for it. */
export interface Unrecorded {
  readonly events: readonly IncidentEvent[];
  readonly results: readonly CommandResult[];
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
  private unrecorded: { events: IncidentEvent[]; results: CommandResult[] } = { events: [], results: [] };
  private recent: IncidentEvent[] = [];
  private isRecording = false;

  constructor(snapshot: IncidentSnapshot) {
    this.current = snapshot.incident;
    this.settled = [...snapshot.results];
    this.seen = new Set(snapshot.results.map((result) => result.commandId));
  }

  get state(): Incident {
    return this.current;
  }

  get over(): boolean {
    return isOver(this.current);
  }

  /** The events of this run, oldest first, at most the last 1000. */
  get timeline(): readonly IncidentEvent[] {
    return this.recent;
  }

  get hasArrivals(): boolean {
    return this.inbox.length > 0;
  }

  get hasUnrecorded(): boolean {
    return this.unrecorded.events.length > 0 || this.unrecorded.results.length > 0;
  }

  /** Nothing decided waits for the record, nobody waits to be found, no send is under way: a new run can take over here. */
  get isAtRest(): boolean {
    const now = workflowNow();
    const isSending = this.current.pages.some((page) => page.deliveries.some((one) => one.status === 'WAITING' && one.dueAt <= now));
    return !this.hasUnrecorded && !this.isRecording && !this.hasArrivals && this.current.summons.length === 0 && !isSending;
  }

  receive({ commandId, issuedAt, by, command }: CommandEnvelope): void {
    if (this.seen.has(commandId)) return;
    this.seen.add(commandId);
    this.inbox.push({ commandId, issuedAt, command: { ...command, by } });
  }

  receiveAlerts(snapshot: AlertSnapshot): void {
    this.inbox.push({ commandId: `alerts/${snapshot.revision}`, issuedAt: 0, command: { kind: 'alertsReceived', snapshot } });
  }

  /** Decides everything that has arrived, oldest first. */
  catchUp(): void {
    const arrivals = this.inbox.splice(0).sort(canonically);
    for (const arrival of arrivals) this.decideArrival(arrival);
  }

  /** Decides what the machinery reports, after everything that people said before: an acknowledgement that meets its deadline wins. */
  act(command: SystemCommand): void {
    this.catchUp();
    const decided = decide(this.current, command, workflowNow());
    if (decided.ok) this.record(decided.value.events);
  }

  record(bodies: readonly IncidentEventBody[]): void {
    const at = workflowNow();
    for (const body of bodies) {
      const event: IncidentEvent = { ...body, seq: this.current.lastSeq + 1, at };
      this.current = evolve(this.current, event);
      this.unrecorded.events.push(event);
      this.recent.push(event);
    }
    if (this.recent.length > 1_000) this.recent = this.recent.slice(-1_000);
  }

  takeUnrecorded(): Unrecorded {
    const taken = this.unrecorded;
    this.unrecorded = { events: [], results: [] };
    this.isRecording = true;
    return taken;
  }

  /** The batch that was taken is in the record. */
  recorded(results: readonly CommandResult[]): void {
    this.isRecording = false;
    this.settle(results.filter((result) => this.resultOf(result.commandId) === undefined));
  }

  resultOf(commandId: string): CommandResult | undefined {
    return this.settled.findLast((result) => result.commandId === commandId);
  }

  /** Answers whoever waits for these commands. */
  settle(results: readonly CommandResult[]): void {
    this.settled.push(...results);
    for (const dropped of this.settled.splice(0, this.settled.length - RESULTS_KEPT)) this.seen.delete(dropped.commandId);
  }

  snapshot(): IncidentSnapshot {
    return { incident: this.current, results: this.settled };
  }

  private decideArrival({ commandId, command }: Arrival): void {
    const at = workflowNow();
    const decided = decide(this.current, command, at);
    const isPersons = 'by' in command;
    if (decided.ok) this.record(decided.value.events);
    if (!isPersons) return;
    if (!decided.ok) return this.settle([this.resultFor(commandId, { outcome: 'REFUSED', code: decided.error.code, detail: decided.error.detail })]);
    const result = this.resultFor(commandId, { outcome: decided.value.outcome satisfies Decision['outcome'] });
    if (result.outcome === 'ALREADY') this.settle([result]);
    else this.unrecorded.results.push(result);
  }

  private resultFor(commandId: string, said: Pick<CommandResult, 'outcome' | 'code' | 'detail'>): CommandResult {
    const { holder, status, severity } = this.current;
    return { commandId, ...said, holder: holder?.person ?? null, status, severity, at: workflowNow() };
  }
}

function canonically(a: Arrival, b: Arrival): number {
  return a.issuedAt - b.issuedAt || (a.commandId < b.commandId ? -1 : 1);
}
