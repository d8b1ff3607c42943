import type { Portion } from '../../migration/engine';
import { scriptOf } from '../support/builders';

/** The first portion of a script of these statements, up to its end. */
export function portionOf(texts: readonly string[], changes: Partial<Portion> = {}): Portion {
  const { migration } = scriptOf('V2__create_orders.sql', texts, { checksum: 'ab'.repeat(32) });
  return {
    migration,
    texts,
    applied: 0,
    from: 0,
    to: texts.length,
    then: 'end',
    keepsSession: false,
    continuesSession: false,
    ...changes,
  };
}
