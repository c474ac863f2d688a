import fc from 'fast-check';
import type { AlertSnapshot } from '../../domain/alerts/alert.model.js';
import { decide } from '../../domain/incidents/decide.js';
import type { CommandEnvelope } from '../../domain/incidents/incident-command.model.js';
import { personCommand } from '../../test/support/story-arbitraries.js';
import { actor, PureIncident } from '../../test/support/story-incident.js';
import { envelopeOf } from './envelope.js';
import { envelopeOfSignal, isAlertSnapshot } from './well-formed-signals.js';

const envelope: CommandEnvelope = { commandId: 'a', issuedAt: 1, by: actor('ada'), command: { kind: 'addNote', text: 'x' } };
const snapshot: AlertSnapshot = { revision: 1, firing: 1, total: 1, proposes: 'SEV1', firings: 1, lastFiredAt: 0, lastResolvedAt: null };

describe('[I12] a signal', () => {
  it('that a program of ours sent is taken as it is', () => {
    expect(envelopeOfSignal(envelope)).toEqual(envelope);
    expect(isAlertSnapshot(snapshot)).toBe(true);
  });

  it('is taken where an update that says the same is, and comes to the same', () => {
    const { state } = new PureIncident();
    fc.assert(
      fc.property(personCommand, (command) => {
        const said = JSON.parse(JSON.stringify({ ...envelope, command })) as CommandEnvelope;
        const taken = envelopeOfSignal(said);
        const form = { ...said.command, by: said.by };
        expect(taken !== undefined).toBe(envelopeOf(said.command.kind, form, { commandId: 'a', now: 1 }).ok);
        if (taken === undefined) return;
        expect(decide(state, { ...taken.command, by: taken.by }, 1)).toEqual(decide(state, { ...said.command, by: said.by }, 1));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'acknowledge'],
    ['the form of an update', { by: 'ada', command: { kind: 'acknowledge' } }],
    ['no command', { ...envelope, command: undefined }],
    ['an unknown command', { ...envelope, command: { kind: 'explode' } }],
    ['a command that lacks its fields', { ...envelope, command: { kind: 'reassign' } }],
    ['nobody', { ...envelope, by: { person: '' } }],
    ['no id', { ...envelope, commandId: '' }],
    ['no time', { ...envelope, issuedAt: 'now' }],
  ])('with %s is no command', (_what, said) => {
    expect(envelopeOfSignal(said as never)).toBeUndefined();
  });

  it('that lacks a text has none, instead of stopping whoever reads it', () => {
    expect(envelopeOfSignal({ ...envelope, command: { kind: 'addNote' } as never })?.command).toEqual({ kind: 'addNote', text: '' });
  });

  it.each([undefined, null, {}, { ...snapshot, revision: 'x' }, { ...snapshot, proposes: 'SEV9' }, { ...snapshot, firings: Number.NaN }])(
    'is no news of alerts: %j',
    (said) => expect(isAlertSnapshot(said as never)).toBe(false),
  );
});
