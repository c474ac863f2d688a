/** What `tocsin integration create` prints, to be pasted into the sender's configuration. */
export interface ReceiverBlock {
  /** The address under which senders reach this server, for example `https://tocsin.example`. */
  readonly baseUrl: string;
  readonly secret: string;
}

/** A receiver for `alertmanager.yml`: the key travels in a header, where no proxy logs it. */
export function alertmanagerReceiver({ baseUrl, secret }: ReceiverBlock): string {
  return `receivers:
  - name: tocsin
    webhook_configs:
      - url: ${rooted(baseUrl)}/ingest/alertmanager
        send_resolved: true
        max_alerts: 0
        http_config:
          authorization:
            type: Bearer
            credentials: ${secret}

# and send everything there, grouped coarsely (Tocsin groups by its handbook):
route:
  receiver: tocsin
  group_by: ['...']
  group_wait: 0s
  group_interval: 10s
  repeat_interval: 1h
`;
}

/** For whatever speaks PagerDuty's Events API v2: the address, and an event to try. */
export function pagerDutyReceiver({ baseUrl, secret }: ReceiverBlock): string {
  return `# in place of https://events.pagerduty.com/v2/enqueue:
url: ${rooted(baseUrl)}/v2/enqueue
routing_key: ${secret}
`;
}

const rooted = (baseUrl: string): string => baseUrl.replace(/\/+$/, '');
