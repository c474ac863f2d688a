import { deadlines } from '../../domain/incidents/decide-time.js';
import { PureIncident } from '../../test/support/story-incident.js';
import { currentDetails, deadlineInWords, deliveryInWords, summonsInWords } from './operator-view.js';

const firstLine = (incident: PureIncident): string => currentDetails(incident.state).split('\n')[0] ?? '';

it('begins with the next thing to do, and what happens otherwise', () => {
  const incident = new PureIncident();
  expect(firstLine(incident)).toMatch(/^Next: acknowledge by 00:15Z, then secondary is paged/);
  incident.does('ada', { kind: 'acknowledge' });
  expect(firstLine(incident)).toMatch(/^Next: /);
  expect(currentDetails(incident.state)).toContain('held by: ada');
});

it('[I10] names neither service, title nor people of a restricted incident', () => {
  const [asked, held] = [new PureIncident(), new PureIncident()];
  held.does('ada', { kind: 'acknowledge' });
  for (const { state } of [asked, held]) {
    const incident = { ...state, visibility: 'RESTRICTED' as const };
    const timers = deadlines(incident).map((deadline) => deadlineInWords(incident, deadline));
    const activities = [summonsInWords(incident, { kind: 'ASKED', by: 'ada' }), deliveryInWords(incident, 'ada', 'ntfy')];
    const shown = [currentDetails(incident), ...timers, ...activities].join('\n');
    for (const secret of ['payments', 'ErrorRateHigh', 'ada', 'secondary']) expect(shown).not.toContain(secret);
  }
});

it('shows hostile titles as text', () => {
  const { state } = new PureIncident();
  expect(currentDetails({ ...state, title: '[click](http://evil.example)\n# heading <b>' })).not.toMatch(/\n# heading|\[click\]\(|<b>/);
});
