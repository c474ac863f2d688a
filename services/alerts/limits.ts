/** Every ceiling of ingest, in one place. Lengths in characters, sizes in bytes, times in milliseconds. */
export const LIMITS = {
  bodyBytes: 16 * 1024 * 1024,
  /** Bodies of this size and more are looked over before they are parsed. */
  suspectBytes: 256 * 1024,
  jsonDepth: 20_000,
  jsonMembers: 50_000,
  labels: 64,
  labelNameLength: 128,
  labelValueLength: 1_024,
  annotationLength: 4_096,
  nameLength: 256,
  summaryLength: 1_024,
  urlLength: 2_048,
  /** PostgreSQL indexes at most 2 704 bytes; longer keys are replaced by their digest. */
  keyLength: 512,
  problems: 100,
  /** Instants outside are marked and replaced: no monitor fires before 2000 or after 2200. */
  earliestInstant: Date.UTC(2000, 0, 1),
  latestInstant: Date.UTC(2200, 0, 1),
  batchRequests: 512,
  batchAlerts: 4_000,
  batchBytes: 8 * 1024 * 1024,
  queuedRequests: 8_192,
  /** Waiting and in flight together; beyond, senders are told to come back. */
  queuedBytes: 128 * 1024 * 1024,
  retryAfterSeconds: 1,
  /** Statements that one batch may spend on finding what PostgreSQL refuses. */
  bisections: 64,
} as const;
