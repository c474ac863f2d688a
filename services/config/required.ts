import { EnvironmentError } from './environment.js';
import type { Settings } from './settings.js';

const NEEDED = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'TOCSIN_LINK_SECRET'] as const;

/** What a separate role cannot do without; `up` fills these in by itself. */
export type RoleSettings = Settings & Readonly<Record<(typeof NEEDED)[number], string>>;

/** Throws EnvironmentError naming everything that is missing. */
export function forRole(settings: Settings): RoleSettings {
  const { DATABASE_URL, TEMPORAL_ADDRESS, TOCSIN_LINK_SECRET } = settings;
  if (DATABASE_URL !== undefined && TEMPORAL_ADDRESS !== undefined && TOCSIN_LINK_SECRET !== undefined) {
    return { ...settings, DATABASE_URL, TEMPORAL_ADDRESS, TOCSIN_LINK_SECRET };
  }
  const missing = NEEDED.filter((name) => settings[name] === undefined);
  throw new EnvironmentError(missing.map((name) => `${name}: needed by this role`));
}

/** The base of every link in a page. */
export const publicUrlOf = (settings: Settings): string =>
  settings.TOCSIN_PUBLIC_URL ?? `http://${settings.TOCSIN_LISTEN}:${settings.TOCSIN_PORT}`;
