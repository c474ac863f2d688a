import { recordedCommands } from './replay-recorded.js';

const json = (value: unknown) => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify(value)),
});

describe('[I8] what a history records', () => {
  it('a patch has its id, whatever a forged one says', () => {
    const marker = (id: unknown) => ({
      eventId: 5,
      markerRecordedEventAttributes: {
        markerName: 'core_patch',
        details: { 'patch-data': { payloads: [json({ id, deprecated: false })] } },
      },
    });
    const events = [marker('2026-11-24-quiet'), marker({ toString: 1, valueOf: 1 }), marker(null)] as never[];
    expect(recordedCommands({ events })).toMatchObject(['2026-11-24-quiet', '', ''].map((id) => ({ kind: 'PATCH', id })));
  });

  it.each([
    [json({ status: 'COMMITTED' }), 'COMMITTED'],
    [json({ status: 'FENCED' }), 'FENCED'],
    [json({ status: 'else' }), 'UNKNOWN'],
    [json('COMMITTED'), 'UNKNOWN'],
  ])('a projection that came to %j is %s', (result, projected) => {
    const events = [
      { eventId: 5, activityTaskScheduledEventAttributes: { activityId: '1', activityType: { name: 'projectIncident' } } },
      { eventId: 7, activityTaskCompletedEventAttributes: { scheduledEventId: 5, result: { payloads: [result] } } },
    ] as never[];
    expect(recordedCommands({ events })).toMatchObject([{ kind: 'ACTIVITY', id: '1', eventId: 5, projected }]);
  });
});
