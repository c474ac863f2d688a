import type { PostmortemTexts } from '../incidents/postmortem-texts.service.js';
import type { PostmortemRevision } from '../persistence/postmortem-revisions.repository.js';
import { type Html, html, when } from './html.js';
import { noticeBox } from './incident-page.view.js';
import { documentOf } from './layout.js';
import type { PageContext } from './page-context.js';
import { incidentPath, postmortemPath } from './page-paths.js';
import { line, SHOWN } from './shown-text.js';

export interface PostmortemShown extends PostmortemTexts {
  /** What was typed when it was refused; null: the newest text. */
  readonly typed: string | null;
  readonly basedOn: number;
}

/**
 * The text that is published, or else the newest one, Markdown unrendered: what alerts and people wrote can do nothing here. What was
 * written since is shown as not published. Whoever may respond writes on.
 */
export function postmortemPage(context: PageContext, { newest, published, typed, basedOn }: PostmortemShown): string {
  const { facts, viewer, names, base } = context;
  const [text, next] = published === null || published === newest ? [newest, null] : [published, newest];
  const formKey = viewer.kind === 'SESSION' ? viewer.formKey : '';
  const canWrite = viewer.kind === 'SESSION' && viewer.canRespond && facts.status === 'POST_INCIDENT';
  return documentOf({
    title: `Postmortem of ${facts.key}`,
    base,
    signedInAs: viewer.kind === 'SESSION' ? { name: names.person(viewer.person), formKey } : null,
    main: html`
      <h1>Postmortem of ${facts.key}</h1>
      <p class="soft">${revisionLine(context, text)}${publishedWhen(context, published)} · <a href="${incidentPath(context)}#learning">The incident</a></p>
      ${noticeBox(context.notice)}
      <section><h2>Text</h2><pre class="text" dir="auto" tabindex="0" aria-label="The text of the postmortem">${text.text}</pre></section>
      ${next === null ? null : unpublished(context, next)}
      ${when(
        canWrite,
        html`<section><h2>Write on</h2><form method="post" action="${postmortemPath(context)}">
          <input type="hidden" name="formKey" value="${formKey}"><input type="hidden" name="basedOn" value="${basedOn}">
          <label>The whole text, in Markdown<textarea name="text" rows="24" required>
${typed ?? newest.text}</textarea></label><button>Write revision ${newest.revision + 1}</button></form></section>`,
      )}`,
  });
}

function revisionLine({ names, times }: PageContext, { revision, author, writtenAt }: PostmortemRevision): Html {
  const by = author === null ? 'drafted from the record' : html`by ${line(names.person(author), SHOWN.name)}`;
  return html`Revision ${revision}, ${by}, ${times.moment(writtenAt)}`;
}

function publishedWhen({ facts, times }: PageContext, published: PostmortemRevision | null): Html | null {
  const at = facts.incident?.postIncident?.postmortem?.publishedAt ?? null;
  return published === null || at === null ? null : html`, published ${times.moment(at)}`;
}

function unpublished(context: PageContext, newest: PostmortemRevision): Html {
  return html`<section><h2>Revision ${newest.revision} is not published</h2><p class="soft">${revisionLine(context, newest)}</p>
    <pre class="text" dir="auto" tabindex="0" aria-label="The text that is not published">${newest.text}</pre></section>`;
}
