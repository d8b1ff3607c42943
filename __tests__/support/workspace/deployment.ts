import { basename, join } from 'node:path';
import type { EngineName } from '../../../migration/migration';
import { askOf as askMysql, withConnection } from '../../integration/mysql/connect';
import { askOf as askPostgres, withClient } from '../../integration/postgresql/connect';
import type { TextRow } from '../local-database';
import { createMysqlDatabase, createPostgresDatabase } from '../servers/databases';
import { readPlan } from './planned-change';
import { openWorkspace, type RunOptions, type Workspace } from './workspace';

/** A workspace whose stack is deployed to the emulator, before a database of a real server. */
export interface Deployment extends Workspace {
  readonly databaseName: string;
  /** Plans into a file; the resources that would change, and what Terraform printed. */
  readonly plan: (options?: RunOptions) => Promise<Plan>;
  /** Applies, without a plan unless `args` names its file; what Terraform printed. Throws when it fails. */
  readonly apply: (options?: RunOptions) => Promise<string>;
  /** Applies, which has to fail; what the function answered. */
  readonly failToApply: (options?: RunOptions) => Promise<string>;
  /** Writes, synthesizes, applies; the output `ResponseMessage`. */
  readonly deploy: (scripts: Parameters<Workspace['write']>[0]) => Promise<string>;
  readonly query: Query;
}

/** Asks a database on a connection of its own. */
export type Query = (sql: string) => Promise<readonly TextRow[]>;

export interface Plan {
  readonly file: string;
  /** `aws_lambda_function: updated in-place`, sorted. */
  readonly changes: readonly string[];
  readonly text: string;
}

/** Creates the database that RDS would create, and leaves the cluster to the tests. */
export async function openDeployment(
  engine: EngineName,
  settings: Readonly<Record<string, string>> = {},
): Promise<Deployment> {
  const { databaseName, query } = await createDatabase(engine);
  const workspace = openWorkspace(engine, { DB_NAME: databaseName, ...settings });

  const succeed = async (args: readonly string[], options?: RunOptions): Promise<string> => {
    const { exitCode, text } = await workspace.terraform(args, options);
    if (exitCode !== 0) throw new Error(text);
    return text;
  };
  const apply: Deployment['apply'] = (options) =>
    succeed(['apply', '-input=false', '-auto-approve'], options);

  return {
    ...workspace,
    databaseName,
    plan: async (options) => {
      const file = join(workspace.folder, 'plan');
      const text = await succeed(['plan', '-input=false', `-out=${file}`], options);
      return {
        file,
        // Terraform puts the equal signs of a block below each other.
        text: text.replace(/ +(?= = )/g, ''),
        changes: readPlan(text),
      };
    },
    apply,
    failToApply: async (options) => {
      const args = ['apply', '-input=false', '-auto-approve'];
      const { exitCode, text } = await workspace.terraform(args, options);
      if (exitCode === 0) throw new Error(`it was applied:\n${text}`);
      return answerOf(text);
    },
    deploy: async (scripts) => {
      workspace.write(scripts);
      await workspace.synth();
      return outputOf(await apply(), 'ResponseMessage');
    },
    query,
  };
}

/** A database on the server that stands behind the clusters of an engine. */
export async function createDatabase(
  engine: EngineName,
): Promise<{ readonly databaseName: string; readonly query: Query }> {
  const isPostgres = engine === 'aurora-postgresql';
  const url = await (isPostgres ? createPostgresDatabase() : createMysqlDatabase());
  return {
    databaseName: basename(new URL(url).pathname),
    query: (sql) =>
      isPostgres
        ? withClient(url, (client) => askPostgres(client)(sql))
        : withConnection(url, (connection) => askMysql(connection)(sql)),
  };
}

/** The message of the function in what Terraform prints, or all of it when there is none. */
function answerOf(text: string): string {
  const match = /invoking Lambda Function \(.*?\): (\{.*\})/.exec(text);
  if (match?.[1] === undefined) return text;
  return (JSON.parse(match[1]) as { readonly errorMessage: string }).errorMessage;
}

/** An output in what `terraform apply` prints at its end. */
function outputOf(text: string, name: string): string {
  const match = new RegExp(`^${name} = (".*")$`, 'm').exec(text);
  if (match?.[1] === undefined) throw new Error(`there is no output ${name}:\n${text}`);
  return JSON.parse(match[1]) as string;
}
