import type { Colors } from '../colors';
import { indent } from '../format';
import { alignRows } from '../table';
import { describeTarget, type Target } from '../target';
import type { Answered } from './ask-all';
import type { Examination } from './examine';
import type { Mark } from './probe';
import { remainsOf } from './remains';
import { verdictOf } from './verdict';

/** The examination for people: a table, what is to be done, and a sentence. */
export function reportText(examination: Examination, target: Target, colors: Colors): string {
  const { answers, engine } = examination;
  const { canMigrate, message } = verdictOf(examination);
  const remains = remainsOf(examination);
  const needsEngine = target.kind === 'cluster' && engine === 'aurora-mysql';
  const parts = [
    alignRows([
      ['', ...['QUESTION', 'ANSWER', 'FOR MIGRATIONS'].map((title) => colors.dim(title))],
      ...answers.map((answer) => rowOf(answer, colors)),
    ]),
    ...answers.flatMap((answer) => paragraphOf(answer, colors)),
    ...(remains === undefined ? [] : [`${colors.yellow('!')} ${remains}\n`]),
    ...(needsEngine ? ['The other commands need --engine aurora-mysql for this cluster.\n'] : []),
    `${canMigrate ? colors.green(message) : colors.red(message)}\n`,
  ];
  return `${describeTarget(target)}\n\n${indent(parts.join('\n'))}`;
}

function rowOf({ mark, question, answer, meaning }: Answered, colors: Colors): readonly string[] {
  return [signOf(mark, colors), question, answer, meaning];
}

function paragraphOf({ mark, question, detail }: Answered, colors: Colors): readonly string[] {
  return detail === undefined || mark === 'fine'
    ? []
    : [`${signOf(mark, colors)} ${question}: ${detail}\n`];
}

function signOf(mark: Mark, { green, yellow, red, dim }: Colors): string {
  switch (mark) {
    case 'fine':
      return green('✓');
    case 'note':
      return yellow('!');
    case 'problem':
      return red('✗');
    case 'unknown':
      return dim('–');
  }
}
