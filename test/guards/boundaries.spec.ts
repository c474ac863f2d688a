import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import configuration from '../../.dependency-cruiser.mjs';

const FIXTURES = path.join(import.meta.dirname, 'fixtures/boundaries');
const RULES: readonly string[] = configuration.forbidden.map((rule: IForbiddenRuleType) => String(rule.name));

/** The names of the rules that a fixture's tree breaks. */
async function brokenRules(fixture: string): Promise<readonly string[]> {
  const baseDir = path.join(FIXTURES, fixture);
  const { exclude: _, enhancedResolveOptions, ...options } = configuration.options;
  const folders = (await readdir(baseDir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const { output } = await cruise(
    folders,
    { ...options, baseDir, validate: true, ruleSet: { forbidden: configuration.forbidden } },
    enhancedResolveOptions,
  );
  return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

describe('the boundaries between the layers', () => {
  it('have a violating fixture for every rule', async () => {
    expect((await readdir(FIXTURES)).sort()).toEqual([...RULES].sort());
  });

  it.each(RULES)('%s is enforced', async (rule) => {
    expect(await brokenRules(rule)).toContain(rule);
  });
});
