import type { EngineName } from '../migration/migration';
import { splitMysql } from './mysql/split';
import { splitPostgresql } from './postgresql/split';
import type { Split } from './split';

export const splitters: Readonly<Record<EngineName, Split>> = {
  'aurora-postgresql': splitPostgresql,
  'aurora-mysql': splitMysql,
};
