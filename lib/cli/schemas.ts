/** `node --import tsx lib/cli/schemas.ts`: writes the published schemas into `public/schemas`: of scenarios, one per dialect, and of recordings. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dialects } from '../dialects/registry.ts';
import { recordingVersion } from '../recording/recording-header.ts';
import { recordingSchema } from '../recording/schema.ts';
import { scenarioSchema } from '../scenario/scenario-schema.ts';
import { endQuietlyWhenClosed } from './closed-output.ts';

endQuietlyWhenClosed();
const folder = new URL('../../public/schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
const schemas: [string, object][] = [
  ...dialects.map((dialect): [string, object] => [`${dialect.id}.scenario.schema.json`, scenarioSchema(dialect)]),
  [`wiretone-recording-${recordingVersion}.json`, recordingSchema()],
];
for (const [name, schema] of schemas) {
  writeFileSync(new URL(name, folder), `${JSON.stringify(schema, null, 2)}\n`);
  process.stdout.write(`public/schemas/${name}\n`);
}
