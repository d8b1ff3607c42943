/** What a plan would do to which kind of resource, sorted: `aws_lambda_function: updated in-place`. */
export function readPlan(text: string): readonly string[] {
  const changes = text.matchAll(/^ {2}# (?:data\.)?(\w+)\.\S+ (?:will|must) be (.+)$/gm);
  return [...changes]
    .map(([, type = '', what = '']) => `${type}: ${what}`)
    .filter((change) => !change.endsWith(': read during apply'))
    .sort();
}
