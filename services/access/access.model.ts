import type { Instant } from '../../domain/instant.js';

/** What a role may do is fixed here; what a token may do is that, narrowed by the token's own permissions. */
export const ROLES = ['ADMIN', 'RESPONDER', 'VIEWER', 'AUDITOR'] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = [
  'viewer:read',
  'incidents:read',
  'incidents:respond',
  'incidents:declare',
  'alerts:read',
  'oncall:read',
  'handbook:read',
  'handbook:apply',
  'integrations:manage',
  'feeds:create',
  'feeds:manage',
  'tokens:create',
  'tokens:manage',
  'audit:read',
  'metrics:read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const READ: readonly Permission[] = ['viewer:read', 'incidents:read', 'alerts:read', 'oncall:read', 'handbook:read', 'feeds:create'];
const RESPOND: readonly Permission[] = [...READ, 'incidents:respond', 'incidents:declare', 'tokens:create'];

export const ROLE_PERMISSIONS: Readonly<Record<Role, readonly Permission[]>> = {
  ADMIN: PERMISSIONS,
  RESPONDER: RESPOND,
  VIEWER: READ,
  AUDITOR: [...READ, 'audit:read', 'metrics:read'],
};

/** Who asks, as a valid token or session proves it. */
export interface Viewer {
  /** The person; null for a tool, which names the person it acts for with each command. */
  readonly person: string | null;
  /** The tool's name; absent for a person. */
  readonly tool?: string;
  readonly role: Role;
  /** The role's permissions, narrowed by the token's. */
  readonly permissions: ReadonlySet<Permission>;
  readonly tokenId: string;
}

/** A token belongs to a person, or to a tool that must name `onBehalfOf`; never to both. */
export type TokenOwner = { readonly person: string } | { readonly tool: string };

export interface TokenRequest {
  /** What it is for, in the owner's words, ≤ 100 characters. */
  readonly name: string;
  readonly owner: TokenOwner;
  readonly role: Role;
  /** Absent: all that the role may. */
  readonly permissions?: readonly Permission[];
  /** null: never. */
  readonly expiresAt: Instant | null;
}

/** A token as it may be shown: never its secret. */
export interface TokenView {
  readonly id: string;
  readonly name: string;
  readonly person: string | null;
  readonly tool: string | null;
  readonly role: Role;
  readonly permissions: readonly Permission[];
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

export function permissionsOf(role: Role, narrowedTo: readonly Permission[] | null): readonly Permission[] {
  const granted = ROLE_PERMISSIONS[role];
  return narrowedTo === null ? granted : granted.filter((permission) => narrowedTo.includes(permission));
}

/** Whom the records name as the doer. */
export const actorName = (viewer: Viewer): string => viewer.person ?? `tool:${viewer.tool ?? 'unknown'}`;
