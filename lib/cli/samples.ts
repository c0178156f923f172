/** `node --import tsx lib/cli/samples.ts [id ...]`: makes the ready-made recordings anew, all or those that are named, in `public/samples`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { frameHasher } from '../bytes/frame-hash.ts';
import { makeRecording } from './ready-made/make-recording.ts';
import { recipes } from './ready-made/recipes.ts';

const folder = new URL('../../public/samples/', import.meta.url);
mkdirSync(folder, { recursive: true });
const named = process.argv.slice(2);
await frameHasher();
for (const recipe of recipes) {
  if (named.length > 0 && !named.includes(recipe.id)) continue;
  const name = `${recipe.id}.wiretone.jsonl`;
  const file = await makeRecording(recipe);
  writeFileSync(new URL(name, folder), file);
  process.stdout.write(`public/samples/${name} ${file.length} bytes\n`);
}
process.exit();
