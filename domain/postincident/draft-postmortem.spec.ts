import fc from 'fast-check';
import { learningHandbook } from '../../test/support/learning-handbook.js';
import { PureIncident } from '../../test/support/story-incident.js';
import { DRAFT_MAX, draftPostmortem } from './draft-postmortem.js';
import { markdownText } from './markdown.js';
import { ownerCandidates } from './owner-candidates.js';
import { POSTMORTEM_MAX } from './postmortem-length.js';

const PARTS = ['Incident timeline', 'Root cause analysis', 'Resolution steps', 'Lessons learned'];

function lived(): PureIncident {
  const incident = new PureIncident('SEV1', learningHandbook);
  incident.passes(4);
  incident.does('ada', { kind: 'acknowledge' });
  incident.does('ada', { kind: 'assess', impact: 'cards fail', services: ['payments'], usersAffected: 120 });
  incident.does('ada', { kind: 'setStatus', status: 'IDENTIFIED', text: 'the pool is exhausted' });
  incident.passes(20);
  incident.does('ben', { kind: 'resolve', confirm: true, text: 'restarted the pool' });
  return incident.passes(31);
}

const draftOf = ({ state, events }: Pick<PureIncident, 'state' | 'events'>, parts: readonly string[] = PARTS): string =>
  draftPostmortem({ incident: state, events, parts, serviceName: 'Payments', nameOf: (id) => `${id} of the handbook` });

describe('[G2.6] the draft of a postmortem', () => {
  it('holds the facts, and the guide’s four parts in their order', () => {
    const draft = draftOf(lived());
    expect([...draft.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(PARTS);
    for (const fact of [
      '- **Severity:** SEV1',
      '- **Service:** Payments',
      '- **Impact:** cards fail · 120 users · payments',
      '- **Detected:** 1970-01-01 00:00:00Z',
      '- **Acknowledged:** 1970-01-01 00:04:00Z, 4 minutes after detection, by ada of the handbook',
      '- **Resolved:** 1970-01-01 00:24:00Z, 24 minutes after detection, by ben of the handbook',
      '| 1970-01-01 00:24:00 | ben resolved it: restarted the pool |',
      '- ada of the handbook: the pool is exhausted',
      '2. ben of the handbook resolved it: restarted the pool',
      '- It took 4 minutes until somebody had it.',
    ])
      expect(draft).toContain(fact);
  });

  it('of equal records is the equal text', () => {
    expect(draftOf(lived())).toBe(draftOf(lived()));
  });

  it('lets no alert, note or name write Markdown or HTML', () => {
    const hostile =
      '</td><script>alert(1)</script> [click](https://evil.example) ![x](http://evil.example/a.png) | ## heading\n# more\n- list `code` www.evil.example';
    const incident = new PureIncident('SEV1', learningHandbook);
    incident.state = { ...incident.state, title: hostile };
    incident.does('ada', { kind: 'addNote', text: hostile });
    incident.does('ada', { kind: 'resolve', confirm: true, text: hostile });
    const draft = draftOf(incident);
    expect(draft).not.toMatch(/(?<!\\)<|(?<!\\)\[|(?<!\\)`|(?<!\\):\/\/|www\.evil/);
    expect(draft.split('\n').filter((line) => /^#{1,6} /.test(line))).toHaveLength(5);
    expect(draft.split('\n').filter((line) => line.startsWith('|') && line.replaceAll('\\|', '').split('|').length !== 4)).toEqual([]);
  });

  it('stays readable however long the incident was', () => {
    const incident = new PureIncident('SEV1', learningHandbook);
    for (let note = 0; note < 2_000; note += 1) incident.does('ada', { kind: 'addNote', text: `note ${note} ${'x'.repeat(900)}` });
    expect(draftOf(incident).length).toBeLessThanOrEqual(DRAFT_MAX);
    expect(draftOf(incident)).toContain('entries are left out here');
    for (const title of PARTS) expect(draftOf(incident)).toContain(`## ${title}`);
  });

  it('[I13] leaves room to write on, whatever people and alerts wrote and however the parts are called', () => {
    const piece = fc.constantFrom('*', '|', '<b>', '://', 'www.', 'word ', '😀', '\n', '\u202e');
    const text = fc.tuple(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 2_500 }));
    const title = fc.constantFrom('Incident timeline', 'Root cause', 'Resolution', 'Lessons', '|'.repeat(120));
    const incident = fc.record({
      texts: fc.array(
        text.map(([pieces, times]) => pieces.join('').repeat(times).slice(0, 10_000)),
        { minLength: 1, maxLength: 6 },
      ),
      times: fc.integer({ min: 1, max: 120 }),
      parts: fc.array(title, { minLength: 1, maxLength: 20 }),
    });
    fc.assert(
      fc.property(incident, ({ texts, times, parts }) => {
        const long = new PureIncident('SEV1', learningHandbook);
        for (let round = 0; round < times; round += 1)
          for (const one of texts) {
            long.does('ada', { kind: 'addNote', text: one });
            long.does('ada', { kind: 'setStatus', status: round % 2 === 0 ? 'IDENTIFIED' : 'INVESTIGATING', text: one });
          }
        const draft = draftOf(long, parts);
        expect(draft.length).toBeLessThanOrEqual(DRAFT_MAX);
        expect(draft).toMatch(/^# Postmortem of [^]*\n$/);
      }),
      { numRuns: 30 },
    );
    expect(DRAFT_MAX).toBeLessThan(POSTMORTEM_MAX);
  });

  it('cuts no text of an ordinary incident', () => {
    const incident = new PureIncident('SEV1', learningHandbook);
    for (let note = 0; note < 40; note += 1) incident.does('ada', { kind: 'addNote', text: `note ${note} ${'x'.repeat(900)}` });
    expect(draftOf(incident)).toContain(`- ada of the handbook: note 39 ${'x'.repeat(900)}`);
  });
});

it('any text stands in Markdown as one line of text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const line = markdownText(text, 200);
      expect(line).not.toMatch(/[\n\r]/);
      expect(line.replace(/\\[\s\S]/g, '')).not.toMatch(/[`*_[\]<>|~#&!]/);
    }),
  );
});

describe('whose postmortem it is', () => {
  it('is who held it, else who resolved it, else who took part, else the lead: never nobody', () => {
    expect(ownerCandidates(lived().state)).toEqual(['ada', 'ben', 'engineering-lead']);
    const unheld = new PureIncident('SEV1', learningHandbook);
    unheld.does('chloe', { kind: 'resolve', confirm: true });
    expect(ownerCandidates(unheld.state)).toEqual(['chloe', 'ada', 'engineering-lead']);
    expect(ownerCandidates({ ...unheld.state, engaged: [], holder: null }).at(-1)).toBe('engineering-lead');
  });
});
