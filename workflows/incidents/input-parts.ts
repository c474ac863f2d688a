import type { DomainError } from '../../domain/error.js';
import { err, type Result } from '../../domain/result.js';
import type { CommandUpdateInput } from '../contracts/incident.contract.js';

/** Reading what somebody typed or a program sent: what is absent or of another kind reads as nothing. */

const MAX_TEXT = 10_000;

export const bad = (field: string, detail: string): Result<never, DomainError> => err({ code: 'INVALID_INPUT', field, detail });

export function textOf(input: CommandUpdateInput, field: string): string | null {
  const value = input[field];
  return typeof value === 'string' ? value.slice(0, MAX_TEXT) : null;
}

export function listOf(input: CommandUpdateInput, field: string): readonly string[] {
  const value = input[field];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string').slice(0, 100) : [];
}

export function integerOf<F extends string>(input: CommandUpdateInput, field: F): { readonly [K in F]?: number } {
  const value = input[field];
  return Number.isInteger(value) ? ({ [field]: value } as { readonly [K in F]?: number }) : {};
}
