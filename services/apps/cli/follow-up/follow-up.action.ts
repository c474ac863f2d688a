import { type LearnFlags, learn, learntWords } from '../learn.js';
import { answer, type JsonFlag } from '../output.js';

export interface ListFlags extends JsonFlag {
  readonly all?: true;
  readonly owner?: string;
  readonly class?: string;
  readonly dueBefore?: string;
  readonly limit: number;
  readonly after?: string;
}

export interface AddFlags extends LearnFlags {
  readonly owner: string;
  readonly class: string;
  readonly due?: string;
}

export interface SettleFlags extends LearnFlags {
  readonly to?: string;
  readonly due?: string;
  readonly reason?: string;
  readonly text?: string;
}

export async function add(key: string, title: string, flags: AddFlags): Promise<void> {
  const input = { key, title, owner: flags.owner, class: flags.class.toUpperCase(), dueAt: flags.due };
  const done = await learn('AddFollowUp', flags, input);
  const number = done.outcome === 'PENDING' ? null : (done.incident.followUps.at(-1)?.number ?? null);
  answer(done, flags, () => learntWords(done, number === null ? 'a follow-up is added' : `follow-up ${number} is ${flags.owner}’s`));
}

export async function assign(key: string, followUp: number, flags: SettleFlags): Promise<void> {
  const done = await learn('AssignFollowUp', flags, { key, followUp, to: flags.to });
  answer(done, flags, () => learntWords(done, `follow-up ${followUp} is ${flags.to ?? ''}’s`));
}

export async function reschedule(key: string, followUp: number, flags: SettleFlags): Promise<void> {
  const done = await learn('RescheduleFollowUp', flags, { key, followUp, dueAt: flags.due, reason: flags.reason });
  answer(done, flags, () => learntWords(done, `follow-up ${followUp} is due ${flags.due ?? ''}`));
}

export async function done(key: string, followUp: number, flags: SettleFlags): Promise<void> {
  const answered = await learn('CompleteFollowUp', flags, { key, followUp, text: flags.text });
  answer(answered, flags, () => learntWords(answered, `follow-up ${followUp} is done`));
}

export async function cancel(key: string, followUp: number, flags: SettleFlags): Promise<void> {
  const done = await learn('CancelFollowUp', flags, { key, followUp, reason: flags.reason });
  answer(done, flags, () => learntWords(done, `follow-up ${followUp} is given up`));
}

export async function ticket(key: string, followUp: number, flags: SettleFlags): Promise<void> {
  const done = await learn('FileFollowUpTicket', flags, { key, followUp });
  answer(done, flags, () => learntWords(done, `the ticket of follow-up ${followUp} is being filed`));
}
