/** `node --import tsx e2e/tools/chaos/main.ts --to 127.0.0.1:4820 down.latencyMs=80 down.jitterMs=40`; says its port and runs until told to end. */
import { startChaos } from './proxy.ts';
import { readChaosArguments } from './settings.ts';

const proxy = await startChaos(readChaosArguments(process.argv.slice(2)));
console.log(JSON.stringify({ port: proxy.port }));
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => void proxy.close().then(() => process.exit(0)));
