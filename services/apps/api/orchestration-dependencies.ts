import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import type { ZoneRules } from '../../../domain/oncall/zone-rules.js';
import { systemClock } from '../../config/clock.js';
import type { RoleSettings } from '../../config/required.js';
import type { HandbookReader } from '../../handbook/handbook-reader.port.js';
import { createOutbound } from '../../integrations/http/outbound-guard.js';
import type { AckLinks } from '../../notifications/ack-link.js';
import { PageDeskService } from '../../notifications/page-desk.service.js';
import { PageTexts } from '../../notifications/page-texts.js';
import { SendGate } from '../../notifications/send-gate.js';
import type { OrchestrationDependencies } from '../../orchestration/orchestration.module.js';
import { connectTemporal } from '../../orchestration/temporal-connection.js';
import { temporalOptionsFrom } from '../../orchestration/temporal-options.js';
import { BUNDLE, REPLAYER, thisBuild } from '../build.js';
import { addressPolicyFrom, pagersFrom } from '../compose-pagers.js';
import { trackerFrom } from '../compose-tracker.js';

const HEARTBEAT_MS = 5_000;

export interface ApiParts {
  readonly settings: RoleSettings;
  readonly pool: Pool;
  readonly handbooks: HandbookReader;
  readonly zones: ZoneRules;
  readonly links: AckLinks;
}

export function orchestrationFrom(
  parts: ApiParts & { readonly registry: Registry; readonly roster: HandbookReader },
): OrchestrationDependencies {
  const { settings, pool, handbooks, roster, zones, registry } = parts;
  return {
    pool,
    handbooks,
    roster,
    zones,
    temporal: connectTemporal(temporalOptionsFrom(settings)),
    desk: pageDeskFrom(parts),
    heartbeat: heartbeatFrom(settings),
    tracker: trackerFrom(settings)?.kind ?? null,
    registry,
    replay: { program: REPLAYER, today: once(async () => ({ ...(await thisBuild()), code: await readFile(BUNDLE, 'utf8') })) },
  };
}

/** Read when the first incident is replayed. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= read());
}

function heartbeatFrom(settings: RoleSettings): OrchestrationDependencies['heartbeat'] {
  const url = settings.TOCSIN_HEARTBEAT_URL;
  return url === undefined ? null : { url, post: createOutbound({ policy: addressPolicyFrom(settings), timeoutMs: HEARTBEAT_MS }) };
}

/** Pages that this process sends itself: the watchdog's, and test pages. */
export function pageDeskFrom({ settings, pool, handbooks, zones, links }: ApiParts): PageDeskService {
  const logger = new Logger('PageDesk');
  return new PageDeskService({
    gate: new SendGate(pool),
    texts: new PageTexts(pool),
    pagers: pagersFrom(settings, zones),
    links,
    handbooks,
    clock: systemClock,
    warn: (message, detail) => logger.warn({ message, ...detail }),
  });
}
