import { type Command, InvalidArgumentError } from 'commander';
import type { Severity } from '../../../domain/handbook/handbook.model.js';
import { SEVERITIES } from '../../../domain/handbook/handbook.model.js';
import { messageOf } from '../../config/message-of.js';
import { parseZoned } from './simulate.args.js';

/** Adds `--json`, which every command with data has. */
export const withJson = (command: Command): Command => command.option('--json', 'print JSON');

/** `1`, `sev1` or `SEV1`. */
export function severity(text: string): Severity {
  const found = SEVERITIES.find((one) => one === text.toUpperCase() || one.endsWith(text));
  if (found === undefined) throw new InvalidArgumentError(`a severity is one of ${SEVERITIES.join(', ')}`);
  return found;
}

/** `INC-1042`, `inc-1042` or `1042`. */
export function incidentKey(text: string): string {
  const [, number] = /^(?:INC-)?(\d{1,18})$/i.exec(text.trim()) ?? [];
  if (number === undefined) throw new InvalidArgumentError('an incident is named like INC-1042');
  return `INC-${number}`;
}

/** An ISO 8601 instant with its offset, as the API takes it. */
export function instant(text: string): string {
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/i.test(text) || Number.isNaN(Date.parse(text))) {
    throw new InvalidArgumentError('write an instant like 2026-11-23T02:47:00Z');
  }
  return new Date(Date.parse(text)).toISOString();
}

/** A wall-clock time with its zone, or an instant with its offset, as the API takes it. */
export function zoned(text: string): string {
  try {
    return new Date(parseZoned(text)).toISOString();
  } catch (error) {
    throw new InvalidArgumentError(messageOf(error));
  }
}

/** A whole number from 1. */
export function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('a whole number from 1');
  return number;
}

/** For an option that may be given several times. */
export const collect =
  <T>(parse: (text: string) => T) =>
  (text: string, before: readonly T[] = []): readonly T[] => [...before, parse(text)];

/** How many days a plan reaches ahead: 1 to 92. */
export function nights(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 92) throw new InvalidArgumentError('a whole number from 1 to 92');
  return number;
}
