import type { Engine } from '../migration/engine';
import type { EngineName } from '../migration/migration';
import { mysqlEngine } from './mysql/mysql-engine';
import { postgresqlEngine } from './postgresql/postgresql-engine';

const engines: Readonly<Record<EngineName, Engine>> = {
  'aurora-postgresql': postgresqlEngine,
  'aurora-mysql': mysqlEngine,
};

export function engineOf(name: EngineName): Engine {
  return engines[name];
}
