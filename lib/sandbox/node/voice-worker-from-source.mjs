// Entry of the voice's thread when the server runs from TypeScript source: a thread does not inherit the loader, and `--import`
// in its execArgv comes too late for its own entry file (Node 20).
import { register } from 'tsx/esm/api';

register();
await import('./voice-worker.ts');
