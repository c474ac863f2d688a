import type { ZoneRules } from '../oncall/zone-rules.js';
import type { Brief } from './brief.model.js';
import { briefLines } from './brief-text.js';

const UTC: ZoneRules = {
  toLocal: (_zone, at) => ({ epochDay: Math.floor(at / 86_400_000), minute: Math.floor((at % 86_400_000) / 60_000) }),
  toInstant: (_zone, local) => (local.epochDay * 1_440 + local.minute) * 60_000,
};
const AT = Date.parse('2026-11-30T14:00:00Z');
const lines = (brief: Partial<Brief>): readonly string[] =>
  briefLines({ asOf: AT, openIncidents: [], followUps: [], noisyAlerts: [], next: null, ...brief }, { rules: UTC, timezone: 'UTC' });

const incident = {
  key: 'INC-1042',
  severity: 'SEV2',
  service: 'payments',
  title: 'ErrorRateHigh',
  status: 'IDENTIFIED',
  holder: 'ada',
  deadline: { what: 'ACK_EXPIRY', at: AT + 60_000 },
} as const;

describe('[G1.3] the brief', () => {
  it('says what is open, who has it, which clock runs, what was loud, and who comes next', () => {
    const brief = {
      openIncidents: [incident],
      followUps: [{ incidentKey: 'INC-7', title: 'alert on the pool', owner: 'ada', dueAt: AT }],
      noisyAlerts: [{ name: 'Disk', service: 'platform', firings: 7 }],
      next: { person: 'ben', at: AT },
    };
    expect(lines(brief)).toEqual([
      'Open incidents:',
      expect.stringMatching(/^- INC-1042 SEV2 payments: ErrorRateHigh \(identified, ada has it, ack expiry at .*14:01/),
      'Follow-ups due:',
      expect.stringMatching(/^- INC-7: alert on the pool \(ada, due .*14:00/),
      'Alerts that fired most:',
      '- Disk on platform: 7 times',
      expect.stringMatching(/^Next: ben from .*14:00/),
    ]);
  });

  it('says plainly that nothing is going on', () => {
    expect(lines({})).toEqual([
      'Open incidents: none.',
      'Follow-ups due: none.',
      'Alerts that fired most: none.',
      'Nobody takes over in the next four weeks.',
    ]);
  });

  it('stays short in a storm, and says what it leaves out', () => {
    const many = lines({ openIncidents: Array.from({ length: 30 }, () => incident) });
    expect(many.filter((line) => line.includes('INC-1042'))).toHaveLength(10);
    expect(many).toContain('- and 20 more');
  });

  it('lets no alert write lines of its own', () => {
    const [, line] = lines({ openIncidents: [{ ...incident, title: 'x\r\nBcc: y\u202e' }] });
    expect(line).not.toMatch(/[\r\n\u202e]/);
  });
});
