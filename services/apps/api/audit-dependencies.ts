import type { Pool } from 'pg';
import type { AuditDependencies } from '../../audit/audit.module.js';
import { SealFile } from '../../audit/seal-file.js';
import { sealKeyFrom } from '../../audit/seal-key.js';
import { systemClock } from '../../config/clock.js';
import type { Settings } from '../../config/settings.js';

export function auditFrom(settings: Settings, pool: Pool): AuditDependencies {
  const { TOCSIN_SEAL_FILE, TOCSIN_SEAL_KEY } = settings;
  return {
    pool,
    clock: systemClock,
    file: TOCSIN_SEAL_FILE === undefined ? null : new SealFile(TOCSIN_SEAL_FILE),
    key: TOCSIN_SEAL_KEY === undefined ? null : sealKeyFrom(TOCSIN_SEAL_KEY),
    oldKeys: settings.TOCSIN_SEAL_OLD_KEYS ?? [],
  };
}
