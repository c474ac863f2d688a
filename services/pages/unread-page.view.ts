import { randomBytes } from 'node:crypto';
import { html } from './html.js';
import { documentOf } from './layout.js';
import { commandPath, incidentPath, type PathContext } from './page-paths.js';
import { line, SHOWN } from './shown-text.js';

/** When nothing can be read: the link's holder can take the incident all the same. */
export function bareAckPage(context: PathContext & { readonly viewer: { readonly kind: 'LINK'; readonly token: string } }): string {
  const key = line(context.facts.key, SHOWN.label);
  const main = html`
    <h1>${key}</h1>
    <div class="standing"><p class="who"><strong>The details cannot be read just now.</strong></p><p class="next">Paging goes on. You can take it all the same. <a href="${incidentPath(context)}">Try again</a></p></div>
    <form method="post" action="${commandPath(context, 'acknowledge')}">
      <input type="hidden" name="commandId" value="bare-${randomBytes(12).toString('base64url')}-acknowledge"><input type="hidden" name="link" value="${context.viewer.token}">
      <button class="go">Acknowledge</button>
    </form>`;
  return documentOf({ title: context.facts.key, base: context.base, signedInAs: null, main });
}
