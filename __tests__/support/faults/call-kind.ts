import type { CallKind } from './fault';

/** What a call is there for, by its path and its text. */
export function callKindOf(path: string, sql: string): CallKind {
  switch (path) {
    case '/BeginTransaction':
      return 'begin';
    case '/CommitTransaction':
      return 'commit';
    case '/RollbackTransaction':
      return 'rollback';
    default:
      return kinds.find(([pattern]) => pattern.test(sql))?.[1] ?? 'statement';
  }
}

const kinds: readonly (readonly [pattern: RegExp, kind: CallKind])[] = [
  [/^\s*call aurora_migrate[._]run/i, 'run'],
  [/^\s*select[^]*from aurora_migrate[._]history/i, 'read history'],
  [/^\s*select count\(\*\) as calls/i, 'is running'],
  [/^\s*set [^]*@aurora_migrate_/i, 'session'],
  [/^\s*do \$install\$/i, 'install'],
  [/^\s*(?:insert|delete)\b[^]*?\baurora_migrate[._]uploads/i, 'upload'],
  [/^\s*(?:create|insert ignore into|alter)\b[^]*?\baurora_migrate_/i, 'install'],
];
