/** A statement as the runner executes it. */
export interface RunnerStatement {
  /** Run before it; it may set `@aurora_migrate_statement`, which is then what runs. */
  readonly setup?: string;
  /** How many of `@aurora_migrate_1` … `_4` it takes. */
  readonly argumentCount?: number;
}

/**
 * PREPARE, EXECUTE and DEALLOCATE cannot be prepared themselves, so the runner keeps the text that
 * was prepared in a user variable and runs it when the script says EXECUTE.
 */
export function toRunnerStatement(statement: string): RunnerStatement {
  const prepare = preparePattern.exec(statement);
  if (prepare?.[1] !== undefined) {
    return { setup: `set ${variableOf(prepare[1])} = ${prepare[2] ?? ''}, ${nothingToRun}` };
  }
  const deallocate = deallocatePattern.exec(statement);
  if (deallocate?.[1] !== undefined) {
    return { setup: `set ${variableOf(deallocate[1])} = null, ${nothingToRun}` };
  }
  const execute = executePattern.exec(statement);
  if (execute?.[1] !== undefined) {
    const values = execute[2]?.split(',').map((value) => value.trim()) ?? [];
    const copies = values.map(
      (value, index) => `, @aurora_migrate_${String(index + 1)} = ${value}`,
    );
    return {
      setup: `set @aurora_migrate_statement = ${variableOf(execute[1])}${copies.join('')}`,
      argumentCount: values.length,
    };
  }
  return {};
}

const gap = String.raw`(?:\s|/\*(?!!)[^]*?\*/|#[^\n]*\n|--(?:[^\S\n][^\n]*)?\n)+`;
const name = '`?([A-Za-z0-9_$]+)`?';
const value = '@[A-Za-z0-9_$.]+|@`[^`]+`';
const preparePattern = new RegExp(`^prepare${gap}${name}${gap}from${gap}([^]+)$`, 'i');
const executePattern = new RegExp(
  `^execute${gap}${name}(?:${gap}using${gap}((?:${value})(?:\\s*,\\s*(?:${value}))*))?\\s*$`,
  'i',
);
const deallocatePattern = new RegExp(`^(?:deallocate|drop)${gap}prepare${gap}${name}\\s*$`, 'i');
const nothingToRun = "@aurora_migrate_statement = 'do 0'";

function variableOf(preparedName: string): string {
  return `@aurora_migrate_prepared_${preparedName.toLowerCase()}`;
}
