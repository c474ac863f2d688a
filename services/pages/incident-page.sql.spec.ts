import { IN_SIGHT, scopeParameter as scopeOfReads } from '../incidents/incident-scope.js';
import { READ_ALL, READ_INCIDENT, READ_OPEN, scopeParameter } from './incident-page.sql.js';

describe('[I10] the reads of the pages', () => {
  it.each([READ_INCIDENT, READ_OPEN, READ_ALL])('carry the one condition of every read of incidents', (sql) => {
    expect(sql).toContain(IN_SIGHT);
  });

  it.each(['ADMIN', 'RESPONDER', 'VIEWER', 'AUDITOR'] as const)('ask it for the same as everybody: %s', (role) => {
    expect(scopeParameter({ person: 'ada', role })).toBe(scopeOfReads({ person: 'ada', role }));
  });
});
