/** The last data frame sent on the session on show, for the page to compare with what is written next. */
import type { LastSent } from '../state.ts';
import type { CapturedSession } from './captured-session.ts';

/** Larger frames are told without their bytes. */
const mostBytes = 256 * 1024;

export class SentWatch {
  private of: CapturedSession | null = null;
  private seq = 0;

  /** What there is to tell of it; nothing when that was told before. */
  changed(shown: CapturedSession | null): { lastSent?: LastSent | null } {
    const seq = shown?.lastSent ?? 0;
    if (shown === this.of && seq === this.seq) return {};
    this.of = shown;
    this.seq = seq;
    if (shown === null || seq === 0) return { lastSent: null };
    const entry = shown.log.entry(seq);
    if (entry.kind !== 'frame' || entry.opcode === 'ping' || entry.opcode === 'pong') return { lastSent: null };
    const { opcode, bytes } = entry;
    const copy = bytes.length > mostBytes ? null : bytes.slice();
    return { lastSent: { session: shown.log.head.id, seq, opcode, sizeBytes: bytes.length, bytes: copy } };
  }
}
