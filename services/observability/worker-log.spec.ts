import { workerLogFields } from './worker-log.js';

it('says which activity of which incident failed, and how', () => {
  const error = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(workerLogFields({ workflowId: 'INC-7', activityType: 'projectIncident', attempt: 3, namespace: 'default', error })).toEqual({
    workflowId: 'INC-7',
    activityType: 'projectIncident',
    attempt: 3,
    error: 'Error',
    code: 'ECONNREFUSED',
  });
});

it('[I10] [I11] repeats no text that came from outside', () => {
  const error = new Error('invalid input syntax: "PrivateKeyLeaked"');
  expect(JSON.stringify(workerLogFields({ workflowId: 'INC-7', input: 'PrivateKeyLeaked', error }))).not.toContain('PrivateKey');
});
