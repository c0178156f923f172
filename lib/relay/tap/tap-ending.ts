/** How a tapped connection ended, as entries: from the close frames of both sides and from their sockets. Pure. */
import { problem } from '../../problem/problem.ts';
import type { CloseEntry, EntryBody, Leg } from '../../session/entry.ts';

type Closed = { from: Leg; code: number; reason: Uint8Array };

const whose = { client: 'The client', upstream: 'The upstream' } as const;
const nothing = new Uint8Array(0);

export class TapEnding {
  private first: Closed | null = null;
  private isWritten = false;

  /** A close frame came from that side. The entry, once the other side has answered. */
  closing(from: Leg, code: number, reason: Uint8Array): EntryBody[] {
    if (this.isWritten) return [];
    if (this.first === null) {
      this.first = { from, code, reason };
      return [];
    }
    return this.first.from === from ? [] : [this.close(true)];
  }

  /** The sockets are over. `by`: whose ended first. Nothing more is written afterwards. */
  ended(by: Leg | 'us', how: 'fin' | 'reset'): EntryBody[] {
    if (this.isWritten) return [];
    if (this.first !== null) return [this.close(false)];
    this.isWritten = true;
    if (by === 'us') return [{ kind: 'close', by: 'network', code: 1006, reason: nothing, clean: false }];
    const says = `${whose[by]} ${how === 'fin' ? 'ended' : 'reset'} its socket without a close frame.`;
    const why: EntryBody =
      by === 'client'
        ? { kind: 'mark', by: 'relay', says: says.slice(0, -1) }
        : { kind: 'failure', problem: problem('connection_lost', says) };
    return [why, { kind: 'close', by: 'network', code: 1006, reason: nothing, clean: false }];
  }

  private close(clean: boolean): CloseEntry {
    const { from, code, reason } = this.first as Closed;
    this.isWritten = true;
    return { kind: 'close', by: from === 'client' ? 'us' : 'peer', code, reason, clean };
  }
}
