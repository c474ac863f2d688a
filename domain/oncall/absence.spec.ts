import { awayUntil } from './absence.js';

describe('[G1.1] somebody with absences', () => {
  const away = [
    { from: 50, to: 60 },
    { from: 10, to: 20 },
    { from: 20, to: 30 },
    { from: 12, to: 14 },
  ];

  it.each([
    [9, null],
    [10, 30],
    [13, 30],
    [29, 30],
    [30, null],
    [55, 60],
  ])('is at %i away until %s: from the beginning of one, not at its end, over those that meet', (at, until) => {
    expect(awayUntil({ away }, at)).toBe(until);
  });

  it('is there when they have none', () => {
    expect(awayUntil({}, 0)).toBeNull();
  });
});
