import type { EngineName } from '../../../migration/migration';
import { growingSchema, type Script } from '../script';

export interface Size {
  readonly title: string;
  readonly scripts: (engine: EngineName) => readonly Script[];
}

/** Each by itself and four times: what grows by more than that is not linear. */
export const sizes: readonly Size[] = [
  ...[2_500, 10_000].map((count) => ({
    title: `${grouped(count)} scripts of 5 statements`,
    scripts: () => growingSchema(count),
  })),
  ...[25_000, 100_000].map((count) => ({
    title: `${grouped(count)} statements in a script`,
    scripts: () =>
      oneScript([
        'create table t (id int)',
        ...Array.from({ length: count - 1 }, (_, index) => `insert into t values (${index})`),
      ]),
  })),
  ...[4, 16].map((megabytes) => ({
    title: `a statement of ${megabytes} MB`,
    scripts: (engine: EngineName) =>
      oneScript([
        `create table t (body ${engine === 'aurora-mysql' ? 'longtext' : 'text'})`,
        `insert into t values ('${'x'.repeat(megabytes * 1_000_000)}')`,
      ]),
  })),
];

function oneScript(statements: readonly string[]): readonly Script[] {
  return [{ version: 1, description: 'large', statements }];
}

function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
