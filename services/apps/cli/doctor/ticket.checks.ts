import { z } from 'zod';
import { systemClock } from '../../../config/clock.js';
import type { Settings } from '../../../config/settings.js';
import { makeLabel } from '../../../integrations/github/github.tickets.js';
import { createGithubApi, type GithubApi } from '../../../integrations/github/github-api.js';
import { parsed, unsuccessful } from '../../../integrations/github/github-reply.js';
import { githubFrom } from '../../compose-tracker.js';
import { type Check, ok, warn } from './check.js';

const NAME = 'tickets';
const FIX = 'Check TOCSIN_GITHUB_REPOSITORY and TOCSIN_GITHUB_TOKEN: it needs Issues: read and write in that repository.';

const repositorySchema = z.object({ full_name: z.string(), archived: z.boolean(), has_issues: z.boolean() });

/** Whether follow-ups can become issues: the token works, the repository is reached, and our label can be made (it is, where it is missing). */
export async function ticketChecks(settings: Settings): Promise<readonly Check[]> {
  const { TOCSIN_GITHUB_REPOSITORY: repository, TOCSIN_GITHUB_TOKEN: token } = settings;
  const github = githubFrom(settings);
  if (github !== undefined) return [await trackerWorks(createGithubApi(github), github.repository)];
  if (repository === undefined && token === undefined) return [];
  const missing = repository === undefined ? 'TOCSIN_GITHUB_REPOSITORY' : 'TOCSIN_GITHUB_TOKEN';
  return [warn(NAME, `not filed: ${missing} is not set`, 'Set both, or neither.')];
}

async function trackerWorks(api: GithubApi, repository: string): Promise<Check> {
  const answer = await api.get('');
  const found = answer.ok && answer.value.status === 200 ? parsed(answer.value, repositorySchema) : undefined;
  if (found === undefined) return warn(NAME, `${repository}: ${unsuccessful(answer, systemClock.now()).reason}`, FIX);
  if (found.archived || !found.has_issues)
    return warn(
      NAME,
      `${repository} ${found.archived ? 'is archived' : 'has issues turned off'}`,
      'Turn them on, or name another repository.',
    );
  const failure = await makeLabel(api, systemClock);
  if (failure !== null) return warn(NAME, `${repository}: the label cannot be made: ${failure.reason}`, FIX);
  return ok(NAME, `filed as issues of ${repository}`);
}
