import { PureIncident } from '../../test/support/story-incident.js';
import { commandBrief } from './command-brief.js';

const minutes = (at: number): string => `${at / 60_000} min`;
const told = (tell: (incident: PureIncident) => void): readonly string[] => {
  const incident = new PureIncident();
  incident.does('ada', { kind: 'acknowledge' });
  tell(incident);
  return commandBrief(incident.state, minutes);
};

describe('[G1.3] the brief of whoever takes command', () => {
  it('is composed from the record: state, impact, what was tried, what is told, what is next, what is open, who is there', () => {
    const lines = told((incident) => {
      incident.does('ada', { kind: 'classify', severity: 'SEV1' });
      incident.does('ada', { kind: 'assess', impact: 'nobody can pay' });
      incident.does('chloe', { kind: 'addNote', text: 'restarted\nthe pool' });
      incident.does('ada', { kind: 'setStatus', status: 'IDENTIFIED', text: 'the pool is full' });
      incident.does('ada', { kind: 'draftStatusPost', phase: 'IDENTIFIED', text: 'We found it.', components: ['payments'] });
      incident.does('ada', { kind: 'handOver', to: 'ben', note: 'I need sleep' });
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        'SEV1 payments: ErrorRateHigh, since 0 min.',
        'It is identified; ada has it since 0 min.',
        'ada says: I need sleep',
        'Impact: nobody can pay',
        'Tried and found:',
        '- chloe: restarted the pool',
        '- ada: the pool is full',
        '- 10 min: the offer of command ends',
        '- 30 min: whoever has it is asked again unless something is recorded',
        expect.stringMatching(/^Engaged: ada, chloe, ben\.$/),
      ]),
    );
    expect(lines.some((line) => line.startsWith('- a status post waits to be published'))).toBe(true);
  });

  it('says plainly what nobody knows', () => {
    expect(told(() => undefined)).toEqual(
      expect.arrayContaining([
        'Impact: nobody has assessed it.',
        'Tried and found: nothing is noted.',
        'The public has been told nothing.',
        'Open actions: none.',
      ]),
    );
  });

  it('keeps the last notes, short, and lets no text write lines of its own', () => {
    const lines = told((incident) => {
      for (let note = 1; note <= 5; note += 1) incident.does('ada', { kind: 'addNote', text: `${note}\r\n${'x'.repeat(2_000)}` });
    });
    const notes = lines.filter((line) => line.startsWith('- ada: '));
    expect(notes.map((line) => line.charAt(7))).toEqual(['3', '4', '5']);
    for (const line of lines) expect(line).toMatch(/^[^\r\n]{1,400}$/);
  });
});
