/**
 * Names with a dot that a script may set (`SET app.tenant = …`, `set_config('app.tenant', …)`).
 * No catalog lists such settings, so the runner is told which ones to put back.
 * A name too many is harmless: only what changed is put back.
 */
export function customSettings(texts: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const text of texts) {
    for (const [, name] of text.matchAll(settingPattern)) {
      if (name !== undefined) names.add(name.toLowerCase());
    }
  }
  return [...names].sort();
}

const settingPattern =
  /\b(?:set\s+(?:session\s+)?|set_config\s*\(\s*')([a-z_][\w$]*(?:\.[a-z_][\w$]*)+)/gi;
