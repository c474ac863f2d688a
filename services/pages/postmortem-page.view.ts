import type { PostmortemRevision } from '../persistence/postmortem-revisions.repository.js';
import { html, when } from './html.js';
import { noticeBox } from './incident-page.view.js';
import { documentOf } from './layout.js';
import type { PageContext } from './page-context.js';
import { incidentPath, postmortemPath } from './page-paths.js';
import { line, SHOWN } from './shown-text.js';

export interface PostmortemShown {
  readonly newest: PostmortemRevision;
  /** What was typed when it was refused; null: the newest text. */
  readonly typed: string | null;
  readonly basedOn: number;
}

/** The text as it stands, Markdown unrendered: what alerts and people wrote can do nothing here. Whoever may respond writes on. */
export function postmortemPage(context: PageContext, { newest, typed, basedOn }: PostmortemShown): string {
  const { facts, viewer, names, times, base } = context;
  const formKey = viewer.kind === 'SESSION' ? viewer.formKey : '';
  const canWrite = viewer.kind === 'SESSION' && viewer.canRespond && facts.status === 'POST_INCIDENT';
  const author = newest.author === null ? 'drafted from the record' : html`by ${line(names.person(newest.author), SHOWN.name)}`;
  return documentOf({
    title: `Postmortem of ${facts.key}`,
    base,
    signedInAs: viewer.kind === 'SESSION' ? { name: names.person(viewer.person), formKey } : null,
    main: html`
      <h1>Postmortem of ${facts.key}</h1>
      <p class="soft">Revision ${newest.revision}, ${author}, ${times.moment(newest.writtenAt)} · <a href="${incidentPath(context)}#learning">The incident</a></p>
      ${noticeBox(context.notice)}
      <section><h2>Text</h2><pre class="text" dir="auto" tabindex="0" aria-label="The text of the postmortem">${newest.text}</pre></section>
      ${when(
        canWrite,
        html`<section><h2>Write on</h2><form method="post" action="${postmortemPath(context)}">
          <input type="hidden" name="formKey" value="${formKey}"><input type="hidden" name="basedOn" value="${basedOn}">
          <label>The whole text, in Markdown<textarea name="text" rows="24" required>
${typed ?? newest.text}</textarea></label><button>Write revision ${newest.revision + 1}</button></form></section>`,
      )}`,
  });
}
