/** What `--record` keeps: a file for each session, written while it goes on. */
import { CallError } from '../headless/call.ts';
import type { GrowingRecording } from '../headless/growing-recording.ts';
import { beginRecording } from '../headless/record.ts';
import type { TapSession } from './watch-taps.ts';

export type TapRecorder = {
  /** Writes what is new of it. */
  grew(session: TapSession): Promise<void>;
  /** Writes the rest of it, and tells where it stands. */
  ended(session: TapSession): Promise<void>;
  /** A file could not be written; it was told once, and that session is not written on. */
  hasFailed(): boolean;
};

/** `name`: null keeps nothing. */
export function tapRecorder(name: string | null, say: (line: string) => void): TapRecorder {
  /** By the session's number; null for one that is given up. */
  const files = new Map<number, GrowingRecording | null>();
  let failed = false;
  const fileOf = async (session: TapSession) => {
    const known = files.get(session.number);
    if (known !== undefined || name === null) return known ?? null;
    const file = await beginRecording(session, name, session.number);
    files.set(session.number, file);
    return file;
  };
  const write = async (session: TapSession, what: 'grow' | 'end'): Promise<string | null> => {
    try {
      const file = await fileOf(session);
      await file?.[what]();
      return file?.file ?? null;
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      failed = true;
      files.set(session.number, null);
      say(`  ${error.message}`);
      return null;
    }
  };
  return {
    async grew(session) {
      await write(session, 'grow');
    },
    async ended(session) {
      const file = await write(session, 'end');
      files.delete(session.number);
      if (file !== null) say(`  recorded in ${file}`);
    },
    hasFailed: () => failed,
  };
}
