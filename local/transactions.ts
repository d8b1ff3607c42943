import { randomBytes } from 'node:crypto';
import type { BackendSession } from './backend';
import { databaseError, ServiceError } from './service-error';

export interface Transaction {
  readonly id: string;
  readonly session: BackendSession;
}

export interface TransactionLimits {
  /** Without a call for this long, it is rolled back. */
  readonly idleMs: number;
  /** In all. */
  readonly lifetimeMs: number;
}

export interface Transactions {
  add(session: BackendSession): Transaction;
  /** Takes the transaction for a call. */
  enter(id: string | undefined): Transaction;
  /** The call is over. */
  leave(transaction: Transaction): void;
  /** The transaction is over. */
  remove(transaction: Transaction): void;
  /** All that are open, for the end of the server. */
  clear(): readonly Transaction[];
}

/** Open transactions by id, each with one session of its own. */
export function createTransactions(
  { idleMs, lifetimeMs }: TransactionLimits,
  expire: (transaction: Transaction) => void,
): Transactions {
  interface Entry {
    readonly transaction: Transaction;
    readonly endsAt: number;
    isBusy: boolean;
    timer?: NodeJS.Timeout;
  }
  const entries = new Map<string, Entry>();

  const wait = (entry: Entry): void => {
    clearTimeout(entry.timer);
    const leftMs = Math.min(idleMs, entry.endsAt - Date.now());
    entry.timer = setTimeout(() => {
      entries.delete(entry.transaction.id);
      expire(entry.transaction);
    }, leftMs).unref();
  };

  return {
    add(session) {
      const transaction = { id: randomBytes(60).toString('base64'), session };
      const entry: Entry = { transaction, endsAt: Date.now() + lifetimeMs, isBusy: false };
      entries.set(transaction.id, entry);
      wait(entry);
      return transaction;
    },

    enter(id = '') {
      const entry = entries.get(id);
      if (entry === undefined) {
        throw new ServiceError(
          'TransactionNotFoundException',
          404,
          `Transaction ${id} is not found`,
        );
      }
      if (entry.isBusy) throw databaseError('Transaction is still running a query');
      entry.isBusy = true;
      clearTimeout(entry.timer);
      return entry.transaction;
    },

    leave({ id }) {
      const entry = entries.get(id);
      if (entry === undefined) return;
      entry.isBusy = false;
      wait(entry);
    },

    remove({ id }) {
      clearTimeout(entries.get(id)?.timer);
      entries.delete(id);
    },

    clear() {
      const open = [...entries.values()];
      for (const { timer } of open) clearTimeout(timer);
      entries.clear();
      return open.map(({ transaction }) => transaction);
    },
  };
}
