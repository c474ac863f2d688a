import { learningHandbook } from '../../test/support/learning-handbook.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { PureIncident } from '../../test/support/story-incident.js';
import type { Severity } from '../handbook/handbook.model.js';
import type { PersonCommand } from '../incidents/incident-command.model.js';
import { closeGate } from './close-gate.js';

const REOPEN_WINDOW = 31;

function resolved(severity: Severity, ...before: readonly PersonCommand[]): PureIncident {
  const incident = new PureIncident(severity, learningHandbook);
  for (const command of [{ kind: 'acknowledge' } as const, ...before]) incident.does('ada', command);
  incident.does('ada', { kind: 'resolve', confirm: true });
  return incident.passes(REOPEN_WINDOW);
}

const missing = ({ state }: PureIncident): readonly string[] => closeGate(state).missing.map(({ code }) => code);
const followUp = { kind: 'addFollowUp', class: 'PREVENTIVE', title: 'alert on it', owner: 'ben' } as const;
const publish = { kind: 'publishPostmortem', revision: 1 } as const;

describe('[G2.6] the close gate', () => {
  it.each(['SEV1', 'SEV2'] as const)('of a %s asks for a published postmortem and for follow-ups', (severity) => {
    const incident = resolved(severity);
    expect(incident.state.status).toBe('POST_INCIDENT');
    expect(missing(incident)).toEqual(['POSTMORTEM_NOT_PUBLISHED', 'FOLLOW_UPS_NOT_FILED']);
    incident.does('ada', followUp);
    expect(missing(incident)).toEqual(['POSTMORTEM_NOT_PUBLISHED']);
    incident.does('ada', publish);
    expect(incident.state.status).toBe('CLOSED');
  });

  it.each(['SEV3', 'SEV4'] as const)('of a %s asks for nothing: it closes when its reopen window ends', (severity) => {
    expect(resolved(severity).state.status).toBe('CLOSED');
  });

  it('lets a Sev3 close whose follow-up is open, and goes on reminding of it', () => {
    const incident = resolved('SEV3', followUp);
    expect(incident.state.status).toBe('CLOSED');
    expect(incident.events.slice(-2).map(({ type }) => type)).toEqual(['PostIncidentBegan', 'Closed']);
    incident.passes(13 * 24 * 60);
    expect(incident.reminded).toEqual([expect.stringContaining('ben before-2d follow-up/1')]);
  });

  it('takes a reason for follow-ups, also after the postmortem was published', () => {
    const incident = resolved('SEV1');
    incident.does('ada', publish);
    expect(missing(incident)).toEqual(['FOLLOW_UPS_NOT_FILED']);
    expect(incident.does('ada', publish)).toMatchObject({ value: { outcome: 'ALREADY' } });
    incident.does('ada', { ...publish, noFollowUpsBecause: 'the alert did what it should' });
    expect(incident.state.status).toBe('CLOSED');
  });

  it('does not take a follow-up that was given up for one that was filed', () => {
    const incident = resolved('SEV1', followUp);
    incident.does('ada', { kind: 'cancelFollowUp', followUp: 1, reason: 'it was another cause' });
    incident.does('ada', publish);
    expect(missing(incident)).toEqual(['FOLLOW_UPS_NOT_FILED']);
  });

  it('is met where the opening pins no plan: the incident closes as it always did', () => {
    const incident = new PureIncident('SEV1', sampleHandbook);
    incident.does('ada', { kind: 'resolve', confirm: true });
    incident.passes(REOPEN_WINDOW);
    expect(incident.state.status).toBe('CLOSED');
    expect(incident.events.at(-1)?.type).toBe('Closed');
    expect(incident.does('ada', followUp)).toMatchObject({ error: { code: 'NO_POST_INCIDENT' } });
  });

  it('waits for tickets where follow-ups become tickets, and says whose was refused', () => {
    const incident = resolved('SEV1');
    const learnt = incident.state.postIncident;
    if (learnt === undefined) throw new Error('nothing is learnt');
    incident.state = { ...incident.state, postIncident: { ...learnt, plan: { ...learnt.plan, tracker: 'github' } } };
    incident.does('ada', followUp);
    incident.does('ada', publish);
    expect(missing(incident)).toEqual(['TICKET_NOT_FILED']);
    incident.decide({ kind: 'ticketSettled', followUp: 1, outcome: { status: 'FAILED', code: 'UNAUTHORIZED', reason: 'bad token' } });
    expect(closeGate(incident.state).missing[0]).toMatchObject({ followUp: 1, detail: expect.stringContaining('UNAUTHORIZED') });
    incident.does('ada', { kind: 'fileFollowUpTicket', followUp: 1 });
    incident.decide({ kind: 'ticketSettled', followUp: 1, outcome: { status: 'FILED', id: '7', url: 'https://git.example/7' } });
    expect(incident.state.status).toBe('CLOSED');
  });
});
