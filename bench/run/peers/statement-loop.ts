import { engineNames } from '../../../migration/migration';
import type { Peer } from './peer';
import { createSdkClient } from './sdk-client';

/**
 * What tutorials show: a call for each statement, and no history. In one transaction on PostgreSQL,
 * so that a failure leaves nothing; on MySQL, where DDL commits by itself, a transaction holds nothing
 * together.
 */
export const statementLoop: Peer = {
  name: 'statement by statement',
  engines: engineNames,
  kind: 'peer',
  cannot(workload, engine) {
    if (workload === 'nothing-pending') return 'it has no history, and applies everything again';
    return workload === 'resume' && engine === 'aurora-mysql'
      ? 'it has no history, and begins with what is there already'
      : undefined;
  },

  prepare({ scripts, target }) {
    const client = createSdkClient(target);
    const { resourceArn, secretArn, database } = target;
    const cluster = { resourceArn, secretArn };
    const statements = scripts.flatMap((script) => script.statements);
    const inTransaction = async (): Promise<void> => {
      const { transactionId } = await client.beginTransaction({ ...cluster, database });
      try {
        for (const sql of statements) {
          await client.executeStatement({ ...cluster, database, sql, transactionId });
        }
      } catch (error) {
        await client.rollbackTransaction({ ...cluster, transactionId });
        throw error;
      }
      await client.commitTransaction({ ...cluster, transactionId });
    };
    const oneByOne = async (): Promise<void> => {
      for (const sql of statements) await client.executeStatement({ ...cluster, database, sql });
    };
    return Promise.resolve({
      migrate: target.engine === 'aurora-mysql' ? oneByOne : inTransaction,
      close: () => {
        client.destroy();
        return Promise.resolve();
      },
    });
  },
};
