import { jest } from '@jest/globals';

/** Ms that a test with processes of its own may take; each wait inside has a shorter deadline and a better message. */
const PROCESS_TEST_TIMEOUT_MS = 180_000;

jest.setTimeout(PROCESS_TEST_TIMEOUT_MS);
