import type { Rule } from './problems';

/** @param step what the number is a multiple of */
export function between(min: number, max: number, step: 0.5 | 1 = 1): Rule<number> {
  const kind = step === 1 ? 'a whole number' : `a multiple of ${step}`;
  return (value) =>
    // The other way round, NaN would pass.
    value >= min && value <= max && Number.isInteger(value / step)
      ? undefined
      : `it is ${kind} from ${min} to ${max}; choose one`;
}

export function oneOf<T extends string | number>(choices: readonly T[]): Rule<T> {
  return (value) =>
    choices.includes(value) ? undefined : `it is one of ${choices.join(', ')}; choose one`;
}
