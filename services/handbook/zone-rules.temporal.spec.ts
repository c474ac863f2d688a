import { epochDayOf } from '../../domain/oncall/calendar-date.js';
import { isZone, temporalZoneRules } from './zone-rules.temporal.js';

const zones = temporalZoneRules();
const wall = (text: string) => ({
  epochDay: epochDayOf(text.slice(0, 10)),
  minute: Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16)),
});

describe('zone rules', () => {
  it.each([
    ['UTC', '2026-11-23 09:00', '2026-11-23T09:00:00Z'],
    ['America/New_York', '2026-07-01 09:00', '2026-07-01T13:00:00Z'],
    ['Asia/Kolkata', '2026-07-01 09:00', '2026-07-01T03:30:00Z'],
    ['Pacific/Chatham', '2026-07-01 09:00', '2026-06-30T20:15:00Z'],
    ['Pacific/Kiritimati', '2026-07-01 09:00', '2026-06-30T19:00:00Z'],
    ['Africa/Casablanca', '2027-02-10 09:00', '2027-02-10T09:00:00Z'],
  ])('%s reads %s at %s, and back', (zone, local, instant) => {
    expect(zones.toInstant(zone, wall(local))).toBe(Date.parse(instant));
    expect(zones.toLocal(zone, Date.parse(instant))).toEqual(wall(local));
  });

  it.each([
    ['America/New_York', '2027-03-14 02:30', '2027-03-14T07:00:00Z'],
    ['Pacific/Chatham', '2026-09-27 03:00', '2026-09-26T14:00:00Z'],
    ['Australia/Lord_Howe', '2026-10-04 02:10', '2026-10-03T15:30:00Z'],
    ['Pacific/Apia', '2011-12-30 12:00', '2011-12-30T10:00:00Z'],
  ])('%s maps the skipped time %s to the jump at %s', (zone, local, instant) => {
    expect(zones.toInstant(zone, wall(local))).toBe(Date.parse(instant));
  });

  it.each([
    ['America/New_York', '2026-11-01 01:30', '2026-11-01T05:30:00Z'],
    ['Europe/London', '2026-10-25 01:00', '2026-10-25T00:00:00Z'],
    ['Pacific/Chatham', '2027-04-04 03:00', '2027-04-03T13:15:00Z'],
  ])('%s maps the repeated time %s to its first pass at %s', (zone, local, instant) => {
    expect(zones.toInstant(zone, wall(local))).toBe(Date.parse(instant));
  });

  it('knows zones by their names alone', () => {
    expect(['America/New_York', 'UTC', 'Pacific/Chatham'].map(isZone)).toEqual([true, true, true]);
    expect(['America/Nowhere', '+01:00', '', 'Z0', '__proto__'].map(isZone)).toEqual([false, false, false, false, false]);
  });
});
