import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import type { RunEnd } from './world';

/**
 * Holds the MySQL runner up wherever it looks at the lock's row: when it takes the lock, between each
 * statement and its checkpoint (a DDL statement has committed by then), before a script becomes
 * applied, and when it gives the lock back.
 */
export interface Gate {
  /** Lets the runner go on to the next of these points. False when it has come to its end. */
  next(): Promise<boolean>;
  /** Ends the session that stands at the gate. */
  killSession(): Promise<void>;
  open(): Promise<void>;
}

/** The run that is to be held up begins when the gate is closed, and is watched from then on. */
export async function closeGate(
  url: string,
): Promise<Gate & { watch(run: Promise<RunEnd>): void }> {
  const looker = await createConnection(url);
  let holder = await hold(url);
  let atGate: number | undefined;
  let isOver = false;
  let isFirst = true;

  const untilHeld = async (): Promise<boolean> => {
    while (!isOver) {
      const [[found]] = await looker.query<RowDataPacket[]>(waitingRunner);
      atGate = found?.id as number | undefined;
      if (atGate !== undefined) return true;
      await sleep(5);
    }
    return false;
  };

  return {
    watch(run) {
      void run.finally(() => (isOver = true)).catch(() => undefined);
    },

    async next() {
      if (!isFirst) {
        // Behind the runner in the queue, and before whatever it asks for next.
        const following = hold(url);
        await untilQueued(looker);
        await release(holder);
        holder = await following;
      }
      isFirst = false;
      return untilHeld();
    },

    async killSession() {
      await looker.query(`kill ${String(atGate)}`);
    },

    async open() {
      await release(holder);
      await looker.end().catch(() => undefined);
    },
  };
}

async function hold(url: string): Promise<Connection> {
  const connection = await createConnection(url);
  connection.on('error', () => undefined);
  await connection.query('start transaction');
  await connection.query(queue);
  return connection;
}

async function release(connection: Connection): Promise<void> {
  await connection.query('rollback').catch(() => undefined);
  connection.destroy();
}

/** Waits until the next holder stands in the queue. */
async function untilQueued(looker: Connection): Promise<void> {
  for (;;) {
    const [rows] = await looker.query<RowDataPacket[]>(
      `select id from information_schema.processlist where db = database() and info = '${queue}'`,
    );
    if (rows.length > 0) break;
    await sleep(2);
  }
  // It is in the queue as soon as it runs; nothing shows that without a delay of its own.
  await sleep(10);
}

const queue = 'select id from aurora_migrate_lock where id = 1 for update';

// What is this slow there waits for the lock. Were it only slow, it would be a crash point all the same.
const waitingRunner = `
  select id from information_schema.processlist
  where db = database() and command = 'Query' and time_ms > 40 and info <> '${queue}'
    and (info like 'update aurora\\_migrate\\_%' or info like 'select call\\_id, connection\\_id%')`;
