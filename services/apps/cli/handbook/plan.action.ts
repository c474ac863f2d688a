import { Command, Option } from 'commander';
import { DomainFailure } from '../../../../domain/error.js';
import { printProblem } from '../../../handbook/problem.js';
import { count, withJson } from '../flags.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag, say } from '../output.js';
import { findServer, type Server } from '../server.js';
import { draftOf } from './draft.js';
import { planInMarkdown } from './plan.markdown.js';
import { APPLY, appliedShape, PLAN, type PlanShape, planShape } from './plan.shape.js';
import { planInWords } from './plan.words.js';

interface PlanFlags extends JsonFlag {
  readonly markdown?: true;
}

interface ApplyFlags extends JsonFlag {
  readonly digest?: string;
  readonly reason?: string;
}

const REASON = 'why; kept with the version';

export const planCommand = (): Command =>
  withJson(new Command('plan').description('What a handbook file would change, before it does').argument('<file>', 'a YAML file'))
    .option('--markdown', 'print Markdown, for a pull request')
    .action(async (file: string, flags: PlanFlags) => show(await planOf(findServer(), await draftOf(file)), flags));

export const applyCommand = (): Command =>
  withJson(new Command('apply').description('Make a planned handbook the running one').argument('<file>', 'a YAML file'))
    .requiredOption('--digest <digest>', 'of the plan that was looked at')
    .requiredOption('--reason <text>', REASON)
    .action(async (file: string, flags: ApplyFlags) => apply(await draftOf(file), flags));

export const rollbackCommand = (): Command =>
  withJson(new Command('rollback').description('Plan an older version; with the plan’s digest, make it the running one'))
    .argument('<version>', 'its number, as `handbook versions` shows it', count)
    .addOption(new Option('--digest <digest>', 'of the plan that was looked at'))
    .option('--reason <text>', REASON)
    .action(rollback);

async function rollback(versionId: number, flags: ApplyFlags): Promise<void> {
  if (flags.digest === undefined) return show(await planOf(findServer(), { versionId }), flags);
  await apply({ versionId }, flags);
}

async function planOf(server: Server, draft: object): Promise<PlanShape> {
  const { plan } = await ask(server, { document: PLAN, variables: { draft }, shape: planShape });
  if (plan.problems.length > 0) throw invalid(plan.problems);
  return plan;
}

function show(plan: PlanShape, flags: PlanFlags): void {
  answer(plan, flags, () => (flags.markdown === true ? planInMarkdown(plan, plan.timezone) : planInWords(plan, plan.timezone)));
  if (flags.json === true || flags.markdown === true || plan.changes.length === 0) return;
  say(`To apply exactly this: tocsin handbook apply FILE --digest ${plan.digest ?? ''} --reason TEXT`);
}

async function apply(draft: object, { digest, reason = '', ...flags }: ApplyFlags): Promise<void> {
  const { applied } = await ask(findServer(), { document: APPLY, variables: { input: { draft, digest, reason } }, shape: appliedShape });
  if (applied.problems.length > 0) throw invalid(applied.problems);
  answer(applied, flags, ({ versionId, changed, diff }) =>
    changed ? [...diff, `version ${versionId} runs now`].join('\n') : `version ${versionId} was running already`,
  );
}

/** A file that is fine here and not there: the server is of another version. */
const invalid = (problems: PlanShape['problems']): DomainFailure =>
  new DomainFailure({ code: 'INVALID_HANDBOOK', detail: problems.map(printProblem).join('\n') });
