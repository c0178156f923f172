/** What is known of frames that did not simply cross: those of the upstream's wire alone read as it got or sent them, and which went on twice. */
import type { Dialect, Reader, Reading } from '../../dialects/dialect.ts';
import { crossedClient } from '../../session/client-view.ts';
import type { FrameEntry } from '../../session/entry.ts';
import type { SessionLog } from '../../session/session-log.ts';

export class UpstreamSide {
  private readonly log: SessionLog;
  private readonly dialect: Dialect;
  /** From the first frame on that is of this side alone. */
  private reader: Reader | null = null;
  private readonly readings = new Map<number, Reading>();
  /** Entries that something went on of. */
  private readonly gone = new Set<number>();
  private readonly again = new Set<number>();

  constructor(log: SessionLog, dialect: Dialect) {
    this.log = log;
    this.dialect = dialect;
  }

  /** Each frame once, when it is in the log. */
  take(seq: number, frame: FrameEntry): void {
    if (frame.of !== undefined) {
      // One that crossed at once went on before any copy of it.
      if (this.gone.has(frame.of) || this.log.passageOf(frame.of) === null) this.again.add(seq);
      this.gone.add(frame.of);
    }
    const isAlone = !crossedClient(frame);
    if (isAlone) this.reader ??= this.caughtUp(seq);
    if (this.reader === null || !(isAlone || frame.leg === undefined)) return;
    const reading = this.reader.read(frame);
    if (isAlone) this.readings.set(seq, reading);
  }

  /** What it came as went on before. */
  isAgain(seq: number): boolean {
    return this.again.has(seq);
  }

  /** `text: "Hello"`: what a frame of the upstream's wire alone is; empty where it cannot be told. */
  words(seq: number, frame: Pick<FrameEntry, 'dir' | 'opcode' | 'bytes'>): string {
    const reading = this.readings.get(seq);
    if (reading === undefined) return '';
    const meaning = this.dialect.describe(frame, reading);
    return meaning === '' ? reading.event : `${reading.event}: ${meaning}`;
  }

  private caughtUp(before: number): Reader {
    const reader = this.dialect.openReader();
    for (let seq = 1; seq < before; seq++) {
      const [dir, opcode] = [this.log.dirOf(seq), this.log.opcodeOf(seq)];
      if (dir !== null && opcode !== null && this.log.passageOf(seq)?.leg === undefined)
        reader.read({ dir, opcode, bytes: this.log.bytesOf(seq) });
    }
    return reader;
  }
}
