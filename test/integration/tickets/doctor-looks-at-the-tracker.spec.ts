import { ticketChecks } from '../../../services/apps/cli/doctor/ticket.checks.js';
import { type GithubServerOptions, startGithub } from '../../../services/apps/demo/github-server.js';
import { settingsSchema } from '../../../services/config/settings.js';

async function examined(options: GithubServerOptions, changes: Readonly<Record<string, string>> = {}) {
  const github = await startGithub(options);
  const settings = settingsSchema.parse({
    TOCSIN_GITHUB_URL: github.url,
    TOCSIN_GITHUB_REPOSITORY: github.repository,
    TOCSIN_GITHUB_TOKEN: github.token,
    TOCSIN_ALLOW_PRIVATE_TARGETS: 'on',
    ...changes,
  });
  const checks = await ticketChecks(settings);
  await github.close();
  expect(JSON.stringify(checks)).not.toContain(github.token);
  return { checks, github };
}

const at = (path: string, status: number, body = '{}'): GithubServerOptions => ({
  fault: (request) => (request.path === path ? { answer: { status, body } } : undefined),
});

describe('doctor, of the ticket tracker', () => {
  it('says that follow-ups are filed, and leaves the label made and no issue', async () => {
    const { checks, github } = await examined({});
    expect(checks).toEqual([{ name: 'tickets', status: 'ok', detail: 'filed as issues of escrow-example/operations' }]);
    expect(github.requests.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET ', 'POST /labels']);
  });

  it.each([
    ['the token is wrong', {}, { TOCSIN_GITHUB_TOKEN: 'another' }, 'the token is not valid'],
    ['the repository is not there', at('', 404), {}, 'does not exist, or the token may not see it'],
    ['the repository is archived', at('', 200, '{"full_name":"a/b","archived":true,"has_issues":true}'), {}, 'is archived'],
    ['issues are turned off', at('', 200, '{"full_name":"a/b","archived":false,"has_issues":false}'), {}, 'has issues turned off'],
    ['something else answers', at('', 200, '<html>'), {}, 'not that of a GitHub server'],
    ['the label cannot be made', at('/labels', 403), {}, 'the label cannot be made: the token may not do this'],
    ['private addresses are not allowed', {}, { TOCSIN_ALLOW_PRIVATE_TARGETS: 'off' }, 'local, private or reserved'],
  ])('says why they are not, and what to do, when %s', async (_what, options, changes, detail) => {
    const { checks } = await examined(options, changes);
    expect(checks).toEqual([
      { name: 'tickets', status: 'warn', detail: expect.stringContaining(detail), fix: expect.stringMatching(/\w/) },
    ]);
  });

  it('says which half of the configuration is missing, and nothing where there is none', async () => {
    const token = settingsSchema.parse({ TOCSIN_GITHUB_TOKEN: 'half' });
    const repository = settingsSchema.parse({ TOCSIN_GITHUB_REPOSITORY: 'a/b' });
    expect(await ticketChecks(token)).toMatchObject([{ status: 'warn', detail: expect.stringContaining('TOCSIN_GITHUB_REPOSITORY') }]);
    expect(await ticketChecks(repository)).toMatchObject([{ status: 'warn', detail: expect.stringContaining('TOCSIN_GITHUB_TOKEN') }]);
    expect(await ticketChecks(settingsSchema.parse({}))).toEqual([]);
  });

  it.each(['a', 'a/', '/b', 'a/b/c', 'a/..', '-a/b', 'a b/c', 'https://github.com/a/b', 'a/b?x'])('%j is no repository', (name) => {
    expect(settingsSchema.safeParse({ TOCSIN_GITHUB_REPOSITORY: name }).success).toBe(false);
  });
});
