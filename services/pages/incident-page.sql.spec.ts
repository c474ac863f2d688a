import { IN_SIGHT } from '../persistence/incident-scope.js';
import { READ_ALL, READ_INCIDENT, READ_OPEN } from './incident-page.sql.js';

describe('[I10] the reads of the pages', () => {
  it.each([READ_INCIDENT, READ_OPEN, READ_ALL])('carry the one condition of every read of incidents', (sql) => {
    expect(sql).toContain(IN_SIGHT);
  });
});
