/** `node --import tsx e2e/tools/hostile/main.ts [--port N]`; says its ports and runs until told to end. */
import { startHostile } from './server.ts';

const at = process.argv.indexOf('--port');
const hostile = await startHostile({ port: at === -1 ? 0 : Number(process.argv[at + 1]) });
console.log(JSON.stringify({ port: hostile.port, canaryPort: hostile.canaryPort }));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void hostile.close().then(() => process.exit(0)));
