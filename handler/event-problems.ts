import * as v from 'valibot';
import { firstLines } from '../migration/version-list';
import { visible } from '../migration/visible';

/** What is wrong with an event: each member, with the value that came and the rule. */
export function problemsOf(issues: readonly v.BaseIssue<unknown>[]): readonly string[] {
  return firstLines(
    issues.map((issue) => `${shown(v.getDotPath(issue) ?? 'event')}: ${shown(issue.message)}`),
  );
}

/** A message with the value that came before the rule. */
export function received(rule: string): (issue: { readonly received: string }) => string {
  return (issue) => `${cut(issue.received)} ${rule}`;
}

/**
 * An object by any names. `v.record` takes a list for one, and passes over the names that objects
 * have from their prototype (`__proto__`, `constructor`).
 */
export function recordOf(pattern: RegExp, rule: string) {
  return v.pipe(
    v.custom<Readonly<Record<string, string>>>(
      (input) => typeof input === 'object' && input !== null && !Array.isArray(input),
      (issue) => `Invalid type: Expected Object but received ${issue.received}`,
    ),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const members: readonly [string, unknown][] = Object.entries(dataset.value);
      for (const [key, value] of members) {
        if (typeof value === 'string' && pattern.test(value)) continue;
        addIssue({
          input: value,
          message: received(rule),
          path: [{ type: 'object', origin: 'value', input: dataset.value, key, value }],
        });
      }
    }),
  );
}

function shown(text: string): string {
  return visible(cut(text, 300));
}

// The sender knows what was sent; what came may have megabytes.
function cut(text: string, length = 100): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
