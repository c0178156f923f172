/** The data frames sent last on the session on show, one of each event, for the page to compare with what is written next. */
import type { LastSent, SentFrame } from '../state.ts';
import type { CapturedSession } from './captured-session.ts';

/** Larger frames are told without their bytes. */
const mostBytes = 256 * 1024;
/** Of all other events together. */
const mostOfOthers = 512 * 1024;
/** A client of faulty frames may send any number of names. */
const mostEvents = 24;

export class SentWatch {
  private of: CapturedSession | null = null;
  private seq = 0;
  /** By event; the one sent last stands last. */
  private readonly seqs = new Map<string, number>();

  /** What there is to tell of it; nothing when that was told before. */
  changed(shown: CapturedSession | null): { lastSent?: LastSent | null } {
    const seq = shown?.lastSent ?? 0;
    if (shown === this.of && seq === this.seq) return {};
    if (shown !== this.of) {
      this.of = shown;
      this.seq = 0;
      this.seqs.clear();
    }
    if (shown === null || seq === 0) {
      this.seq = seq;
      return { lastSent: null };
    }
    this.note(shown, seq);
    const [last, ...others] = [...this.seqs.values()].reverse().map((each) => frameOf(shown, each));
    if (last === undefined) return { lastSent: null };
    let left = mostOfOthers;
    const told = others.map((each) => {
      left -= each.bytes?.length ?? 0;
      return left < 0 ? { ...each, bytes: null } : each;
    });
    return { lastSent: { ...last, others: told } };
  }

  private note({ log, readings }: CapturedSession, until: number): void {
    while (this.seq < until) {
      const seq = ++this.seq;
      const opcode = log.dirOf(seq) === 'sent' ? log.opcodeOf(seq) : null;
      if ((opcode !== 'text' && opcode !== 'binary') || !log.isOfClient(seq)) continue;
      const event = readings.kindOf(seq);
      this.seqs.delete(event);
      this.seqs.set(event, seq);
      const [oldest] = this.seqs.keys();
      if (this.seqs.size > mostEvents && oldest !== undefined) this.seqs.delete(oldest);
    }
  }
}

function frameOf({ log, readings }: CapturedSession, seq: number): SentFrame {
  const entry = log.entry(seq);
  if (entry.kind !== 'frame') throw new Error(`entry ${seq} is no frame`);
  const { bytes } = entry;
  const opcode = entry.opcode === 'text' ? 'text' : 'binary';
  const copy = bytes.length > mostBytes ? null : bytes.slice();
  return { session: log.head.id, seq, event: readings.kindOf(seq), opcode, sizeBytes: bytes.length, bytes: copy };
}
