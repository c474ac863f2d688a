import { type Html, html, when } from './html.js';
import type { IncidentLine } from './incident-page.model.js';
import type { IncidentList } from './incident-page.reader.js';
import type { Lens } from './incident-page.service.js';
import { documentOf } from './layout.js';
import type { SessionViewer } from './page-access.js';
import { spanInWords } from './page-times.js';
import { inWords, line, SHOWN } from './shown-text.js';

export interface ListContext extends Lens {
  readonly list: IncidentList;
  readonly state: 'open' | 'all';
  readonly viewer: SessionViewer;
  readonly base: string;
}

/** Incidents, worst first while open; each line is one link. */
export function incidentListPage(context: ListContext): string {
  const { list, state, viewer, base, names, times } = context;
  const isOpen = state === 'open';
  const heading = isOpen ? 'Open incidents' : 'All incidents';
  const next =
    list.next && `${base}/incidents?${new URLSearchParams({ state, after: `${list.next.severity}-${list.next.number}` }).toString()}`;
  return documentOf({
    title: heading,
    base,
    signedInAs: { name: names.person(viewer.person), formKey: viewer.formKey },
    main: html`
      <h1>${heading}</h1>
      <p>${isOpen ? html`<a href="${base}/incidents?state=all">All incidents</a>` : html`<a href="${base}/incidents">Open incidents</a>`}</p>
      ${list.lines.length === 0 ? html`<section><p>${isOpen ? 'Nothing is open. ' : ''}All is quiet.</p></section>` : html`<section><ul class="rows">${list.lines.map((one) => row(context, one))}</ul></section>`}
      ${next && html`<p><a href="${next}">More</a></p>`}`,
    footer: html`<p>As of ${times.moment(times.now)}, times in ${times.zone}${when(times.zone !== 'UTC', ' and UTC')}.</p>`,
  });
}

function row(context: ListContext, one: IncidentLine): Html {
  const { base, names, times } = context;
  const lasted = spanInWords((one.resolvedAt ?? one.closedAt ?? times.now) - one.detectedAt);
  return html`
    <li><a href="${base}/incidents/${encodeURIComponent(one.key)}">
      <span class="tags"><span class="sev ${one.severity}">${one.severity}</span><span>${one.key}</span><span class="tag">${inWords(one.status)}</span>
      ${when(one.test, html`<span class="tag">Test</span>`)}${when(one.visibility === 'RESTRICTED', html`<span class="tag">Restricted</span>`)}</span>
      <b>${line(one.title, SHOWN.title)}</b>
      <span class="soft">${line(names.service(one.service), SHOWN.name)} · ${holder(context, one)} · since ${times.moment(one.detectedAt)} · ${lasted}</span>
    </a></li>`;
}

function holder({ names, viewer }: ListContext, one: IncidentLine): Html {
  if (one.holder === viewer.person) return html`<strong>you have it</strong>`;
  return one.holder === null ? html`<strong>nobody has it</strong>` : html`${line(names.person(one.holder), SHOWN.name)} has it`;
}
