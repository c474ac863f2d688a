import type { Channel } from '../../../domain/handbook/handbook.model.js';
import type { HostEnvironment } from '../../config/host-environment.js';
import type { Settings } from '../../config/settings.js';
import type { ConfiguredWays } from './reachability.js';
import type { UpOptions } from './up.model.js';

/** Where people push to when they only gave a topic. */
const PUBLIC_NTFY = 'https://ntfy.sh';

/** What these files say is handed on as a value. */
const READ_BY_UP: ReadonlySet<string> = new Set(['DATABASE_URL_FILE', 'TOCSIN_LINK_SECRET_FILE', 'TOCSIN_SEAL_KEY_FILE']);

export interface ChildFacts {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly linkSecret: string;
  readonly sealKey: string;
  readonly sealFile: string;
  readonly mailCatcherUrl: string | null;
  readonly port: number;
}

/** The environment of the roles that `up` runs: the host's own, with what `up` started filled in. */
export function childEnvironment(host: HostEnvironment, options: UpOptions, facts: ChildFacts): Readonly<Record<string, string>> {
  const known = Object.fromEntries(
    Object.entries(host).flatMap(([name, value]) => (value === undefined || READ_BY_UP.has(name) ? [] : [[name, value]])),
  );
  const shownHost = options.listen === '0.0.0.0' || options.listen === '::' ? '127.0.0.1' : options.listen;
  return {
    ...known,
    ...(facts.mailCatcherUrl === null ? {} : { SMTP_URL: facts.mailCatcherUrl }),
    ...(options.me?.channel === 'ntfy' && host.NTFY_URL === undefined ? { NTFY_URL: PUBLIC_NTFY, NTFY_TOPICS: options.me.topic } : {}),
    DATABASE_URL: facts.databaseUrl,
    TEMPORAL_ADDRESS: facts.temporalAddress,
    TOCSIN_LINK_SECRET: facts.linkSecret,
    TOCSIN_SEAL_KEY: facts.sealKey,
    TOCSIN_SEAL_FILE: facts.sealFile,
    TOCSIN_LISTEN: options.listen,
    TOCSIN_PORT: String(facts.port),
    TOCSIN_PUBLIC_URL: options.publicUrl ?? `http://${shownHost}:${facts.port}`,
  };
}

/** The ways in which the worker will be able to reach people. */
export function configuredWays(settings: Settings, options: UpOptions): ConfiguredWays {
  const channels = new Set<Channel>(['email']);
  if (settings.NTFY_URL !== undefined || options.me?.channel === 'ntfy') channels.add('ntfy');
  if (settings.TOCSIN_WEBHOOK_SECRET !== undefined) channels.add('webhook');
  const isMyTopicOnly = settings.NTFY_URL === undefined && options.me?.channel === 'ntfy';
  return { channels, topics: isMyTopicOnly ? [options.me.topic] : (settings.NTFY_TOPICS ?? null) };
}
