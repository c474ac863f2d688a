import type { ZoneRules } from '../oncall/zone-rules.js';
import { beginResolutionHandoff } from './decide-resolution.js';
import type { ResolvedIncident } from './resolved-incident.model.js';
import { acceptResolvedNotice, unacceptedResolvedNotice } from './resolved-text.js';

const UTC: ZoneRules = {
  toLocal: (_zone, at) => ({ epochDay: Math.floor(at / 86_400_000), minute: Math.floor((at % 86_400_000) / 60_000) }),
  toInstant: (_zone, local) => (local.epochDay * 1_440 + local.minute) * 60_000,
};
const AT = Date.parse('2026-11-28T02:10:00Z');
const resolved: ResolvedIncident = {
  incidentKey: 'INC-1042',
  generation: 3,
  severity: 'SEV1',
  service: 'vault',
  title: 'Breach',
  visibility: 'INTERNAL',
  schedule: 'on-call',
  holder: 'ben',
  resolvedBy: 'ben',
  resolvedAt: AT,
  reopenUntil: AT + 1_800_000,
  firing: 0,
};
const reader = { rules: UTC, timezone: 'UTC', link: 'http://tocsin.example/handoff?link=th1.x' };
const texts = (incident: ResolvedIncident) => {
  const handoff = beginResolutionHandoff(incident, 'ada', Date.parse('2026-11-30T09:00:00Z'));
  if (handoff === null) throw new Error('nobody is asked');
  const brief = ['Open incidents: none.'];
  const asked = acceptResolvedNotice(
    { handoff, resolved: incident, brief, incidentUrl: 'http://tocsin.example/incidents/INC-1042' },
    reader,
  );
  return { asked, told: unacceptedResolvedNotice(handoff, incident, 'http://tocsin.example/incidents/INC-1042') };
};

describe('[G1.3] what is said of a resolution', () => {
  it('asks the incoming person by when, says what it was, and what else is open', () => {
    const { asked } = texts(resolved);
    expect(asked).toMatchObject({ subject: 'Resolved: SEV1 vault: Breach · INC-1042', urgency: 'LOW', link: reader.link });
    expect(asked.lines[0]).toContain('Mon 30 Nov 09:00 UTC');
    expect(asked.lines).toEqual(expect.arrayContaining([expect.stringContaining('ben had it'), 'Open incidents: none.']));
  });

  it('tells, at low urgency, who has not accepted', () => {
    expect(texts(resolved).told).toMatchObject({
      urgency: 'LOW',
      lines: expect.arrayContaining([expect.stringMatching(/^ada was to accept/)]),
    });
  });

  it('[I10] of a restricted incident names neither what, nor where, nor who had it', () => {
    const { asked, told } = texts({ ...resolved, visibility: 'RESTRICTED' });
    for (const notice of [asked, told]) expect(JSON.stringify(notice)).not.toMatch(/vault|Breach|ben/);
  });
});
