import type { CommandKind } from '../../domain/incidents/incident-command.model.js';
import { ACTIONS } from './action-fields.js';
import type { ActionWords } from './action-words.js';
import { type Content, type Html, html, when } from './html.js';
import type { PageContext } from './page-context.js';
import { commandPath } from './page-paths.js';
import { line, SHOWN } from './shown-text.js';

/** The one thing to do while nobody has it: first on the page, as wide as a thumb is blind. */
export function mainAction(context: PageContext): Html {
  const { actions, viewer } = context;
  const canDecline = viewer.kind === 'LINK' && actions.includes('decline');
  return html`
    ${actions.includes('acknowledge') && html`<form method="post" action="${commandPath(context, 'acknowledge')}">${hidden(context, 'acknowledge')}<button class="go">Acknowledge</button></form>`}
    ${canDecline && html`<form method="post" action="${commandPath(context, 'decline')}">${hidden(context, 'decline')}<button class="quiet">${ACTIONS.decline.button}</button></form>`}`;
}

/** Everything else that somebody signed in can do now, each folded into one line. */
export function actionsSection(context: PageContext): Html | null {
  const { actions, refusal, viewer } = context;
  if (viewer.kind === 'LINK') return null;
  const shown = entries().filter(([kind]) => (actions.includes(kind) || refusal?.kind === kind) && !OFFERED.has(kind));
  if (shown.length === 0) return null;
  const forms = (isRare: unknown): Content =>
    shown.filter(([, words]) => Boolean(words.isRare) === isRare).map(([kind, words]) => actionForm(context, kind, words));
  const isOpen = shown.some(([kind, words]) => words.isRare && refusal?.kind === kind);
  const rare =
    shown.some(([, words]) => words.isRare) && html`<details${when(isOpen, ' open')}><summary>More</summary>${forms(true)}</details>`;
  return html`<section class="actions"><h2>Actions</h2>${forms(false)}${rare}</section>`;
}

/** Answered where the offer and its brief stand. */
const OFFERED: ReadonlySet<CommandKind> = new Set(['acceptCommand', 'declineCommand']);

function actionForm(context: PageContext, kind: CommandKind, words: ActionWords): Html {
  const refused = context.refusal?.kind === kind ? context.refusal : null;
  return html`
    <details id="${kind}"${when(refused, ' open')}>
      <summary>${words.title}</summary>
      <form method="post" action="${commandPath(context, kind)}">
        ${hidden(context, kind)}${refusalOf(context, kind)}
        ${words.fields(context, { kind, typed: refused?.input ?? null })}
        <button${when(refused, ' autofocus')}>${words.button}</button>
      </form>
    </details>`;
}

/** What makes the form ours, and its press a single one. */
export function hidden({ viewer, formId, refusal }: PageContext, kind: CommandKind): Html {
  const commandId = refusal?.kind === kind && refusal.commandId !== undefined ? refusal.commandId : `${formId}-${kind}`;
  // Of whoever is signed in, the press of these two says that the page reached them; in the other forms it would be ballast.
  const isAnswer = kind === 'acknowledge' || kind === 'decline';
  const link = viewer.kind === 'LINK' ? viewer.token : isAnswer ? viewer.cameBy?.token : undefined;
  const ours = viewer.kind === 'SESSION' && html`<input type="hidden" name="formKey" value="${viewer.formKey}">`;
  const cameBy = link !== undefined && html`<input type="hidden" name="link" value="${link}">`;
  return html`<input type="hidden" name="commandId" value="${commandId}">${cameBy}${ours}`;
}

export function refusalOf({ refusal }: PageContext, kind: CommandKind): Html | null {
  if (refusal?.kind !== kind) return null;
  return html`<p class="notice bad">${line(refusal.reason, SHOWN.text)}${refusal.hint && html` <span>${line(refusal.hint, SHOWN.text)}</span>`}</p>`;
}

const entries = (): readonly (readonly [Exclude<CommandKind, 'acknowledge'>, ActionWords])[] =>
  Object.entries(ACTIONS) as [Exclude<CommandKind, 'acknowledge'>, ActionWords][];
