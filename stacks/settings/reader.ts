export type Environment = Readonly<Record<string, string | undefined>>;

/** Says why a value cannot be used, with the fix; undefined when it can. */
export type Rule = (value: string) => string | undefined;

/** Reads variables, and collects what is wrong with them. One that is empty counts as not set. */
export class Reader {
  readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  /**
   * Returns undefined when the variable is not set.
   *
   * @param otherwise what there is without the variable, for the message; left out when there
   *   is nothing
   */
  read(name: string, findProblem: Rule, otherwise?: string): string | undefined {
    const value = this.valueOf(name);
    if (value === undefined) return undefined;

    const problem = findProblem(value);
    if (problem !== undefined) {
      const orLeaveOut = otherwise === undefined ? '' : `, or leave it out for ${otherwise}`;
      this.problems.push(`${name} is "${value}": ${problem}${orLeaveOut}`);
    }
    return value;
  }

  /** Returns '' when the variable is not set, which is a problem. */
  readRequired(name: string, findProblem: Rule, reason: string): string {
    const value = this.read(name, findProblem);
    if (value === undefined) this.problems.push(`${name} is not set: ${reason}`);
    return value ?? '';
  }

  /** Returns the first choice when the variable is not set, undefined when it is none of them. */
  readChoice<T extends string>(name: string, choices: readonly [T, ...T[]]): T | undefined {
    const findProblem = (value: string) =>
      choices.some((choice) => choice === value)
        ? undefined
        : `it is ${listOf(choices)}; set one of them`;
    const value = this.read(name, findProblem, choices[0]) ?? choices[0];
    return choices.find((choice) => choice === value);
  }

  private valueOf(name: string): string | undefined {
    const value = this.environment[name]?.trim() ?? '';
    return value === '' ? undefined : value;
  }
}

function listOf(choices: readonly string[]): string {
  const [last = '', ...others] = [...choices].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`;
}
