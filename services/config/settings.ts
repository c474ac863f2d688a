import { createPrivateKey, createPublicKey } from 'node:crypto';
import { z } from 'zod';

const SWITCH = { on: true, off: false, true: true, false: false, '1': true, '0': false } as const;
const asSwitch = z.enum(['on', 'off', 'true', 'false', '1', '0'], { error: 'write on or off' }).transform((word) => SWITCH[word]);

const port = z.coerce
  .number({ error: 'not a port number' })
  .int()
  .min(0, { error: 'a port is 0 to 65535' })
  .max(65_535, { error: 'a port is 0 to 65535' });
const httpUrl = z.url({ protocol: /^https?$/, error: 'not an http(s) URL' });
const urlOf = (protocol: RegExp, example: string): z.ZodType<string> => z.url({ protocol, error: `not a URL like ${example}` });
const address = z.string().regex(/^.+:\d{1,5}$/, { error: 'not host:port' });
const linkSecret = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= 32, { error: 'shorter than 32 bytes; make one with: openssl rand -base64 32' });
const webhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, {
  error: 'not whsec_ and 24 to 64 bytes in base64; make one with: echo "whsec_$(openssl rand -base64 32)"',
});
const mailbox = z
  .string()
  .regex(/^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$|^[^\s@<>]+@[^\s@<>]+$/, { error: 'not a sender like Tocsin <tocsin@company.example>' });
const repository = z
  .string()
  .regex(/^[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/, { error: 'not a repository like owner/name' });
const topics = z
  .string()
  .transform((text) => text.split(',').map((topic) => topic.trim()))
  .pipe(z.array(z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, { error: 'not ntfy topics, separated by commas' })));

const isEd25519 = (read: typeof createPrivateKey | typeof createPublicKey) => (pem: string) => {
  try {
    return read(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
};
const sealKey = z.string().refine(isEd25519(createPrivateKey), {
  error: 'not an Ed25519 private key in PEM; make one with: openssl genpkey -algorithm ed25519',
});
const publicKeys = z
  .string()
  .transform((text): string[] => text.match(/-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----/g) ?? [])
  .pipe(z.array(z.string().refine(isEd25519(createPublicKey), { error: 'not Ed25519 public keys in PEM' })).min(1));

/** Every environment variable of Tocsin, under its own name. Unset means what the description says. */
export const settingsSchema = z.object({
  DATABASE_URL: urlOf(/^postgres(ql)?$/, 'postgres://user:password@db.example/tocsin')
    .optional()
    .describe('PostgreSQL. Unset: `up` starts its own.'),
  DATABASE_POOL: z.coerce.number({ error: 'not a number' }).int().min(2).max(500).default(10).describe('Connections per process, at most.'),

  TEMPORAL_ADDRESS: address.optional().describe('Temporal cluster, host:port. Unset: `up` starts its own server.'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Temporal namespace.'),
  TEMPORAL_API_KEY: z.string().optional().describe('API key of Temporal Cloud; implies TLS.'),
  TEMPORAL_TLS: asSwitch.optional().describe('TLS to the Temporal cluster.'),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: z.string().optional().describe('CA certificate of the cluster, PEM.'),
  TEMPORAL_TLS_CLIENT_CERT_PATH: z.string().optional().describe('Client certificate, PEM.'),
  TEMPORAL_TLS_CLIENT_KEY_PATH: z.string().optional().describe('Key of the client certificate, PEM.'),
  TEMPORAL_TLS_SERVER_NAME: z.string().optional().describe('Name expected in the certificate of the cluster.'),
  TEMPORAL_CLI_PATH: z.string().optional().describe('Temporal CLI for the embedded server. Unset: PATH, the cache, a download by pip.'),

  TOCSIN_LISTEN: z.string().default('127.0.0.1').describe('Address that the API listens on.'),
  TOCSIN_PORT: port.default(8080).describe('Port that the API listens on.'),
  TOCSIN_PUBLIC_URL: httpUrl
    .optional()
    .describe('Where people reach the API: the base of every link in a page. Unset: the listening address.'),
  TOCSIN_DATA_DIR: z.string().optional().describe('Data directory of `up`. Unset: $XDG_DATA_HOME/tocsin, for root /var/lib/tocsin.'),
  TOCSIN_HANDBOOK: z.string().optional().describe('Handbook file that `up` applies. Unset: the one shipped.'),
  TOCSIN_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info')
    .describe('Least severe log line written.'),
  TOCSIN_LINK_SECRET: linkSecret
    .optional()
    .describe('Signs the links that acknowledge a page. Unset: `up` keeps one in the data directory.'),
  TOCSIN_SEAL_FILE: z
    .string()
    .optional()
    .describe(
      'File outside PostgreSQL to which the role api appends every seal of the audit chains. Unset: `up` keeps one in the data directory; an api of its own seals nothing.',
    ),
  TOCSIN_SEAL_KEY: sealKey
    .optional()
    .describe(
      'Ed25519 private key (PEM) that signs the seals. Unset: `up` keeps one in the data directory; an api of its own signs nothing.',
    ),
  TOCSIN_SEAL_OLD_KEYS: publicKeys
    .optional()
    .describe('Public keys (PEM, one after the other) of seal keys of before, whose signatures still count.'),
  TOCSIN_HEARTBEAT_URL: httpUrl.optional().describe('Pinged after each clean pass of the watchdog.'),
  TOCSIN_ALLOW_PRIVATE_TARGETS: asSwitch
    .default(false)
    .describe('Lets outbound URLs point at loopback and private addresses (tests, demo).'),

  SMTP_URL: urlOf(/^smtps?$/, 'smtp://user:password@mail.example:587')
    .optional()
    .describe('Mail server for pages. Unset: `up` starts a mail catcher.'),
  TOCSIN_MAIL_FROM: mailbox.default('Tocsin <tocsin@tocsin.example>').describe('Sender of mails.'),
  NTFY_URL: httpUrl.optional().describe('ntfy server for pages, for example https://ntfy.sh. Unset: nobody is paged over ntfy.'),
  NTFY_TOKEN: z.string().optional().describe('Access token for that server.'),
  NTFY_TOPICS: topics.optional().describe('The only topics that may be published to, separated by commas. Unset: those of the handbook.'),
  TOCSIN_WEBHOOK_SECRET: webhookSecret.optional().describe('Signs outbound webhooks (Standard Webhooks).'),

  TOCSIN_GITHUB_REPOSITORY: repository
    .optional()
    .describe('Where follow-ups become issues, owner/name; needs the token too. Unset: they live in the built-in list alone.'),
  TOCSIN_GITHUB_TOKEN: z
    .string()
    .min(1)
    .regex(/^[\x21-\x7e]+$/, { error: 'not a token' })
    .optional()
    .describe('May write issues of that repository, and label them.'),
  TOCSIN_GITHUB_URL: httpUrl
    .default('https://api.github.com')
    .describe('API of GitHub, or https://HOST/api/v3 of a GitHub Enterprise Server.'),

  TOCSIN_READY_FILE: z.string().optional().describe('Written when the process is ready, for a supervisor.'),

  TOCSIN_URL: httpUrl.optional().describe('API that the CLI speaks to. Unset: the one running on this machine.'),
  TOCSIN_TOKEN: z.string().optional().describe('API token of the CLI.'),
});

export type Settings = z.output<typeof settingsSchema>;

/** These may also be given as `NAME_FILE`, and are never logged. */
export const SECRETS = [
  'DATABASE_URL',
  'TEMPORAL_API_KEY',
  'TOCSIN_LINK_SECRET',
  'TOCSIN_SEAL_KEY',
  'SMTP_URL',
  'NTFY_TOKEN',
  'TOCSIN_WEBHOOK_SECRET',
  'TOCSIN_GITHUB_TOKEN',
  'TOCSIN_TOKEN',
] as const satisfies readonly (keyof Settings)[];
