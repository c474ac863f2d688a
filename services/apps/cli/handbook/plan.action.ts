import { Command, Option } from 'commander';
import { DomainFailure } from '../../../../domain/error.js';
import { printProblem } from '../../../handbook/problem.js';
import { count, withJson, zoned } from '../flags.js';
import { ask } from '../graphql.js';
import { answer, type JsonFlag, say } from '../output.js';
import { findServer } from '../server.js';
import { stamp } from '../times.js';
import { draftOf } from './draft.js';
import { planInMarkdown } from './plan.markdown.js';
import { APPLY, type AppliedShape, appliedShape, PLAN, type PlanShape, planShape } from './plan.shape.js';
import { planInWords, scheduledLine } from './plan.words.js';

interface PlanFlags extends JsonFlag {
  readonly markdown?: true;
  readonly effective?: string;
}

interface ApplyFlags extends JsonFlag {
  readonly digest?: string;
  readonly reason?: string;
  readonly effective?: string;
}

const REASON = 'why; kept with the version';
const effective = (): Option =>
  new Option('--effective <time>', 'from when on it is to run, for example 2026-11-30T09:00[Europe/London]; without it, at once').argParser(
    zoned,
  );

export const planCommand = (): Command =>
  withJson(new Command('plan').description('What a handbook file would change, before it does').argument('<file>', 'a YAML file'))
    .option('--markdown', 'print Markdown, for a pull request')
    .addOption(effective())
    .action(async (file: string, flags: PlanFlags) => show(await planOf(await draftOf(file), flags), flags));

export const applyCommand = (): Command =>
  withJson(new Command('apply').description('Make a planned handbook run, at once or from a time on').argument('<file>', 'a YAML file'))
    .requiredOption('--digest <digest>', 'of the plan that was looked at')
    .requiredOption('--reason <text>', REASON)
    .addOption(effective())
    .action(async (file: string, flags: ApplyFlags) => apply(await draftOf(file), flags));

export const rollbackCommand = (): Command =>
  withJson(new Command('rollback').description('Plan an older version; with the plan’s digest, make it run again'))
    .argument('<version>', 'its number, as `handbook versions` shows it', count)
    .addOption(new Option('--digest <digest>', 'of the plan that was looked at'))
    .option('--reason <text>', REASON)
    .addOption(effective())
    .action(rollback);

async function rollback(versionId: number, flags: ApplyFlags): Promise<void> {
  if (flags.digest === undefined) return show(await planOf({ versionId }, flags), flags);
  await apply({ versionId }, flags);
}

async function planOf(draft: object, flags: PlanFlags): Promise<PlanShape> {
  const { plan } = await ask(findServer(), { document: PLAN, variables: { draft, effectiveAt: flags.effective }, shape: planShape });
  if (plan.problems.length > 0) throw invalid(plan.problems);
  return plan;
}

function show(plan: PlanShape, flags: PlanFlags): void {
  answer(plan, flags, () => (flags.markdown === true ? planInMarkdown(plan, plan.timezone) : planInWords(plan, plan.timezone)));
  if (flags.json === true || flags.markdown === true || plan.changes.length === 0) return;
  const when = plan.effectiveAt === null ? '' : ` --effective ${plan.effectiveAt}`;
  say(`To apply exactly this: tocsin handbook apply FILE --digest ${plan.digest ?? ''}${when} --reason TEXT`);
}

async function apply(draft: object, { digest, reason = '', effective: effectiveAt, ...flags }: ApplyFlags): Promise<void> {
  const input = { draft, digest, reason, effectiveAt };
  const { applied } = await ask(findServer(), { document: APPLY, variables: { input }, shape: appliedShape });
  if (applied.problems.length > 0) throw invalid(applied.problems);
  answer(applied, flags, ({ diff, scheduled }) =>
    [...diff, appliedLine(applied), ...scheduled.map((one) => scheduledLine(one, stamp(one.effectiveAt)))].join('\n'),
  );
}

function appliedLine({ versionId, changed, effectiveAt }: AppliedShape): string {
  if (effectiveAt === null) return changed ? `version ${versionId} runs now` : `version ${versionId} was running already`;
  return changed
    ? `version ${versionId} runs from ${stamp(effectiveAt)} on; take it back: tocsin handbook withdraw ${versionId} --reason TEXT`
    : `version ${versionId} runs at ${stamp(effectiveAt)} anyway`;
}

/** A file that is fine here and not there: the server is of another version. */
const invalid = (problems: PlanShape['problems']): DomainFailure =>
  new DomainFailure({ code: 'INVALID_HANDBOOK', detail: problems.map(printProblem).join('\n') });
