import { splitMysql } from '../../../authoring/mysql/split';
import type { Problem, SplitResult } from '../../../authoring/split';

export async function split(...lines: readonly string[]): Promise<SplitResult> {
  return splitMysql({ text: lines.join('\n'), byteOffset: 0 });
}

/** Texts of the statements; throws when anything is wrong with the file. */
export async function texts(...lines: readonly string[]): Promise<readonly string[]> {
  const { statements, problems } = await split(...lines);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return statements.map(({ text }) => text);
}

export async function problems(...lines: readonly string[]): Promise<readonly Problem[]> {
  return (await split(...lines)).problems;
}
