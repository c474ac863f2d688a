/** An issue as GitHub's REST API shows it, as far as it is asked for. */
export interface GithubIssue {
  readonly number: number;
  readonly html_url: string;
  readonly title: string;
  readonly body: string;
  readonly state: 'open';
  readonly labels: readonly { readonly name: string }[];
  readonly assignees: readonly { readonly login: string }[];
  readonly created_at: string;
  readonly updated_at: string;
}

/** What a request to create one says. */
export interface WantedIssue {
  readonly title?: string;
  readonly body?: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
}

export interface IssueStore {
  readonly all: readonly GithubIssue[];
  addLabel(body: string): 'ADDED' | 'THERE';
  create(wanted: WantedIssue): GithubIssue | { readonly wrong: string };
  list(query: URLSearchParams): { readonly issues: readonly GithubIssue[]; readonly hasMore: boolean };
}

export interface IssueStoreOptions {
  readonly pageOf: (number: number) => string;
  /** Epoch ms. */
  readonly now: () => number;
}

/** GitHub's limits. */
const TITLE_MAX = 256;
const BODY_MAX = 65_536;
const PAGE_MAX = 100;
/** Whom an issue may be given to. */
const COLLABORATORS = ['octocat'];

/** The issues of one repository, in memory. */
export function createIssues(options: IssueStoreOptions): IssueStore {
  const all: GithubIssue[] = [];
  const labels = new Set<string>();

  return {
    all,
    addLabel: (body) => {
      const { name = '' } = JSON.parse(body) as { readonly name?: string };
      const isNew = !labels.has(name);
      labels.add(name);
      return isNew ? 'ADDED' : 'THERE';
    },
    create: (wanted) => {
      const wrong = wrongField(wanted);
      if (wrong !== undefined) return { wrong };
      const number = all.length + 1;
      const issue = issueOf(wanted, { number, url: options.pageOf(number), at: options.now() });
      all.push(issue);
      return issue;
    },
    list: (query) => pageOf(all.filter(fits(query)), query),
  };
}

function wrongField({ title = '', body = '', assignees = [] }: WantedIssue): string | undefined {
  if (title.trim() === '' || [...title].length > TITLE_MAX) return 'title';
  if ([...body].length > BODY_MAX) return 'body';
  return assignees.every((login) => COLLABORATORS.includes(login)) ? undefined : 'assignees';
}

function issueOf(wanted: WantedIssue, made: { readonly number: number; readonly url: string; readonly at: number }): GithubIssue {
  // Whole seconds, as GitHub shows them.
  const at = new Date(made.at).toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    number: made.number,
    html_url: made.url,
    title: wanted.title ?? '',
    body: wanted.body ?? '',
    state: 'open',
    labels: (wanted.labels ?? []).map((name) => ({ name })),
    assignees: (wanted.assignees ?? []).map((login) => ({ login })),
    created_at: at,
    updated_at: at,
  };
}

/** `since` is about the last change, as on GitHub. */
function fits(query: URLSearchParams): (issue: GithubIssue) => boolean {
  const wanted = (query.get('labels') ?? '').split(',').filter((name) => name !== '');
  const since = Date.parse(query.get('since') ?? '1970-01-01T00:00:00Z');
  const isShown = query.get('state') !== 'closed';
  return ({ labels, updated_at: updatedAt }) =>
    isShown && Date.parse(updatedAt) >= since && wanted.every((name) => labels.some((label) => label.name === name));
}

/** Newest first unless `direction` says otherwise. */
function pageOf(
  issues: readonly GithubIssue[],
  query: URLSearchParams,
): { readonly issues: readonly GithubIssue[]; readonly hasMore: boolean } {
  const size = Math.min(Number(query.get('per_page') ?? 30), PAGE_MAX);
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  const sorted = query.get('direction') === 'asc' ? issues : issues.toReversed();
  return { issues: sorted.slice(start, start + size), hasMore: sorted.length > start + size };
}
