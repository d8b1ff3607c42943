import { createColors } from 'picocolors';
import type { Environment, Output } from './environment';

export type Colors = ReturnType<typeof createColors>;

/** Colours for one output: on a terminal, unless NO_COLOR or FORCE_COLOR say otherwise. */
export function colorsOf(output: Output, variables: Environment['variables']): Colors {
  return createColors(wantsColor(output, variables));
}

function wantsColor({ isTerminal }: Output, variables: Environment['variables']): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = variables;
  if (no !== undefined && no !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && terminal !== 'dumb';
}
