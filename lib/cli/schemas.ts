/** `node --import tsx lib/cli/schemas.ts`: writes the published schemas of scenarios, one per dialect, into `public/schemas`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dialects } from '../dialects/registry.ts';
import { scenarioSchema } from '../scenario/scenario-schema.ts';
import { endQuietlyWhenClosed } from './closed-output.ts';

endQuietlyWhenClosed();
const folder = new URL('../../public/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const dialect of dialects) {
  const name = `${dialect.id}.scenario.schema.json`;
  writeFileSync(new URL(name, folder), `${JSON.stringify(scenarioSchema(dialect), null, 2)}\n`);
  process.stdout.write(`public/schemas/${name}\n`);
}
