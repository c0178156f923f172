/** `npm run build` */
import { makeBuild } from './make-build.ts';

makeBuild().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
