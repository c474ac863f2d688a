import type { TicketTracker } from '../../activities/ports/ticket-tracker.port.js';
import type { Settings } from '../config/settings.js';
import { createGithubTickets } from '../integrations/github/github.tickets.js';
import type { GithubOptions } from '../integrations/github/github-api.js';
import { addressPolicyFrom } from './compose-pagers.js';

/** How this process reaches GitHub; undefined where it is not told to. */
export function githubFrom(settings: Settings): GithubOptions | undefined {
  const { TOCSIN_GITHUB_REPOSITORY: repository, TOCSIN_GITHUB_TOKEN: token, TOCSIN_GITHUB_URL: baseUrl } = settings;
  if (repository === undefined || token === undefined) return undefined;
  return { baseUrl, repository, token, policy: addressPolicyFrom(settings) };
}

/** Where follow-ups of this process become tickets; undefined: in the built-in list alone. */
export function trackerFrom(settings: Settings): TicketTracker | undefined {
  const github = githubFrom(settings);
  return github === undefined ? undefined : createGithubTickets(github);
}
