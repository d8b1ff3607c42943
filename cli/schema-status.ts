import type { Script } from '../migration/compare';

/** A script, what is to be said of it, and whether somebody has to do something about it. */
export interface ScriptStatus extends Script {
  readonly explanation?: string;
  readonly needsAttention: boolean;
}

export interface SchemaStatus {
  readonly schemaVersion?: string;
  readonly scripts: readonly ScriptStatus[];
}
