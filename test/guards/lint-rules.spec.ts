import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const FIXTURES = path.join(import.meta.dirname, 'fixtures/lint');

/** One violation per file; `null` marks what looks alike and is allowed. */
const EXPECTED: Readonly<Record<string, string | null>> = {
  'activities/incidents/performance-now.ts': 'tocsin(no-clock)',
  'domain/incidents/date-now.ts': 'tocsin(no-clock)',
  'domain/incidents/new-date.ts': 'tocsin(no-clock)',
  'domain/incidents/parsed-date.ts': null,
  'graphql/incidents/todo.resolver.ts': 'eslint(no-warning-comments)',
  'services/config/clock.ts': null,
  'services/incidents/any.service.ts': 'typescript(no-explicit-any)',
  'services/incidents/boolean-parameter.service.ts': 'tocsin(no-boolean-parameter)',
  'services/incidents/complex.service.ts': 'eslint(complexity)',
  'services/incidents/date-now.service.ts': 'tocsin(no-clock)',
  'services/incidents/default-export.service.ts': 'import(no-default-export)',
  'services/incidents/environment.service.ts': 'node(no-process-env)',
  'services/incidents/floating.service.ts': 'typescript(no-floating-promises)',
  'services/incidents/long-file.service.ts': 'eslint(max-lines)',
  'services/incidents/long-function.service.ts': 'eslint(max-lines-per-function)',
  'services/incidents/many-parameters.service.ts': 'eslint(max-params)',
  'services/incidents/missed-case.service.ts': 'typescript(switch-exhaustiveness-check)',
  'services/incidents/non-null.service.ts': 'typescript(no-non-null-assertion)',
  'services/incidents/silent-catch.service.ts': 'eslint(no-empty)',
  'services/persistence/sql-current-timestamp.ts': 'tocsin(no-sql-clock)',
  'services/persistence/sql-lease.ts': null,
  'services/persistence/sql-now.ts': 'tocsin(no-sql-clock)',
  'workflows/incidents/date-now.ts': 'tocsin(no-clock)',
  'workflows/support/workflow-clock.ts': null,
};

interface Finding {
  readonly filename: string;
  readonly code: string;
}

/** The findings of this repository's own lint configuration in a copy of the fixtures that has the repository's shape. */
async function lint(): Promise<readonly Finding[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tocsin-lint-'));
  try {
    await cp(FIXTURES, folder, { recursive: true });
    await Promise.all(
      ['.oxlintrc.json', 'tsconfig.json', 'package.json'].map((file) => cp(path.join(ROOT, file), path.join(folder, file))),
    );
    await Promise.all(['node_modules', 'scripts'].map((name) => symlink(path.join(ROOT, name), path.join(folder, name))));
    const report = await new Promise<string>((resolve, reject) => {
      execFile(
        process.execPath,
        [
          path.join(ROOT, 'node_modules/oxlint/bin/oxlint'),
          '--type-aware',
          '--format',
          'json',
          'domain',
          'workflows',
          'activities',
          'services',
          'graphql',
        ],
        { cwd: folder, maxBuffer: 16 * 1024 * 1024 },
        (error, stdout) => (stdout === '' ? reject(error ?? new Error('oxlint printed nothing')) : resolve(stdout)),
      );
    });
    return (JSON.parse(report) as { diagnostics: readonly Finding[] }).diagnostics;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the lint rules', () => {
  let findings: readonly Finding[] = [];

  beforeAll(async () => {
    findings = await lint();
  });

  const codesIn = (file: string): readonly string[] => [
    ...new Set(findings.filter((finding) => finding.filename === file).map((finding) => finding.code)),
  ];

  it.each(Object.entries(EXPECTED).filter(([, rule]) => rule !== null))('reject %s by %s', (file, rule) => {
    expect(codesIn(file)).toEqual([rule]);
  });

  it.each(Object.keys(EXPECTED).filter((file) => EXPECTED[file] === null))('allow %s', (file) => {
    expect(codesIn(file)).toEqual([]);
  });

  it('are exercised by every fixture, and by no other', () => {
    const found = new Set(findings.map((finding) => finding.filename));
    expect([...found].filter((file) => EXPECTED[file] === undefined)).toEqual([]);
  });
});
