import type { DeliverRequest } from '../../activities/ports/page-desk.port.js';
import { sampleHandbook } from '../../test/support/sample-handbook.js';
import { createAckLinks } from './ack-link.js';
import { pageMessage } from './page-message.js';

const links = createAckLinks({ secret: 'thirty-two bytes of a secret, at least', publicUrl: 'https://tocsin.example' });
const person = sampleHandbook.people.ada ?? fail('ada is in the sample handbook');
const request: DeliverRequest = {
  incidentKey: 'INC-7',
  handbookVersionId: 1,
  pageId: 'INC-7/1/s0/ada',
  deliveryKey: 'INC-7/1/s0/ada/email',
  generation: 1,
  person: 'ada',
  method: 'email',
  channel: 'email',
  rung: { kind: 'STEP', step: 0, of: 4 },
  urgency: 'HIGH',
  severity: 'SEV1',
  service: 'wallet',
  title: 'PrivateKeyLeaked',
  detectedAt: 0,
  at: 0,
  test: false,
  visibility: 'INTERNAL',
  next: null,
};

function fail(message: string): never {
  throw new Error(message);
}

it('[G1.2] says what broke, where, and why this person', () => {
  const message = pageMessage(request, { person, summary: 'a key was found in a public place', links });
  expect(message).toMatchObject({
    title: 'PrivateKeyLeaked',
    service: 'wallet',
    summary: 'a key was found in a public place',
    reason: 'you are on call: step 1 of 4',
  });
});

it('[I10] of a restricted incident it says how bad it is and where to look, nothing of what it is about', () => {
  const message = pageMessage({ ...request, visibility: 'RESTRICTED' }, { person, summary: 'a key was found in a public place', links });
  expect(JSON.stringify(message)).not.toMatch(/PrivateKey|wallet|key was found/);
  expect(message.severity).toBe('SEV1');
  expect(message.link).toContain('INC-7');
});
