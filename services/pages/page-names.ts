import type { Handbook, Target } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import { holderAt } from '../../domain/oncall/holder.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import { type Content, type Html, html, when } from './html.js';
import { line, SHOWN } from './shown-text.js';

/** Ids in people's words, by the handbook as it is now; without one, ids are shown. */
export interface PageNames {
  /** `Ada Osei`; the id of somebody whom the handbook does not know. */
  person(id: string): string;
  service(id: string): string;
  /** `Ben Carter (secondary)`: who holds a schedule at `at`. */
  target(target: Target, at: Instant): Html;
  targets(targets: readonly Target[], at: Instant): Content;
}

export function pageNames(handbook: Handbook | null, zones: ZoneRules): PageNames {
  const person = (id: string): string => ownOf(handbook?.people, id)?.name ?? id;
  const target = (one: Target, at: Instant): Html => {
    if (one.kind === 'person') return html`<b>${line(person(one.id), SHOWN.name)}</b>`;
    const holder = holderOf(handbook, zones, { schedule: one.id, at });
    const role = line(one.id, SHOWN.name);
    return holder === null ? html`<b>${role}</b>` : html`<b>${line(person(holder), SHOWN.name)}</b> (${role})`;
  };
  return {
    person,
    service: (id) => ownOf(handbook?.services, id)?.name ?? id,
    target,
    targets: (targets, at) =>
      targets.length === 0
        ? 'nobody'
        : targets.map((one, i) => html`${when(i > 0, i === targets.length - 1 ? ' and ' : ', ')}${target(one, at)}`),
  };
}

function holderOf(handbook: Handbook | null, zones: ZoneRules, ask: { readonly schedule: string; readonly at: Instant }): string | null {
  if (handbook === null) return null;
  try {
    return holderAt(handbook, ask.schedule, ask.at, zones)?.person ?? null;
  } catch {
    return null; // a schedule that is gone meanwhile keeps its name on the page
  }
}

/** An own property of a record whose keys came from outside: never one of `Object.prototype`. */
export const ownOf = <T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
