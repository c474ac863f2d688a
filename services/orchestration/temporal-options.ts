import { readFileSync } from 'node:fs';
import type { Settings } from '../config/settings.js';
import type { TemporalOptions } from './temporal-connection.js';

type TemporalSettings = Settings & { readonly TEMPORAL_ADDRESS: string };

/** How to reach the cluster, by Temporal's standard environment variables. */
export function temporalOptionsFrom(settings: TemporalSettings): TemporalOptions {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace, TEMPORAL_API_KEY: apiKey } = settings;
  const tls = tlsFrom(settings);
  return { address, namespace, ...(apiKey === undefined ? {} : { apiKey }), ...(tls === null ? {} : { tls }) };
}

function tlsFrom(settings: TemporalSettings): NonNullable<TemporalOptions['tls']> | null {
  const ca = settings.TEMPORAL_TLS_SERVER_CA_CERT_PATH;
  const crt = settings.TEMPORAL_TLS_CLIENT_CERT_PATH;
  const key = settings.TEMPORAL_TLS_CLIENT_KEY_PATH;
  const serverName = settings.TEMPORAL_TLS_SERVER_NAME;
  const isAsked = settings.TEMPORAL_TLS ?? [ca, crt, serverName, settings.TEMPORAL_API_KEY].some((one) => one !== undefined);
  if (!isAsked) return null;
  return {
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
    ...(ca === undefined ? {} : { serverRootCACertificate: readFileSync(ca) }),
    ...(crt === undefined || key === undefined ? {} : { clientCertPair: { crt: readFileSync(crt), key: readFileSync(key) } }),
  };
}
