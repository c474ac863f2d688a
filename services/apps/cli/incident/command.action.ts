import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { DomainFailure } from '../../../../domain/error.js';
import { ask } from '../graphql.js';
import { answer } from '../output.js';
import { findServer } from '../server.js';
import { type ActFlags, act, type Done, document, NOT_YET } from './act.action.js';

export interface HandOverFlags extends ActFlags {
  readonly to: string;
  readonly note?: string;
  readonly item?: readonly string[];
}

export interface AcceptCommandFlags extends ActFlags {
  readonly tick?: readonly string[];
  readonly tickAll?: true;
}

export interface AnswerFlags extends ActFlags {
  readonly reason?: string;
}

/** Offers command to somebody else; nothing changes until they take it. */
export async function handOver(key: string, flags: HandOverFlags): Promise<void> {
  const { to, note, item: checklist } = flags;
  const done = await act(document('handOverIncident', 'HandOverIncidentInput'), { ...common(key, flags), to, note, checklist });
  const words = done.outcome === 'ALREADY' ? `is offered to ${to} already` : `command is offered to ${to}; you have it until they take it`;
  answer(done, flags, () => sentence(done, words));
}

/** Takes the command that is offered, with what was ticked of the checklist. */
export async function acceptCommand(key: string, flags: AcceptCommandFlags): Promise<void> {
  const ticked = flags.tickAll === true ? await checklistOf(key) : flags.tick;
  const done = await act(document('acceptCommand', 'AcceptCommandInput'), { ...common(key, flags), ticked });
  answer(done, flags, () => sentence(done, `${done.holder?.id ?? 'nobody'} has command`));
}

/** Does not take it: whoever had it keeps it. */
export async function declineCommand(key: string, flags: AnswerFlags): Promise<void> {
  const done = await act(document('declineCommand', 'DeclineCommandInput'), { ...common(key, flags), reason: flags.reason });
  answer(done, flags, () => sentence(done, `command is declined, ${done.holder?.id ?? 'nobody'} keeps it`));
}

/** Keeps the command that was offered. */
export async function withdrawHandOver(key: string, flags: AnswerFlags): Promise<void> {
  const done = await act(document('withdrawHandOver', 'WithdrawHandOverInput'), { ...common(key, flags), reason: flags.reason });
  const words = done.outcome === 'ALREADY' ? 'command is offered to nobody' : 'the offer is withdrawn, you have command';
  answer(done, flags, () => sentence(done, words));
}

const common = (key: string, { commandId, onBehalfOf }: ActFlags) => ({ key, commandId: commandId ?? randomUUID(), onBehalfOf });

const sentence = ({ outcome, incident: { key } }: Done, words: string): string => `${key}: ${words}${NOT_YET[outcome] ?? ''}`;

const offered = z.object({ incident: z.object({ commandOffer: z.object({ checklist: z.array(z.string()) }).nullable() }).nullable() });

async function checklistOf(key: string): Promise<readonly string[]> {
  const document = 'query Checklist($key: ID!) { incident(key: $key) { commandOffer { checklist } } }';
  const { incident } = await ask(findServer(), { document, variables: { key }, shape: offered });
  if (incident?.commandOffer == null)
    throw new DomainFailure({
      code: 'CONFLICT',
      detail: `command of ${key} is offered to nobody`,
      hint: `see \`tocsin incident show ${key}\``,
    });
  return incident.commandOffer.checklist;
}
