import { PureIncident } from '../../test/support/story-incident.js';
import { HOUR_MS, MINUTE_MS } from '../instant.js';
import { rerouted } from './rerouted.js';

const moved = { schedule: 'secondary', from: 0, to: HOUR_MS, before: 'ben', after: 'chloe' };

it('[G1.2] names the rung of a running ladder that would page somebody else, at its pinned time', () => {
  const { state } = new PureIncident();
  expect(rerouted(state, [moved])).toEqual([
    { incident: 'INC-1042', schedule: 'secondary', at: 15 * MINUTE_MS, before: 'ben', after: 'chloe' },
  ]);
  expect(rerouted(state, [{ ...moved, from: 16 * MINUTE_MS }])).toEqual([]);
});

it('says nothing of rungs that have been, or of an incident that somebody has', () => {
  expect(rerouted(new PureIncident().passes(15).state, [moved])).toEqual([]);
  const held = new PureIncident();
  held.does('ada', { kind: 'acknowledge' });
  expect(rerouted(held.state, [moved])).toEqual([]);
});
