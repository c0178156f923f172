/** How a tapped connection ended, as entries: from the close frames of both sides and from their sockets. Pure. */
import { firstBad } from '../../bytes/utf8.ts';
import { lostByProblem, problem } from '../../problem/problem.ts';
import { isCloseCode } from '../../session/close-code.ts';
import type { CloseEntry, EntryBody, Leg } from '../../session/entry.ts';
import { leftWords } from '../../session/mark-words.ts';

type Closed = { from: Leg; code: number; reason: Uint8Array };

const whose = { client: 'The client', upstream: 'The upstream' } as const;
const nothing = new Uint8Array(0);

/** It passes all the same: a client may say, or be told, what it likes. */
function unfit(from: Leg, code: number, reason: Uint8Array): EntryBody[] {
  const bad = firstBad(reason);
  const told: EntryBody[] = [];
  // A frame without a code is told as 1005, and has no reason.
  if (!isCloseCode(code) && (code !== 1005 || reason.length > 0)) {
    const says = `${whose[from]} closed with ${code}, which no close frame may carry.`;
    if (from === 'upstream') told.push({ kind: 'failure', problem: problem('protocol_error', says) });
    else told.push({ kind: 'mark', by: 'relay', says: says.slice(0, -1) });
  }
  if (bad !== -1) {
    const says = 'The reason of the close is not valid UTF-8; the bytes are kept.';
    told.push({ kind: 'failure', problem: problem('E_UTF8', says, { byte: bad }) });
  }
  return told;
}

export class TapEnding {
  private first: Closed | null = null;
  private isWritten = false;

  /** A close frame came from that side. The entry, once the other side has answered; what is wrong with the frame, at once. */
  closing(from: Leg, code: number, reason: Uint8Array): EntryBody[] {
    if (this.isWritten || this.first?.from === from) return [];
    const wrong = unfit(from, code, reason);
    if (this.first !== null) return [...wrong, this.close(true)];
    this.first = { from, code, reason };
    return wrong;
  }

  /** The sockets are over. `by`: whose ended first. Nothing more is written afterwards. */
  ended(by: Leg | 'us', how: 'fin' | 'reset'): EntryBody[] {
    if (this.isWritten) return [];
    if (this.first !== null) return [this.close(false)];
    this.isWritten = true;
    if (by === 'us') return [{ kind: 'close', by: 'network', code: 1006, reason: nothing, clean: false }];
    const says = leftWords(by, how);
    const why: EntryBody =
      by === 'client'
        ? { kind: 'mark', by: 'relay', says }
        : { kind: 'failure', problem: lostByProblem('upstream', `${says}.`) };
    return [why, { kind: 'close', by: 'network', code: 1006, reason: nothing, clean: false }];
  }

  private close(clean: boolean): CloseEntry {
    const { from, code, reason } = this.first as Closed;
    this.isWritten = true;
    return { kind: 'close', by: from === 'client' ? 'us' : 'peer', code, reason, clean };
  }
}
