import type { Instant } from '../../domain/instant.js';
import { type Content, type Html, html, nothing, when } from './html.js';
import type { PagedPerson } from './incident-page.model.js';
import { CATCH_ALL, type ShownRung, shownRungs } from './ladder-rungs.js';
import type { PageContext } from './page-context.js';
import { line, SHOWN } from './shown-text.js';

const HOW_WORDS = { PAGE: '', AGAIN: ' · again', TELL: ' · told, not woken', WAIT: '' } as const;
const STATE_WORDS = { PAGED: 'paged', NOW: 'being paged', NEXT: 'next', LATER: '', RESTING: '' } as const;

/** Who is paged when, rung by rung. */
export function ladderSection(context: PageContext): Html {
  const { incident } = context.facts;
  if (incident === null) return nothing;
  const rungs = shownRungs(incident);
  return html`
    <section>
      <h2>Ladder</h2>
      ${when(incident.ladder === null, html`<p class="soft">Paging rests. This is the ladder it would go on with.</p>`)}
      <ol class="ladder">${rungs.map((rung) => rungItem(context, rung))}</ol>
      ${beside(context)}
    </section>`;
}

function rungItem(context: PageContext, rung: ShownRung): Html {
  const { names, times } = context;
  const paged = pagedAt(context, rung.id);
  const first = paged.at(-1);
  const at = first?.at ?? rung.at;
  const people = first === undefined ? planned(names, rung, rung.at ?? times.now) : personList(context, paged);
  const state = STATE_WORDS[rung.state];
  return html`
    <li class="${rung.state.toLowerCase()}"${when(rung.state === 'NOW', html` aria-current="step"`)}>
      <div>${people}${HOW_WORDS[rung.how]}${when(rung.id === CATCH_ALL, ' · catch-all')}${when(state, html` <em>${state}</em>`)}</div>
      ${at !== null && html`<div class="soft">${times.moment(at)}${deliveries(paged)}</div>`}
    </li>`;
}

const planned = (names: PageContext['names'], rung: ShownRung, at: Instant): Content =>
  rung.how === 'WAIT' ? 'nobody: the ladder waits' : names.targets(rung.targets, at);

const personList = (context: PageContext, paged: readonly PagedPerson[]): Content =>
  [...new Set(paged.map((page) => page.person))]
    .slice(0, 6)
    .map((id, i) => [i > 0 && ', ', html`<b>${line(context.names.person(id), SHOWN.name)}</b>`]);

/** The pages of this rung in the present round of paging. */
const pagedAt = ({ facts }: PageContext, rung: string): readonly PagedPerson[] =>
  facts.pages.filter(
    (page) => page.generation === facts.incident?.generation && (rung === CATCH_ALL ? page.rung.startsWith(CATCH_ALL) : page.rung === rung),
  );

function deliveries(paged: readonly PagedPerson[]): Content {
  const last = paged.flatMap((page) => page.deliveries).slice(0, 4);
  return last.map(
    ({ method, status }) => html` · ${line(method, SHOWN.label)} ${{ SENT: 'sent', FAILED: 'failed', INTENDED: 'on its way' }[status]}`,
  );
}

/** People paged outside the ladder in this round: asked for, or asked again. */
function beside(context: PageContext): Content {
  const asked = context.facts.pages
    .filter((page) => page.generation === context.facts.incident?.generation && /^[ah]/.test(page.rung))
    .slice(0, 6);
  if (asked.length === 0) return null;
  return html`<p class="soft">Also asked: ${asked.map((page, i) => [i > 0 && '; ', line(context.names.person(page.person), SHOWN.name), ' ', context.times.moment(page.at), deliveries([page])])}</p>`;
}
