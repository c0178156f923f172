/** Which protocol a socket spoke: by its path and by whether its first frames can be read. */
import type { FrameLike } from '../../dialects/dialect.ts';
import { dialects } from '../../dialects/registry.ts';
import type { FoundMessage, FoundUpgrade } from './found.ts';

/** `isSure`: nothing speaks for another one. */
export type DialectGuess = { id: string; isSure: boolean };

const mostFrames = 24;

export class DialectEvidence {
  private readonly readers = dialects.map((dialect) => ({ dialect, reader: dialect.openReader(), read: 0 }));
  private frames = 0;

  look({ dir, op, bytes }: FoundMessage): void {
    if (dir === null || (op !== 'text' && op !== 'binary') || bytes === null || this.frames === mostFrames) return;
    this.frames++;
    const frame: FrameLike = { dir, opcode: op, bytes };
    for (const each of this.readers) {
      const { role, problem } = each.reader.read(frame);
      if (role !== 'unknown' && (problem === null || problem.code.startsWith('W_'))) each.read++;
    }
  }

  guess(upgrade: FoundUpgrade | null): DialectGuess {
    const path = pathOf(upgrade?.url ?? null);
    const byPath = this.readers.filter(
      ({ dialect }) => path !== null && dialect.paths.some((known) => path.endsWith(known)),
    );
    const byFrames = [...this.readers].sort((a, b) => b.read - a.read);
    const [most, next] = byFrames.map(({ read }) => read);
    const best = byPath.length === 1 ? byPath[0] : byFrames[0];
    const isBest = best?.read === most;
    // A client may speak wrongly, but it chose the address.
    return {
      id: (best ?? byFrames[0])?.dialect.id ?? '',
      isSure: isBest && (byPath.length === 1 || (most ?? 0) > (next ?? 0)),
    };
  }
}

/** The path of an address, without asking whether anything can be dialled there. */
function pathOf(url: string | null): string | null {
  const match = /^(?:[a-z]+:\/\/[^/?#]*)?(\/[^?#]*)/i.exec(url ?? '');
  return match?.[1] ?? null;
}
