import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Changes the function's code in a synthesized folder, as another version of this project would. */
export function changeCode(stackFolder: string): void {
  const file = join(stackFolder, 'cdk.tf.json');
  const text = readFileSync(file, 'utf8');
  const path = /assets\/Migration_Code_[^"]*\/([0-9a-f]{64})/.exec(text);
  if (path === null) throw new Error(`${file} names no code`);
  appendFileSync(join(stackFolder, path[0], 'index.js'), '\n// changed\n');
  writeFileSync(file, text.replace(`"digest": "${path[1] ?? ''}"`, '"digest": "changed"'));
}
