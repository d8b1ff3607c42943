import type { Backend } from './backend';
import type { MysqlErrorText } from './database-error';

/** A call, told when it is answered. */
export interface LocalCall {
  readonly operation: string;
  readonly sql?: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** The error's name. */
  readonly error?: string;
}

export interface LocalDataApiOptions {
  readonly backend: Backend;
  /** @default 0: the system chooses */
  readonly port?: number;
  /**
   * How long one call may take, in milliseconds. A function is asked at each call.
   *
   * @default 45_000
   */
  readonly callTimeoutMs?: number | (() => number);
  /** @default 180_000 */
  readonly transactionIdleMs?: number;
  /** @default 86_400_000 */
  readonly transactionLifetimeMs?: number;
  /** Added to each call. @default 0 */
  readonly latencyMs?: number;
  /** Begins paused: the first call fails and starts the resume. @default never pauses */
  readonly pause?: { readonly resumeMs: number };
  /** @default nobody is told */
  readonly onCall?: (call: LocalCall) => void;
  /** @default arn:aws:rds:us-east-1:123456789012:cluster:local */
  readonly resourceArn?: string;
  /** @default arn:aws:secretsmanager:us-east-1:123456789012:secret:local-AbCdEf */
  readonly secretArn?: string;
  /** Takes any ARN, for use behind an emulator of AWS. @default false */
  readonly acceptAnyArn?: boolean;
  readonly switches?: Partial<Switches>;
}

/** Where nobody has written down what the real service does, both ways can be had. */
export interface Switches {
  /** COMMIT inside a procedure fails with SQLSTATE 2D000. @default false */
  readonly refuseCommitInProcedure: boolean;
  /** The multistatement check trips on a `;` in the body of a MySQL routine. @default false */
  readonly refuseMysqlBodies: boolean;
  /** A call that runs out of time is always cancelled. @default false */
  readonly ignoreContinueAfterTimeout: boolean;
  /** The form of MySQL's error texts. @default 'v2' */
  readonly mysqlErrorText: MysqlErrorText;
}

export const defaultSwitches: Switches = {
  refuseCommitInProcedure: false,
  refuseMysqlBodies: false,
  ignoreContinueAfterTimeout: false,
  mysqlErrorText: 'v2',
};

export const defaultResourceArn = 'arn:aws:rds:us-east-1:123456789012:cluster:local';
export const defaultSecretArn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:local-AbCdEf';
