import { blamesTheData, isTransient, sqlStateOf } from './write-failure.js';

describe('what a failed write says', () => {
  it.each(['40P01', '23505', '0A000', 'XX000', '57P01'])('%s is PostgreSQL’s word', (code) => {
    expect(sqlStateOf({ code })).toBe(code);
  });

  it.each(['EPIPE', 'ECONNRESET', 'EACCES', '', 23505, null])('%p is not: the connection broke, or something else of ours did', (code) => {
    expect(sqlStateOf({ code })).toBeNull();
    expect(blamesTheData({ code })).toBe(false);
  });

  it('data is blamed for what it breaks, a claim that somebody else made is nobody’s fault', () => {
    expect(blamesTheData({ code: '22P02' })).toBe(true);
    expect(blamesTheData({ code: '23505', constraint: 'pk_alert_groups' })).toBe(false);
    expect(isTransient({ code: '23505', constraint: 'pk_alert_groups' })).toBe(true);
    expect(blamesTheData(new Error('no code'))).toBe(false);
  });
});
