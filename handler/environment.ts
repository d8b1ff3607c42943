/**
 * What the function and the stack which configures it agree on.
 * Nothing but names and numbers: the stack must not pull in the function's code.
 */
export const environmentVariables = {
  databaseName: 'DB_NAME',
  secretArn: 'DB_SECRET_ARN',
  clusterArn: 'DB_CLUSTER_ARN',
  engine: 'DB_ENGINE',
  schemaPath: 'SCHEMA_PATH',
  /** `true` lets pending scripts run that are older than the newest applied one. */
  outOfOrder: 'OUT_OF_ORDER',
} as const;

/** Where Lambda mounts the layer's `schema` folder. */
export const defaultSchemaPath = '/opt/schema';

/** Name of the manifest, beside the scripts. */
export const manifestFileName = 'manifest.json';

/**
 * What an invocation keeps of its time. A call that begins just before may take 45 s, and its end is
 * to be told.
 */
export const reserveSeconds = 50;

/** What Terraform sends: the scripts that it planned. */
export interface MigrationEvent {
  /** SHA-256 by script. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Whether another invocation comes after this one, and has what this one's time is too short for.
   *
   * @default false: what is not done in time is a failure
   */
  readonly hasFollowUp?: boolean;
}

/** What Terraform sends to each further invocation of a deployment. */
export interface FollowUpEvent extends Pick<MigrationEvent, 'hasFollowUp'> {
  /** The answer of the invocation before. */
  readonly follows: MigrationResult;
}

/** What the function answers, and Terraform keeps in its state. Small, and without secrets. */
export interface MigrationResult {
  /** One sentence for people; the output `ResponseMessage`. */
  readonly message: string;
  /** How many scripts were applied while it ran. */
  readonly applied: number;
  /** The highest version applied; absent for an empty database. */
  readonly schemaVersion?: string;
  /** What a follow-up goes on from; absent when all is done. */
  readonly unfinished?: Unfinished;
}

/** What all invocations of a deployment have in common. */
export interface Unfinished {
  /** SHA-256 over the scripts and their checksums. */
  readonly scripts: string;
  /** Id of the first run, and what those of the others begin with. */
  readonly run: string;
  /** What they have applied has a higher rank in the history. */
  readonly aboveRank: number;
}

/** What the function answers to somebody who asks for a repair. */
export interface RepairResult extends MigrationResult {
  readonly repair: {
    /** False when it was only shown. */
    readonly done: boolean;
    readonly version: string;
    readonly action: string;
    /** What `confirm` has to be for it to be done. */
    readonly token: string;
    /** The row of the history by its columns. */
    readonly before: Readonly<Record<string, string | number | null>>;
    /** Null when the row is removed. */
    readonly after: Readonly<Record<string, string | number | null>> | null;
    /** Its number in the table of repairs, when it was done. */
    readonly id?: number;
  };
}
