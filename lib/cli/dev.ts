/** `npm run dev`: the server from its sources, pages with hot reload. */
import { runServer } from './run-server.ts';

runServer(['--import', 'tsx', 'lib/server/main.ts', '--dev', ...process.argv.slice(2)], 'development');
