import { type Html, html, when } from './html.js';
import type { AlertLine } from './incident-page.model.js';
import type { PageContext } from './page-context.js';
import { ownOf } from './page-names.js';
import { line, outLink, SHOWN } from './shown-text.js';

const MAX_LINKS = 6;

/** What the monitors say, firing first. */
export function alertsSection(context: PageContext): Html {
  const { alerts, totalAlerts, firingAlerts, declaredBy } = context.facts;
  const hidden = alerts === null ? 0 : totalAlerts - alerts.length;
  return html`
    <section>
      <h2>Alerts${when(totalAlerts > 0, html` <span class="soft">${firingAlerts} of ${totalAlerts} firing</span>`)}</h2>
      ${alerts === null && html`<p class="soft">The alerts cannot be read just now.</p>`}
      ${alerts?.length === 0 && html`<p class="soft">${declaredBy === null ? 'None is recorded yet.' : 'None: somebody declared this incident.'}</p>`}
      ${alerts !== null && alerts.length > 0 && html`<ul class="alerts">${alerts.map((alert) => alertItem(context, alert))}</ul>`}
      ${when(hidden > 0, html`<p class="soft">and ${hidden} more</p>`)}
    </section>`;
}

function alertItem({ times, handbook }: PageContext, alert: AlertLine): Html {
  const rule = handbook?.alertRules.find((one) => one.alert === alert.name);
  const runbook = outLink('Runbook', rule?.runbookUrl) ?? outLink('Runbook', alert.runbookUrl);
  const source = outLink('Source', alert.sourceUrl);
  const isOver = alert.status === 'RESOLVED';
  const time =
    isOver && alert.endsAt !== null
      ? html`resolved ${times.moment(alert.endsAt)}`
      : html`${alert.status.toLowerCase()}, began ${times.moment(alert.startsAt)}`;
  return html`
    <li class="${alert.status.toLowerCase()}">
      <b>${line(alert.name, SHOWN.name)}</b>${when(alert.summary, html` <span>${line(alert.summary, SHOWN.summary)}</span>`)}
      <div class="soft">${time}${when(runbook, html` · ${runbook}`)}${when(source, html` · ${source}`)}</div>
    </li>`;
}

/** The service's dashboards and documents, as the handbook has them. */
export function linksSection({ facts, handbook }: PageContext): Html | null {
  const service = ownOf(handbook?.services, facts.service);
  const links = (service?.links ?? []).slice(0, MAX_LINKS).flatMap(({ title, url }) => outLink(title, url) ?? []);
  return links.length === 0 ? null : html`<nav class="links" aria-label="Links of the service">${links}</nav>`;
}
