import { isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import { MigrationError } from '../migration/errors';
import { engineNames, type EngineName } from '../migration/migration';
import { visible } from '../migration/visible';
import { defaultSchemaPath, environmentVariables as names } from './environment';

export interface Config {
  readonly database: string;
  readonly secretArn: string;
  readonly clusterArn: string;
  readonly engine: EngineName;
  /** Absolute. */
  readonly schemaPath: string;
  readonly outOfOrder: boolean;
}

/** The function's environment is not usable. Lists everything that is wrong with it. */
export class ConfigError extends MigrationError {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly string[]) {
    super(['The environment of the migration function is wrong:', ...problems].join('\n  '));
  }
}

/**
 * Reads the function's environment.
 *
 * @throws ConfigError with all problems
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // With every name in it, so that a variable that is not set has its own rule as the message.
  const named = Object.fromEntries(Object.values(names).map((name) => [name, environment[name]]));
  const result = v.safeParse(schema, named);
  if (!result.success) {
    throw new ConfigError(
      result.issues.map((issue) => {
        const name = String(issue.path?.[0].key);
        const value = environment[name];
        return `${name} is ${value === undefined ? 'not set' : `"${visible(value)}"`}: ${issue.message}`;
      }),
    );
  }
  const { output } = result;
  const path = output[names.schemaPath];
  return {
    database: output[names.databaseName],
    secretArn: output[names.secretArn],
    clusterArn: output[names.clusterArn],
    engine: output[names.engine],
    schemaPath: isAbsolute(path) ? path : join(environment.LAMBDA_TASK_ROOT ?? '.', path),
    outOfOrder: output[names.outOfOrder] === 'true',
  };
}

const required = (pattern: RegExp, rule: string) => v.pipe(v.string(rule), v.regex(pattern, rule));

const schema = v.object({
  [names.databaseName]: required(/\S/, "must be the database's name"),
  [names.secretArn]: required(
    /^arn:[\w-]+:secretsmanager:[\w-]+:\d*:secret:\S+$/,
    'must be the ARN of a secret (arn:aws:secretsmanager:<region>:<account>:secret:<name>)',
  ),
  [names.clusterArn]: required(
    /^arn:[\w-]+:rds:[\w-]+:\d*:cluster:\S+$/,
    'must be the ARN of a cluster (arn:aws:rds:<region>:<account>:cluster:<name>)',
  ),
  [names.engine]: v.picklist(engineNames, `must be ${engineNames.join(' or ')}`),
  [names.schemaPath]: v.optional(
    required(/\S/, 'must be a folder, or be left out'),
    defaultSchemaPath,
  ),
  [names.outOfOrder]: v.optional(v.picklist(['true', 'false'], 'must be true or false'), 'false'),
});
