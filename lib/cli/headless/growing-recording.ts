/** A session's recording, written while the session goes on: what stands on the disk is read as far as it goes, whatever becomes of this process. */
import { type FileHandle, open } from 'node:fs/promises';
import { recordingWriter } from '../../recording/recording-writer.ts';
import { CallError } from './call.ts';
import type { RunSession } from './run-text.ts';

/** So many characters are written in one go. */
const mostAtOnce = 2 ** 20;

export type GrowingRecording = {
  file: string;
  /** Writes what has come since. Rejects with a `CallError`; then it is closed, and is not to be called any more. */
  grow(): Promise<void>;
  /** Writes what is left and the line that says that this was all. Rejects as `grow` does. */
  end(): Promise<void>;
};

/** Makes the file, or makes it empty. One call at a time. Rejects with a `CallError`. */
export async function growingRecording({ held, evidence }: RunSession, file: string): Promise<GrowingRecording> {
  const writer = await recordingWriter({ session: held.session.log.head });
  const handle = await open(file, 'w').catch((error) => refuse(file, error));
  let text = writer.header();
  let next = 1;
  const write = async () => {
    const ready = text;
    text = '';
    if (ready !== '') await handle.appendFile(ready).catch((error) => closeAfter(handle, file, error));
  };
  const grow = async () => {
    for (; next <= evidence.length(); next++) {
      text += writer.entry(evidence.entry(next));
      if (text.length >= mostAtOnce) await write();
    }
    await write();
  };
  return {
    file,
    grow,
    async end() {
      await grow();
      text = writer.end();
      await write();
      await handle.close().catch((error) => refuse(file, error));
    },
  };
}

async function closeAfter(handle: FileHandle, file: string, why: unknown): Promise<never> {
  await handle.close().catch(() => {});
  return refuse(file, why);
}

function refuse(file: string, error: unknown): never {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  throw new CallError(`--record: ${file} cannot be written (${code}).`);
}
