import path from 'node:path';
import { findHandlerCommands, type HandlerCommand } from '../../scripts/guards/handler-commands.mjs';

const FIXTURES = path.join(import.meta.dirname, 'fixtures/handlers');

const REJECTED: Readonly<Record<string, RegExp>> = {
  'calls-activity.ts': /calls the activity pageResponder:/,
  'calls-activity-with-options.ts': /calls an activity/,
  'cancels-scope.ts': /cancels a scope/,
  'ladder.ts': /calls the activity pageResponder \(through onPage → next → pageNext\)/,
  'patches-in-validator.ts': /calls patched/,
  'sets-timeout.ts': /calls setTimeout/,
  'signals-another.ts': /calls ExternalWorkflowHandle.signal/,
  'sleeps.ts': /calls sleep/,
  'starts-child.ts': /calls startChild/,
  'waits-with-timeout.ts': /condition with a timeout/,
};

describe('the rule that handlers issue no command', () => {
  let findings: readonly HandlerCommand[] = [];

  beforeAll(() => {
    findings = findHandlerCommands(FIXTURES);
  });

  it.each(Object.entries(REJECTED))('rejects %s once', (file, message) => {
    const messages = findings.filter((finding) => finding.file === `workflows/${file}`).map((finding) => finding.message);
    expect(messages).toEqual([expect.stringMatching(message)]);
  });

  it('allows a push to the inbox and a condition without a timeout', () => {
    expect(findings.filter((finding) => REJECTED[path.basename(finding.file)] === undefined)).toEqual([]);
  });
});
