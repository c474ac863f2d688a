import fc from 'fast-check';
import { learningHandbook } from '../../test/support/learning-handbook.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { happenings, happens, PEOPLE, personCommand } from '../../test/support/story-arbitraries.js';
import { actor, PureIncident } from '../../test/support/story-incident.js';
import { SEVERITIES } from '../handbook/handbook.model.js';
import { availableActions } from './available-actions.js';
import { decide } from './decide.js';

const told = fc
  .tuple(fc.constantFrom(...SEVERITIES), fc.constantFrom(sampleHandbook, learningHandbook), happenings)
  .map(([severity, handbook, story]) => {
    const incident = new PureIncident(severity, handbook);
    for (const what of story) happens(incident, what);
    return incident;
  });

/** What depends on who asks: a snoozed incident is taken up by its holder only, and only who was paged declines. */
const PERSONAL = ['acknowledge', 'decline', 'reassign'];

it('agrees with decide: what is not offered is applied for nobody', () => {
  fc.assert(
    fc.property(told, fc.constantFrom(...PEOPLE), personCommand, (incident, by, command) => {
      if (PERSONAL.includes(command.kind) || (command.kind === 'setStatus' && command.text === '')) return;
      const decided = decide(incident.state, { ...command, by: actor(by) }, incident.at);
      const isApplied = decided.ok && decided.value.outcome === 'APPLIED';
      if (isApplied) expect(availableActions(incident.state)).toContain(command.kind);
    }),
    { numRuns: 500 },
  );
});

it('offers what a responder can do at each stage of an incident', () => {
  const incident = new PureIncident();
  expect(availableActions(incident.state)).toEqual(expect.arrayContaining(['acknowledge', 'decline', 'escalateNow', 'resolve', 'snooze']));
  expect(availableActions(incident.state)).not.toEqual(expect.arrayContaining(['unacknowledge']));
  incident.does('ada', { kind: 'acknowledge' });
  expect(availableActions(incident.state)).toContain('unacknowledge');
  expect(availableActions(incident.state)).not.toContain('acknowledge');
  incident.does('ada', { kind: 'resolve', confirm: true });
  expect([...availableActions(incident.state)].sort()).toEqual(['addNote', 'assess', 'cancel', 'classify', 'draftStatusPost', 'reopen']);
  incident.passes(31);
  expect(availableActions(incident.state)).toEqual([]);
});
