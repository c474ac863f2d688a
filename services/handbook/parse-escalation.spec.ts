import { readFileSync } from 'node:fs';
import { parseHandbook } from './parse-handbook.js';
import { printProblem } from './problem.js';

const SHIPPED = readFileSync(new URL('../../handbook/escrow-platform.yaml', import.meta.url), 'utf8');

/** The shipped handbook with another list of steps, and whatever else its policy says. */
const withPolicy = (steps: readonly string[], more = '', top = ''): string => {
  const [before = '', rest = ''] = SHIPPED.split('    steps:\n');
  const after = rest.slice(rest.indexOf('    exhausted:'));
  const lines = steps.map((step) => `      - ${step}\n`).join('');
  return `${before}    steps:\n${lines}${more}${after.replace('low_urgency: { steps: 3', 'low_urgency: { steps: 1')}${top}`;
};

const problemsOf = (source: string): readonly string[] => {
  const parsed = parseHandbook(source, 'handbook.yaml');
  return parsed.ok ? [] : parsed.error.map(printProblem);
};

const OFFICE = 'working_hours: { days: [Monday, Friday], from: "09:00", to: "17:00", holidays: [2026-12-25] }\n';

describe('[G1.2] the language of escalation', () => {
  it('reads steps that page, tell and wait, for some hours and severities, again and again', () => {
    const steps = [
      '{ page: [on-call, { who: secondary, during: outside working hours, for: [sev1] }], answer_within: 15 minutes, page_again: 5 minutes }',
      '{ wait: 5 minutes }',
      '{ tell: support-manager }',
      '{ page: engineering-lead, answer_within: 1 hour }',
    ];
    const parsed = parseHandbook(withPolicy(steps, '    repeat: { times: 2 }\n', OFFICE), 'handbook.yaml');
    if (!parsed.ok) throw new Error(parsed.error.map(printProblem).join('\n'));
    const { escalation, workingHours } = parsed.value.handbook;
    expect(workingHours).toEqual({ timezone: 'America/New_York', days: [1, 5], fromMinute: 540, toMinute: 1020, holidays: ['2026-12-25'] });
    expect(escalation['standard']?.repeats).toBe(2);
    expect(escalation['standard']?.steps).toEqual([
      {
        targets: [
          { kind: 'schedule', id: 'on-call' },
          { kind: 'schedule', id: 'secondary', hours: 'OUTSIDE', severities: ['SEV1'] },
        ],
        answerWithinMs: 900_000,
        pageAgainEveryMs: 300_000,
      },
      { waitMs: 300_000 },
      { tell: [{ kind: 'person', id: 'support-manager' }] },
      { targets: [{ kind: 'person', id: 'engineering-lead' }], answerWithinMs: 3_600_000 },
    ]);
  });

  it.each([
    ['a ladder that pages nobody', withPolicy(['{ wait: 5 minutes }']), 'no step pages anybody'],
    [
      'hours that nobody defined',
      withPolicy(['{ page: { who: on-call, during: working hours }, answer_within: 5 minutes }']),
      'the handbook does not say when people work',
    ],
    [
      'a repetition that never comes',
      withPolicy(['{ page: on-call, answer_within: 5 minutes, page_again: 5 minutes }']),
      'never happens: the step is over by then',
    ],
    [
      'a policy that falls back on itself',
      withPolicy(['{ page: on-call, answer_within: 5 minutes }'], '    fallback: standard\n'),
      '"standard" falls back on itself in a circle',
    ],
    [
      'more rungs than an incident can carry',
      withPolicy(['{ page: on-call, answer_within: 1 hour, page_again: 1 minute }']),
      'has 60 rungs, repeats and fallbacks included',
    ],
    [
      'a day that ends before it begins',
      withPolicy(['{ page: on-call, answer_within: 5 minutes }'], '', OFFICE.replace('17:00', '08:00')),
      '08:00 is not after 09:00',
    ],
    [
      'a catch-all for some hours only',
      SHIPPED.replace('page: [support-manager, operations-manager]', 'page: [{ who: cto }]'),
      'must be the id',
    ],
    ['a step without its time', withPolicy(['{ page: on-call }']), '"answer_within" is missing'],
    ['a misspelt key', withPolicy(['{ page: on-call, answer_wihtin: 5 minutes }']), 'did you mean "answer_within"'],
  ])('refuses %s', (_, source, problem) => {
    const problems = problemsOf(source);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(problems[0]).toMatch(/^handbook\.yaml:\d+:\d+ /);
  });
});
