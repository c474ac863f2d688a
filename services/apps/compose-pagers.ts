import type { DeliveryResult, Pager } from '../../activities/ports/pager.port.js';
import type { Channel } from '../../domain/handbook/handbook.model.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { Settings } from '../config/settings.js';
import { type AddressPolicy, PUBLIC_INTERNET_ONLY } from '../integrations/http/address-policy.js';
import { createNtfyPager } from '../integrations/ntfy/ntfy.pager.js';
import { createSmtpPager } from '../integrations/smtp/smtp.pager.js';
import { createWebhookPager } from '../integrations/webhook/webhook.pager.js';

export type Pagers = Readonly<Partial<Record<Channel, Pager>>>;

/** Where outbound requests of this process may go. */
export const addressPolicyFrom = (settings: Settings): AddressPolicy =>
  settings.TOCSIN_ALLOW_PRIVATE_TARGETS ? { alsoAllow: ['loopback', 'private'] } : PUBLIC_INTERNET_ONLY;

/** The channels that this process is configured for. A page over another one fails at once, and the person's next method is used. */
export function pagersFrom(settings: Settings, zoneRules: ZoneRules): Pagers {
  const policy = addressPolicyFrom(settings);
  const { SMTP_URL, NTFY_URL, NTFY_TOKEN, TOCSIN_WEBHOOK_SECRET } = settings;
  return {
    ...(SMTP_URL === undefined ? {} : { email: createSmtpPager({ smtpUrl: SMTP_URL, from: settings.TOCSIN_MAIL_FROM, zoneRules }) }),
    ...(NTFY_URL === undefined
      ? {}
      : {
          ntfy: onlyTo(
            settings.NTFY_TOPICS,
            createNtfyPager({ baseUrl: NTFY_URL, zoneRules, policy, ...(NTFY_TOKEN === undefined ? {} : { token: NTFY_TOKEN }) }),
          ),
        }),
    ...(TOCSIN_WEBHOOK_SECRET === undefined ? {} : { webhook: createWebhookPager({ secret: TOCSIN_WEBHOOK_SECRET, policy }) }),
  };
}

/** Refuses, for good, every address that is not among `allowed`: somebody else's topic never leaves the machine. */
function onlyTo(allowed: readonly string[] | undefined, pager: Pager): Pager {
  if (allowed === undefined) return pager;
  const isAllowed = ({ address }: { readonly address: string }): boolean => allowed.includes(address);
  return {
    channel: pager.channel,
    send: async (request) => (isAllowed(request) ? await pager.send(request) : NOT_ALLOWED),
    tell: async (request) => (isAllowed(request) ? await pager.tell(request) : NOT_ALLOWED),
  };
}

const NOT_ALLOWED: DeliveryResult = {
  status: 'FAILED',
  retryable: false,
  code: 'ADDRESS_NOT_ALLOWED',
  reason: 'this server publishes to other topics only (NTFY_TOPICS)',
};

/** Ends idle connections, which would keep the process alive for minutes. */
export function closeAll(pagers: Pagers): Promise<void> {
  for (const pager of Object.values(pagers)) pager.close?.();
  return Promise.resolve();
}
