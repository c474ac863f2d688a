import { actionsSection, mainAction } from './actions.view.js';
import { alertsSection, linksSection } from './alerts.view.js';
import { commandOfferSection } from './command-offer.view.js';
import { type Html, html, when } from './html.js';
import { ladderSection } from './ladder.view.js';
import { documentOf } from './layout.js';
import { learningSection } from './learning.view.js';
import { standing } from './next-step.view.js';
import type { Notice, PageContext } from './page-context.js';
import { incidentPath, signInPath } from './page-paths.js';
import { spanInWords } from './page-times.js';
import { inWords, line, SHOWN } from './shown-text.js';
import { timelineSection } from './timeline.view.js';

/** What a phone on a bad line has to load, CSS included. */
export const PAGE_BUDGET_BYTES = 20 * 1024;

/** The incident page. Within the budget whatever the texts are: the oldest lines give way first. */
export function incidentPage(context: PageContext): string {
  for (const share of [1, 0.75, 0.5, 0.25, 0]) {
    const page = rendered(trimmed(context, share));
    if (share === 0 || Buffer.byteLength(page) <= PAGE_BUDGET_BYTES) return page;
  }
  return rendered(context);
}

function trimmed(context: PageContext, share: number): PageContext {
  if (share === 1) return context;
  const { events, alerts, pages } = context.facts;
  const few = <T>(list: readonly T[]): readonly T[] => list.slice(0, Math.ceil(list.length * share) || 1);
  return {
    ...context,
    facts: { ...context.facts, events: few(events), alerts: alerts === null ? null : few(alerts), pages: share < 0.5 ? few(pages) : pages },
  };
}

function rendered(context: PageContext): string {
  const { facts, viewer, names, base } = context;
  return documentOf({
    title: `${facts.severity} ${facts.key} ${facts.service}: ${facts.title}`,
    base,
    signedInAs: viewer.kind === 'SESSION' ? { name: names.person(viewer.person), formKey: viewer.formKey } : null,
    main: html`
      ${headline(context)}
      ${noticeBox(context.notice)}
      ${standing(context)}
      ${mainAction(context)}
      ${commandOfferSection(context)}
      ${linksSection(context)}
      <div class="two">
        ${alertsSection(context)}
        <div class="side">${ladderSection(context)}${actionsSection(context)}</div>
        ${learningSection(context)}${timelineSection(context)}
      </div>`,
    footer: footer(context),
  });
}

function headline({ facts, names, times }: PageContext): Html {
  const lasted = spanInWords((facts.resolvedAt ?? facts.closedAt ?? times.now) - facts.detectedAt);
  return html`
    <div class="tags">
      <span class="sev ${facts.severity}">${facts.severity}</span><span>${facts.key}</span><span class="tag">${inWords(facts.status)}</span>
      ${when(!facts.severityConfirmed, html`<span class="soft">unconfirmed</span>`)}
      ${when(facts.test, html`<span class="tag">Test</span>`)}${when(facts.visibility === 'RESTRICTED', html`<span class="tag">Restricted</span>`)}
    </div>
    <h1>${line(facts.title, SHOWN.title)}</h1>
    <p class="soft">${line(names.service(facts.service), SHOWN.name)} · since ${times.moment(facts.detectedAt)} · ${lasted}${recurrence(facts.recurrenceOf)}</p>`;
}

const recurrence = (key: string | null): Html | null => (key === null ? null : html` · again, after ${key}`);

export const noticeBox = (notice: Notice | null): Html | null =>
  notice === null ? null : html`<p class="notice ${notice.tone}" role="status">${line(notice.text, SHOWN.text)}</p>`;

function footer(context: PageContext): Html {
  const { times, names, viewer } = context;
  const who =
    viewer.kind === 'LINK'
      ? html`Opened by the link of ${line(names.person(viewer.person), SHOWN.name)}. <a href="${signInPath(context)}">Sign in</a> to do more. `
      : null;
  return html`<p>${who}As of ${times.moment(times.now)}, times in ${times.zone}${when(times.zone !== 'UTC', ' and UTC')}. <a href="${incidentPath(context)}">Refresh</a></p>`;
}
