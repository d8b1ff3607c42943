import type { DoStmt } from 'libpg-query';
import { findOption } from './options';
import type { Token } from './tokens';
import { nextToken } from './tokens';

/** Whether a DO block ends transactions, which it may only when it runs outside of any. */
export function commitsInside({ args }: DoStmt): boolean {
  const arg = findOption(args, 'as')?.arg;
  const body = arg && 'String' in arg ? (arg.String.sval ?? '') : '';
  for (let token = nextToken(body, 0); token; token = nextToken(body, token.end)) {
    if (token.kind === 'word' && endsTransaction(body, token)) return true;
  }
  return false;
}

function endsTransaction(body: string, { start, end }: Token): boolean {
  if (!/^(?:commit|rollback)$/i.test(body.slice(start, end))) return false;
  const next = nextToken(body, end);
  return next !== undefined && /^(?:;|and)$/i.test(body.slice(next.start, next.end));
}
