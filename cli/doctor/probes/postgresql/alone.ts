import type { Probe } from '../../probe';
import { interpretAlone, type AloneFound } from '../alone';

/** What runs in no transaction and no procedure. */
export const postgresqlAlone: Probe<AloneFound> = {
  id: 'runs-alone',
  question: 'INDEX CONCURRENTLY, VACUUM',
  makes: 'objects',
  async ask(patient) {
    const table = patient.nameOf('indexed');
    await patient.call(`create table ${table} (mark text)`);
    const index = await patient.call(`create index concurrently on ${table} (mark)`);
    return [
      { what: 'CREATE INDEX CONCURRENTLY', outcome: index },
      { what: 'VACUUM', outcome: await patient.call(`vacuum ${table}`) },
    ];
  },
  interpret: (found) => interpretAlone(found, () => ''),
};
