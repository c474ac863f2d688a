import { readFileSync } from 'node:fs';
import type { HandoffPolicy } from '../../domain/handbook/handbook.model.js';
import { DEFAULT_CHECKLIST } from '../../domain/incidents/command-offer.model.js';
import { MINUTE_MS } from '../../domain/instant.js';
import { parseHandbook } from './parse-handbook.js';

const SHIPPED = readFileSync(new URL('../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');

/** The shipped handbook with these lines as its handoffs. */
const withHandoffs = (...lines: readonly string[]): string =>
  SHIPPED.replace(/\nhandoffs:.*?\n\n/s, `\nhandoffs:\n${lines.map((line) => `  ${line}\n`).join('')}\n`);

function handoffs(source: string): HandoffPolicy | undefined {
  const result = parseHandbook(source, 'h.yaml');
  if (!result.ok) throw new Error(result.error.map(({ path, problem }) => `${path} — ${problem}`).join('\n'));
  return result.value.handbook.handoffs;
}

const problems = (source: string): readonly string[] => {
  const result = parseHandbook(source, 'h.yaml');
  return result.ok ? [] : result.error.map(({ path, problem, fix }) => `${path} — ${problem} — ${fix}`);
};

describe('[G1.3] the language of handoffs', () => {
  it('of the shipped handbook: resolutions are accepted, command is offered with the guide’s questions', () => {
    expect(handoffs(SHIPPED)).toMatchObject({
      onResolution: { schedule: 'on-call', acceptMinute: 540, otherwise: [{ kind: 'person', id: 'support-manager' }] },
      command: { acceptWithinMs: 10 * MINUTE_MS, checklist: DEFAULT_CHECKLIST },
    });
  });

  it('needs no more than to whom', () => {
    expect(handoffs(withHandoffs('incident: { to: on-call }', 'command: {}'))).toEqual({
      regular: [],
      onResolution: { schedule: 'on-call' },
      command: { acceptWithinMs: 10 * MINUTE_MS, checklist: DEFAULT_CHECKLIST },
    });
  });

  it('refuses strangers, empty and endless checklists, at their place', () => {
    expect(
      problems(withHandoffs('incident: { to: on-call, else_tell: nobody-knows }', `command: { checklist: [${'x'.repeat(201)}] }`)),
    ).toEqual([
      expect.stringMatching(/^handoffs\.incident\.else_tell — /),
      expect.stringMatching(/^handoffs\.command\.checklist.* is longer than 200/),
    ]);
    expect(problems(withHandoffs('command: { checklist: [] }'))).toEqual([
      expect.stringMatching(/names nothing — write at least one item/),
    ]);
  });
});
