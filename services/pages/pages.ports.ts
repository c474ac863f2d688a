import type { Pool } from 'pg';
import type { DomainError } from '../../domain/error.js';
import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Instant } from '../../domain/instant.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { Result } from '../../domain/result.js';
import type { AccessService } from '../access/access.service.js';
import type { Clock } from '../config/clock.js';
import type { PersonLinks } from '../config/person-links.js';
import type { CoverRequestsService } from '../covers/cover-requests.service.js';
import type { HandoffLinks } from '../handoffs/handoff-link.js';
import type { HandoffsService } from '../handoffs/handoffs.service.js';
import type { VerifiedMethodsService } from '../notifications/verified-methods.service.js';
import type { IncidentCommands } from '../orchestration/incident-commands.port.js';

export type PageSessions = Pick<AccessService, 'openSession' | 'authenticateSession' | 'closeSession'>;

export interface LinkClaims {
  readonly incidentKey: string;
  readonly person: string;
  readonly generation: number;
  /** Negative: the page was no step of the ladder. */
  readonly step: number;
  readonly expiresAt: Instant;
  /** Over which contact method it was sent. */
  readonly proof?: { readonly method: string; readonly address: string };
}

export interface LinkReader {
  read(token: string, at: Instant): Result<LinkClaims, DomainError>;
}

export interface PageHandbooks {
  current(): Promise<{ readonly handbook: Handbook } | null>;
}

/** What the pages need of everybody else. */
export interface PagesDependencies {
  readonly pool: Pool;
  readonly commands: IncidentCommands;
  readonly sessions: PageSessions;
  readonly links: LinkReader;
  readonly handoffs: Pick<HandoffsService, 'find' | 'accept'>;
  readonly handoffLinks: Pick<HandoffLinks, 'read'>;
  readonly covers: Pick<CoverRequestsService, 'find' | 'accept' | 'decline'>;
  readonly coverLinks: Pick<PersonLinks, 'read'>;
  readonly handbooks: PageHandbooks;
  readonly verified: Pick<VerifiedMethodsService, 'note'>;
  readonly zones: ZoneRules;
  readonly clock: Clock;
  /** Where browsers find us, for example `https://ops.example/tocsin`; its path prefixes every link. */
  readonly publicUrl: string;
}

export const PAGES_DEPENDENCIES = Symbol('PAGES_DEPENDENCIES');
