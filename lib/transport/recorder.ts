/**
 * Dials and writes down what crosses the wire: the one recorder behind relay, headless runner and tests. It masks before it
 * writes, answers pings, keeps the deadlines, and says who ended the connection.
 */
import { encodeUtf8, firstBad } from '../bytes/utf8.ts';
import type { Clock } from '../clock/clock.ts';
import type { Hole } from '../dialects/dialect.ts';
import { faultText } from '../faults/plan.ts';
import { type UpgradeAnswer, upgradeFault } from '../faults/upgrade-fault.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { EntryBody, Masked, Opcode } from '../session/entry.ts';
import type { Masker } from '../session/mask.ts';
import { type Deadlines, openDeadlines } from './deadlines.ts';
import type { Dial, DialEvents, Dialled } from './dial.ts';
import { type DoneWatch, openDoneWatch } from './done-watch.ts';
import { type FaultLine, openFaultLine } from './fault-line.ts';
import { maskedHeaders, upgradeEntry } from './handshake.ts';
import { type Limits, noCloseAckWords } from './limits.ts';
import { prepareOutgoing } from './outgoing.ts';
import { openPingCount, type PingCount } from './ping-count.ts';
import { type Rendered, renderUpgrade } from './render-upgrade.ts';
import type { Connection, Target, Transport, Write } from './transport.ts';

export type RecorderParts = { dial: Dial; clock: Clock; masker: Masker; limits: Limits };

export function createTransport(parts: RecorderParts): Transport {
  return {
    open(target, write, ended, startedAt = parts.clock.now()) {
      const recorder = new Recorder(parts, target, write, ended, startedAt);
      recorder.start();
      return recorder;
    },
  };
}

type State = 'dialling' | 'open' | 'closing' | 'ended';

class Recorder implements Connection {
  private readonly parts: RecorderParts;
  private readonly target: Target;
  private readonly write: Write;
  private readonly onEnded: () => void;
  private readonly startedAt: number;
  private readonly deadlines: Deadlines;
  private readonly pings: PingCount;
  private readonly isDone: DoneWatch;
  private state: State = 'dialling';
  private dialled: Dialled | null = null;
  private pongsWaiting = 0;
  /** Between the client and the upstream, where faults are asked for. */
  private line: FaultLine | null = null;
  /** The upstream has ended, and its end waits in the line behind frames that wait; `told`: that something for it was lost. */
  private upstream: 'there' | 'over' | 'told' = 'there';
  /** Entries so far: all of a session are written here while it lasts. */
  private written = 0;
  /** Our close frame, once sent. */
  private asked: { code: number; reason: Uint8Array } | null = null;

  constructor(parts: RecorderParts, target: Target, write: Write, ended: () => void, startedAt: number) {
    this.parts = parts;
    this.target = target;
    this.write = write;
    this.onEnded = ended;
    this.startedAt = startedAt;
    this.deadlines = openDeadlines(parts.clock, parts.limits, {
      noUpgrade: () => {
        this.failBeforeOpen(problem('timeout', `No connection within ${parts.limits.connectMs} ms.`));
        this.dialled?.terminate();
      },
      noCloseAck: () => this.giveUpClosing(),
      mark: (says) => this.note({ kind: 'mark', by: 'limit', says: `${says}${this.begun()}` }),
      enough: (why) => {
        this.note({ kind: 'mark', by: 'limit', says: `${why}${this.begun()}: closed by console` });
        this.close(1001, encodeUtf8(why));
      },
    });
    this.isDone = openDoneWatch(target.dialect);
    this.pings = openPingCount(parts.clock, parts.limits.pingsListed, (more) => {
      this.note({ kind: 'mark', by: 'limit', says: `${more} more pings in this second: answered, not listed` });
    });
  }

  start(): void {
    const rendered = renderUpgrade(this.target.base, this.target.plan, this.target.key);
    if ('code' in rendered) {
      this.failBeforeOpen(rendered);
      return;
    }
    const { faults, dialect } = this.target;
    const refusal = faults === undefined ? null : upgradeFault(faults, dialect.id);
    if (refusal !== null) {
      this.refuseByFault(rendered, refusal);
      return;
    }
    this.dialled = this.parts.dial(rendered.plan, this.events(rendered));
    // The dial may have failed at once.
    if (this.state === 'ended') this.dialled.terminate();
  }

  /** A fault in place of the 101: nothing is dialled. */
  private refuseByFault(rendered: Rendered, refusal: UpgradeAnswer): void {
    const { masker, clock } = this.parts;
    this.noteDial(rendered, rendered.headers);
    this.note({ kind: 'mark', by: 'fault', says: `${refusal.status} in place of the upgrade; nothing was dialled` });
    const answer = { ...refusal, body: Uint8Array.from(refusal.body), timings: {}, t: clock.now() };
    const { body, masked } = upgradeEntry(answer, masker, this.target.dialect);
    this.note(body, masked);
    this.end();
  }

  private noteDial({ url, masked }: Rendered, headers: Rendered['headers']): void {
    const { via, faults } = this.target;
    const asked = faults === undefined ? {} : { faults: this.parts.masker.scrub(faultText(faults)) };
    this.note({ kind: 'dial', url, headers, via, ...asked }, masked);
  }

  /** From the upgrade on, where faults are asked for. */
  private openLine(): FaultLine | null {
    const { clock, masker } = this.parts;
    const { faults: plan, dialect } = this.target;
    if (plan === undefined) return null;
    let last = 0;
    return openFaultLine({
      clock,
      masker,
      plan,
      dialect: dialect.id,
      put: (t, body, marked) => {
        last = Math.max(last, t);
        return this.put(last, body, marked);
      },
      send: (opcode, bytes) => {
        if (this.upstream === 'there') this.dialled?.send(opcode, bytes);
        else if (this.upstream === 'over') {
          this.upstream = 'told';
          const says = 'the upstream has closed: what is still sent to it is lost';
          this.note({ kind: 'mark', by: 'relay', says });
        }
      },
      reached: (opcode, bytes) => {
        if (this.isDone(opcode, bytes)) this.deadlines.done();
        const bad = opcode === 'text' ? firstBad(bytes) : -1;
        if (bad !== -1) this.badText(bad);
      },
      ended: (by, code, reason) => {
        if (this.state === 'ended') return;
        // No close frame has this code: it stands for a connection that was lost.
        const how = code === 1006 ? 'network' : by;
        this.closeEntry(clock.now(), how, code, reason, how === 'peer');
        this.dialled?.terminate();
      },
    });
  }

  private events(rendered: Rendered): DialEvents {
    const { masker } = this.parts;
    const { dialect } = this.target;
    return {
      request: (headers) => {
        const shown = maskedHeaders(headers, masker, rendered.headers, dialect.secretHeaders);
        this.noteDial(rendered, shown);
      },
      upgraded: (answer) => {
        if (this.state !== 'dialling') return;
        this.state = 'open';
        this.deadlines.upgraded();
        const { body, masked } = upgradeEntry(answer, masker, dialect);
        this.put(answer.t, body, masked);
        this.line = this.openLine();
      },
      answering: () => this.deadlines.answering(),
      refused: (answer) => {
        if (this.state !== 'dialling') return;
        const { body, masked } = upgradeEntry(answer, masker, dialect);
        this.put(answer.t, body, masked);
        this.end();
      },
      frame: (opcode, bytes, t, wire) => {
        if (this.state === 'ended') return;
        this.deadlines.moved(true);
        this.received(opcode, bytes, t, wire);
      },
      mark: (says) => this.note({ kind: 'mark', by: 'relay', says }),
      goodbye: () => this.deadlines.goodbye(),
      failed: (why) => {
        if (this.state === 'dialling') return this.failBeforeOpen(why);
        this.note({ kind: 'failure', problem: this.scrubbed(why) });
        // What broke the protocol has been answered with a close frame; nothing can follow that.
        if (this.state === 'open' && why.code !== 'connection_lost') this.state = 'closing';
      },
      closed: (end) => {
        if (this.state === 'ended') return;
        if (this.state === 'dialling') {
          this.failBeforeOpen(problem('connection_lost', 'The connection ended before the upgrade was answered.'));
          return;
        }
        this.pings.stop();
        const bad = firstBad(end.reason);
        if (bad !== -1) {
          const detail = 'The reason of the close is not valid UTF-8; the bytes are kept.';
          this.note({ kind: 'failure', problem: problem('E_UTF8', detail, { byte: bad }) });
        }
        if (this.line !== null && end.by !== 'us' && this.state === 'open') {
          this.upstream = 'over';
          this.line.closing('upstream', end.code, end.reason);
          return;
        }
        this.closeEntry(end.t, end.by, end.code, end.reason, end.clean);
      },
    };
  }

  private received(opcode: Opcode, bytes: Uint8Array, t: number, wire?: FrameWireOf): void {
    if (this.line !== null && opcode !== 'ping') {
      this.line.received(opcode, bytes, t, wire);
      return;
    }
    const listed = opcode === 'ping' ? this.pings.list() : true;
    const pong = opcode === 'ping' && this.state === 'open' ? Uint8Array.from(bytes) : null;
    const bad = opcode === 'text' ? firstBad(bytes) : -1;
    const masked = this.parts.masker.mask(bytes).map((span): Masked => ({ in: 'bytes', ...span }));
    const entry = { kind: 'frame', dir: 'received', opcode, bytes, ...(wire === undefined ? {} : { wire }) } as const;
    if (listed) this.put(t, entry, masked);
    if (this.isDone(opcode, bytes)) this.deadlines.done();
    if (pong !== null) this.answer(pong, listed);
    if (bad !== -1) this.badText(bad);
  }

  private badText(byte: number): void {
    if (this.state !== 'open') return;
    const detail = 'A text frame is not valid UTF-8; the bytes are kept, and the connection is closed with 1007.';
    this.note({ kind: 'failure', problem: problem('E_UTF8', detail, { byte }) });
    this.close(1007, new Uint8Array(0));
  }

  /** What came of a frame that is not there yet: without it, silence would be more than was so. */
  private begun(): string {
    const bytes = this.dialled?.unfinished?.() ?? 0;
    return bytes === 0 ? '' : `, but ${bytes} ${bytes === 1 ? 'byte' : 'bytes'} of an unfinished frame came`;
  }

  private answer(pong: Uint8Array, listed: boolean): void {
    if (this.pongsWaiting >= this.parts.limits.pongsWaiting) {
      const says = `closed by console: ${this.pongsWaiting} unanswered pings, they come faster than pongs are taken`;
      this.pings.stop();
      this.note({ kind: 'mark', by: 'limit', says });
      this.terminate();
      return;
    }
    const bytes = Uint8Array.from(pong);
    const masked = this.parts.masker.mask(bytes).map((span): Masked => ({ in: 'bytes', ...span }));
    // First, as in `send`.
    if (listed) this.note({ kind: 'frame', dir: 'sent', opcode: 'pong', bytes }, masked);
    this.pongsWaiting++;
    this.dialled?.send('pong', pong, () => this.pongsWaiting--);
  }

  send(opcode: 'text' | 'binary' | 'ping', bytes: Uint8Array, holes: readonly Hole[]): void {
    if (this.state === 'ended') return;
    const refusal = this.sendRefusal(opcode, bytes);
    const out = refusal ?? prepareOutgoing(bytes, opcode, holes, this.target.dialect, this.parts.masker);
    if ('code' in out) {
      this.note({ kind: 'failure', problem: out });
      return;
    }
    this.deadlines.moved(false);
    if (this.line !== null) {
      this.line.sent(opcode, out);
      return;
    }
    // Written down first: over an in-process stream the answer can arrive while `send` still runs.
    this.note({ kind: 'frame', dir: 'sent', opcode, bytes: out.shown }, out.masked);
    this.dialled?.send(opcode, out.wire);
  }

  private sendRefusal(opcode: Opcode, bytes: Uint8Array): Problem | null {
    const { maxPayload } = this.parts.limits;
    if (this.state !== 'open') return problem('not_connected', `Not sent: the connection is ${this.state}.`);
    if (bytes.length > maxPayload)
      return problem('too_large', `Not sent: ${bytes.length} bytes, the limit is ${maxPayload}.`);
    if (opcode === 'ping' && bytes.length > 125)
      return problem('bad_value', `Not sent: a ping carries at most 125 bytes, not ${bytes.length}.`);
    return null;
  }

  close(code: number, reason: Uint8Array): void {
    if (this.state === 'dialling') {
      this.failBeforeOpen(problem('not_connected', 'Given up before the connection was open.'));
      this.dialled?.terminate();
    }
    if (this.state !== 'open') return;
    this.asked = { code, reason };
    if (this.upstream !== 'there') {
      // Nobody is there to answer.
      this.terminate();
      return;
    }
    this.state = 'closing';
    this.deadlines.closing();
    this.dialled?.close(code, reason);
  }

  private giveUpClosing(): void {
    this.note({ kind: 'mark', by: 'limit', says: noCloseAckWords(this.parts.limits.closeAckMs) });
    this.terminate();
  }

  /** Ends at once: what we had asked for, or 1006, is written down as the close. */
  terminate(): void {
    if (this.state === 'ended') return;
    if (this.state === 'dialling')
      this.failBeforeOpen(problem('not_connected', 'Given up before the connection was open.'));
    else
      this.closeEntry(
        this.parts.clock.now(),
        'us',
        this.asked?.code ?? 1006,
        this.asked?.reason ?? new Uint8Array(0),
        false,
      );
    this.dialled?.terminate();
  }

  private closeEntry(t: number, by: 'us' | 'peer' | 'network', code: number, reason: Uint8Array, clean: boolean): void {
    const bytes = Uint8Array.from(reason);
    const masked = this.parts.masker.mask(bytes).map((span): Masked => ({ in: 'reason', ...span }));
    this.put(t, { kind: 'close', by, code, reason: bytes, clean }, masked);
    this.end();
  }

  private failBeforeOpen(why: Problem): void {
    if (this.state !== 'dialling') return;
    this.note({ kind: 'failure', problem: this.scrubbed(why) });
    this.end();
  }

  private scrubbed(why: Problem): Problem {
    return { ...why, detail: this.parts.masker.scrub(why.detail) };
  }

  private end(): void {
    this.state = 'ended';
    this.line?.gone();
    this.deadlines.stop();
    this.pings.stop();
    this.onEnded();
  }

  note(body: EntryBody, masked?: Masked[]): void {
    this.put(this.parts.clock.now(), body, masked);
  }

  /** `t` on the dialler's clock. Answers the entry's number; nothing is written after the end. */
  private put(t: number, body: EntryBody, masked?: Masked[]): number {
    if (this.state === 'ended') return 0;
    this.write(Math.max(0, t - this.startedAt), body, masked);
    return ++this.written;
  }

  pause(): void {
    this.dialled?.pause();
  }
  resume(): void {
    this.dialled?.resume();
  }
  buffered(): number {
    return this.dialled?.buffered() ?? 0;
  }
  live(): boolean {
    return this.state !== 'ended';
  }
}

type FrameWireOf = Parameters<DialEvents['frame']>[3];
