/** What `tocsin up` was asked for. */
export interface UpOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly listen: string;
  readonly publicUrl: string | undefined;
  /** A handbook file; the shipped one when absent. */
  readonly handbook: string;
  /** Makes this address today's primary. */
  readonly me: MeAddress | undefined;
  readonly virtualTime: 'on' | 'off';
}

/** `ntfy:TOPIC` or `mailto:ADDRESS`. */
export type MeAddress = { readonly channel: 'ntfy'; readonly topic: string } | { readonly channel: 'email'; readonly address: string };

/** What a person who just started Tocsin wants to see. */
export interface Started {
  readonly apiUrl: string;
  readonly publicUrl: string;
  readonly mailUrl: string | null;
  readonly temporalUiUrl: string | null;
  readonly namespace: string;
  /** Shown once; null when an earlier start showed it. */
  readonly adminToken: string | null;
  readonly handbookDiff: readonly string[];
  readonly handbookName: string;
  readonly unreachable: readonly string[];
  readonly resumed: readonly string[];
}
