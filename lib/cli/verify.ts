/** `npm run verify -- file...`: says of each recording whether it is what was written. Exits 0 when all are, 1 when one is not. */
import { createReadStream } from 'node:fs';
import { visible } from '../bytes/visible.ts';
import { recordingReader } from '../recording/recording-reader.ts';
import { verdictOf } from '../recording/verify.ts';
import { endQuietlyWhenClosed } from './closed-output.ts';

async function verify(file: string): Promise<boolean> {
  const reader = await recordingReader({ entry: () => {} });
  try {
    for await (const piece of createReadStream(file, { encoding: 'utf8' })) {
      if (!reader.push(piece as string)) break;
    }
  } catch (thrown) {
    console.log(visible(`${file}: cannot be opened (${(thrown as NodeJS.ErrnoException).code ?? thrown})`));
    return false;
  }
  const { ok, says } = verdictOf(reader.end());
  console.log(visible(`${file}: ${says}`));
  return ok;
}

endQuietlyWhenClosed();
const files = process.argv.slice(2);
if (files.length === 0) console.log('Usage: npm run verify -- file.wiretone.jsonl ...');
let whole = files.length > 0;
for (const file of files) whole = (await verify(file)) && whole;
process.exitCode = whole ? 0 : 1;
