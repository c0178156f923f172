/** `npm start`: builds when the build is missing or older than its sources, then serves. */
import { makeBuild } from './make-build.ts';
import { buildIsFresh } from './project.ts';
import { runServer } from './run-server.ts';

async function start(): Promise<void> {
  if (!buildIsFresh()) {
    console.log('Building (once, and again when the sources change) ...');
    await makeBuild();
  }
  runServer(['dist/server/main.js', ...process.argv.slice(2)], 'production');
}

start().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
