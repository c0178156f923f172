/** Files of sound: their parts come from the worker one by one, and leave the page as a download. */
import { type Problem, problem } from '../../problem/problem.ts';
import type { SavedPart, ToWorker } from '../port.ts';
import type { SavedAs } from '../sound-view.ts';
import { download } from './download.ts';
import { soundFileName } from './save-name.ts';

export type WantedFile = {
  session: string;
  title: string;
  format: string;
  /** Seconds of sound; `whole`: all there is, which the name then does not tell. */
  range: { fromS: number; toS: number };
  whole: boolean;
  as: SavedAs;
};

export type SoundSaver = {
  /** Resolves when the browser has the file; with what went wrong, or null. */
  save(file: WantedFile): Promise<Problem | null>;
  /** A part from the worker. */
  take(id: number, part: SavedPart): void;
};

type Open = { parts: Blob[]; name: string; type: string; done: (why: Problem | null) => void };

export function soundSaver(tell: (message: ToWorker) => void): SoundSaver {
  const open = new Map<number, Open>();
  let ids = 0;
  return {
    save({ session, range, as, ...file }) {
      const id = ++ids;
      return new Promise((done) => {
        const type = as === 'wav' ? 'audio/wav' : 'application/octet-stream';
        open.set(id, { parts: [], name: soundFileName({ ...file, range, as }), type, done });
        tell({ do: 'save-sound', id, session, ...range, as });
      });
    },
    take(id, part) {
      const file = open.get(id);
      if (file === undefined) return;
      // A blob of its own for each part: the browser may put it on the disk.
      if ('part' in part) {
        file.parts.push(new Blob([part.part]));
        return;
      }
      open.delete(id);
      if ('problem' in part) file.done(part.problem);
      else file.done(handOver(new Blob(file.parts, { type: file.type }), file.name));
    },
  };
}

function handOver(blob: Blob, name: string): Problem | null {
  try {
    download(blob, name);
    return null;
  } catch (thrown) {
    return problem('save_failed', thrown instanceof Error ? thrown.message : String(thrown));
  }
}
