import { eventWords } from './event-words.js';
import { type Html, html, when } from './html.js';
import type { PageContext } from './page-context.js';
import { incidentPath } from './page-paths.js';

/** What happened, latest first; earlier lines are a link away. */
export function timelineSection(context: PageContext): Html {
  const { events } = context.facts;
  const oldest = events.at(-1)?.seq ?? 1;
  return html`
    <section>
      <h2 id="timeline">Timeline</h2>
      ${events.length === 0 && html`<p class="soft">Nothing is recorded yet.</p>`}
      <ol class="timeline">
        ${events.map((event) => html`<li><span class="soft">${context.times.moment(event.at)}</span><div>${eventWords(event, context)}</div></li>`)}
      </ol>
      ${when(oldest > 2, html`<p><a href="${incidentPath(context, { before: String(oldest) })}#timeline">Earlier</a></p>`)}
    </section>`;
}
