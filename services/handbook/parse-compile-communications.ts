import type { Communications, Component, Handbook } from '../../domain/handbook/handbook.model.js';
import type { RawHandbook } from './parse-schema.js';
import { SEVERITY_OF } from './parse-values.js';

/** What holds where a handbook says nothing. */
const DEFAULTS = { name: 'Status', title: 'Problem with {{ components }}' } as const;

/** The status page's part of a handbook; nothing where it has none, so that its digest stays what it was. Guide: G2.5 */
export function compileCommunications(raw: RawHandbook): Pick<Handbook, 'components' | 'communications'> {
  const { components, communications } = raw;
  return {
    ...(components === undefined ? {} : { components: compileComponents(components) }),
    ...(communications === undefined ? {} : { communications: compilePage(communications) }),
  };
}

function compileComponents(raw: NonNullable<RawHandbook['components']>): Readonly<Record<string, Component>> {
  return Object.fromEntries(
    Object.entries(raw).map(([id, { name, description, publish }], index) => [
      id,
      {
        id,
        name,
        ...(description === undefined ? {} : { description }),
        publish: publish === 'automatic' ? 'AUTOMATIC' : 'MANUAL',
        position: index + 1,
      },
    ]),
  );
}

function compilePage({ status_page: page }: NonNullable<RawHandbook['communications']>): Communications {
  if (page === undefined) return {};
  const { investigating, identified, monitoring, resolved } = page.templates;
  return {
    statusPage: {
      name: page.name ?? DEFAULTS.name,
      from: SEVERITY_OF[page.from],
      title: page.title ?? DEFAULTS.title,
      templates: { INVESTIGATING: investigating, IDENTIFIED: identified, MONITORING: monitoring, RESOLVED: resolved },
    },
  };
}
