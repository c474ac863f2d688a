import { ApplicationFailure } from '@temporalio/common';
import type { DeskTicketResult, TicketRequest } from '../ports/ticket-tracker.port.js';
import { createTicketActivities } from './ticket.activities.js';

const REQUEST: TicketRequest = {
  key: 'INC-1042/follow-up/2',
  incidentKey: 'INC-1042',
  followUp: '2',
  title: 'Raise the pool size',
  body: '',
  labels: [],
  requestedAt: 0,
};

const fileWith = async (result: DeskTicketResult): Promise<unknown> =>
  createTicketActivities({ file: () => Promise.resolve(result) })
    .fileTicket(REQUEST)
    .catch((error: unknown) => error);

describe('fileTicket', () => {
  it.each([
    { status: 'FILED', id: '7', url: 'https://github.example/1' },
    { status: 'REFUSED', code: 'HTTP_401', reason: 'the token is not valid' },
  ] as const)('answers what is final: $status', async (result) => {
    expect(await fileWith(result)).toEqual(result);
  });

  it('is tried again when the tracker said', async () => {
    const failure = await fileWith({ status: 'RETRY', code: 'RATE_LIMITED', reason: 'answered with status 429', afterMs: 42_000 });
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({
      type: 'TICKET_FAILED',
      message: 'RATE_LIMITED: answered with status 429',
      nonRetryable: false,
      nextRetryDelay: 42_000,
    });
  });

  it('is tried again by the table of retries where nobody said when', async () => {
    const failure = await fileWith({ status: 'RETRY', code: 'NETWORK', reason: 'the connection failed (ECONNRESET)' });
    expect(failure).toMatchObject({ type: 'TICKET_FAILED', nextRetryDelay: undefined });
  });
});
