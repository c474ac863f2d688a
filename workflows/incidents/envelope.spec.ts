import fc from 'fast-check';
import { COMMAND_KINDS } from '../../domain/incidents/incident-command.model.js';
import type { CommandUpdateInput } from '../contracts/incident.contract.js';
import { envelopeOf } from './envelope.js';

const defaults = { commandId: 'the-updates-own-id', now: 1_000 };
const parse = (kind: (typeof COMMAND_KINDS)[number], input: object) => envelopeOf(kind, input as CommandUpdateInput, defaults);

it('takes { "by": "ada" } from the Temporal UI, marked as unverified, under the id of the update', () => {
  expect(parse('acknowledge', { by: ' ada ' })).toEqual({
    ok: true,
    value: {
      commandId: 'the-updates-own-id',
      issuedAt: 1_000,
      by: { person: 'ada', via: 'TEMPORAL_UI', verified: false },
      command: { kind: 'acknowledge' },
    },
  });
});

it.each([[null], [undefined], ['ada'], [{}], [{ by: '' }], [{ by: { person: '' } }], [{ by: 7 }]])('refuses %j: nobody acts', (input) => {
  expect(envelopeOf('acknowledge', input as unknown as CommandUpdateInput, defaults)).toMatchObject({
    ok: false,
    error: { code: 'INVALID_INPUT', field: 'by' },
  });
});

it.each([
  ['classify', 'severity'],
  ['reassign', 'to'],
  ['snooze', 'minutes'],
  ['setStatus', 'status'],
] as const)('says which field %s lacks', (kind, field) => {
  expect(parse(kind, { by: 'ada' })).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT', field } });
});

it('never throws, whatever a program sends', () => {
  fc.assert(
    fc.property(fc.constantFrom(...COMMAND_KINDS), fc.anything(), (kind, input) => {
      const parsed = envelopeOf(kind, input as CommandUpdateInput, defaults);
      expect(parsed.ok || parsed.error.code === 'INVALID_INPUT').toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

it('keeps the commandId and the instant that a client gives, and no more than 10 000 characters of a text', () => {
  const parsed = parse('addNote', { by: 'ada', commandId: 'mine', issuedAt: 5, text: 'x'.repeat(20_000) });
  expect(parsed).toMatchObject({ value: { commandId: 'mine', issuedAt: 5 } });
  expect(parsed.ok && parsed.value.command.kind === 'addNote' && parsed.value.command.text.length).toBe(10_000);
});
