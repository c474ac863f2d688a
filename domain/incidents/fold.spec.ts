import fc from 'fast-check';
import { PureIncident } from '../../test/support/story-incident.js';
import { MINUTE_MS } from '../instant.js';
import { fold, knownAt } from './fold.js';

const lived = new PureIncident('SEV1').passes(20);
lived.does('ben', { kind: 'acknowledge' });
lived.passes(5).does('ben', { kind: 'addNote', text: 'looking' });

describe('what was known', () => {
  it('at an instant includes the events of that instant, and none of later', () => {
    const known = knownAt(lived.events, 20 * MINUTE_MS);
    expect(known?.incident.holder?.person).toBe('ben');
    expect(knownAt(lived.events, 20 * MINUTE_MS - 1)?.incident.holder).toBeNull();
  });

  it('before the first event is nothing, and after the last is everything', () => {
    expect(knownAt(lived.events, -1)).toBeNull();
    expect(knownAt([], 0)).toBeNull();
    expect(knownAt(lived.events, Number.MAX_SAFE_INTEGER)?.incident).toEqual(lived.state);
  });

  it('grows: what was known earlier is the beginning of what was known later', () => {
    const at = fc.integer({ min: 0, max: 30 * MINUTE_MS });
    fc.assert(
      fc.property(at, at, (one, other) => {
        const [earlier, later] = [knownAt(lived.events, Math.min(one, other)), knownAt(lived.events, Math.max(one, other))];
        expect(later?.events.slice(0, earlier?.events.length)).toEqual(earlier?.events);
        expect(later?.incident).toEqual(fold(null, later?.events ?? []));
      }),
    );
  });
});
