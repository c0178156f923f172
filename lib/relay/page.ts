/** One page's link: commands in, batches out. */

import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Timer } from '../clock/clock.ts';
import { type Problem, problem } from '../problem/problem.ts';
import { isCloseCode } from '../session/close-code.ts';
import type { SessionHead } from '../session/entry.ts';
import { encodeBatch } from './batch.ts';
import { readCommand } from './command.ts';
import { metered } from './metered-transport.ts';
import { notTypedFor, targetOf } from './open-command.ts';
import type { PagedSession, SessionOwner } from './paged-session.ts';
import type { RelayParts } from './relay.ts';
import { decodeSend } from './send.ts';
import { Session } from './session.ts';
import { TapLink } from './tap/tap-link.ts';
import { TapView } from './tap/tap-view.ts';
import type { Command, Notice, SendHead } from './wire.ts';

/** The socket below, whatever it is. */
export type PageLink = {
  text(json: string): void;
  binary(bytes: Uint8Array): void;
  close(code: number, reason: string): void;
};

export class Page implements SessionOwner {
  private readonly link: PageLink;
  private readonly parts: RelayParts;
  private readonly sessions: Map<string, Session>;
  private readonly own = new Map<string, PagedSession>();
  private readonly taps: TapLink;
  private timer: Timer | undefined;
  private waitingBytes = 0;
  /** Some tap was not read on, since this page owes too many acknowledgements. */
  private isTapHeld = false;
  private gone = false;

  constructor(link: PageLink, parts: RelayParts, sessions: Map<string, Session>) {
    this.link = link;
    this.parts = parts;
    this.sessions = sessions;
    this.taps = new TapLink(parts, {
      owner: this,
      say: (notice) => this.say(notice),
      has: (view) => this.own.set(view.head.id, view),
      view: (id) => this.viewOf(id),
      views: () => [...this.own.values()].filter((session) => session instanceof TapView),
    });
    this.say({ say: 'hello', version: 1, launch: parts.launch, serverNow: parts.clock.now() });
  }

  /** A text message of the page. */
  text(json: string): void {
    const command = readCommand(json);
    if (command === null)
      this.say({ say: 'problem', problem: problem('bad_command', 'A command of an unknown form.') });
    else this.carryOut(command);
  }

  private viewOf(id: string): TapView | null {
    const session = this.own.get(id);
    return session instanceof TapView ? session : null;
  }

  /** A binary message of the page: a frame to be sent. The bytes are ours from here on. */
  binary(bytes: Uint8Array): void {
    const message = decodeSend(bytes);
    if (message === null)
      this.say({ say: 'problem', problem: problem('bad_command', 'A message of an unknown form.') });
    else if (message.head.op !== 'send') this.taps.frame(message.head, message.payload);
    else this.send(message.head, message.payload);
  }

  private send({ session: id, opcode, holes }: SendHead, payload: Uint8Array): void {
    const session = this.own.get(id);
    if (session instanceof TapView) {
      this.taps.cannotSend(session);
      return;
    }
    if (session === undefined) {
      this.say({
        say: 'problem',
        session: id,
        problem: problem('not_connected', 'Not sent: there is no such connection.'),
      });
      return;
    }
    const { masker, grants } = this.parts;
    const foreign = holes.find(({ key }) => masker.byHandleOf(key) && !grants.allows(key, session.head.upstream));
    // Written in the frame's place, as any other reason why a frame is not sent.
    const dialect = this.parts.dialects.find(({ id }) => id === session.head.dialect);
    const why =
      foreign === undefined
        ? grants.astray({ opcode, bytes: payload, holes }, dialect, masker)
        : notTypedFor(foreign.key, session.head.upstream);
    if (why !== null) session.note({ kind: 'failure', problem: why });
    else session.send(opcode, payload, holes);
    if (session.buffered() > 0 && this.untaken() > this.parts.limits.upBytes)
      this.link.close(1013, 'the upstream does not take what is sent');
  }

  /** Bytes that upstreams of this page have not taken yet, all together. */
  private untaken(): number {
    let bytes = 0;
    for (const session of this.own.values()) if (session instanceof Session) bytes += session.buffered();
    return bytes;
  }

  private carryOut(command: Command): void {
    switch (command.op) {
      case 'key':
        this.takeKey(command);
        break;
      case 'open':
        this.open(command);
        break;
      case 'close':
        this.closeSession(command);
        break;
      case 'ack':
        this.own.get(command.session)?.ack(command.seq);
        if (this.isTapHeld) this.wake(0);
        break;
      case 'resume':
        this.resume(command.session, command.seq);
        break;
      case 'ping':
        this.say({ say: 'pong', at: command.at, serverNow: this.parts.clock.now() });
        break;
      case 'absent':
        this.own.get(command.session)?.absent(command.why, command.ms);
        break;
      case 'taps':
        this.taps.attend();
        break;
      case 'rules':
        this.taps.rule(command.rules);
        break;
      case 'release':
        this.taps.release(command);
        break;
    }
  }

  private takeKey({ request, upstream, value }: Extract<Command, { op: 'key' }>): void {
    const key = value.trim();
    if (!this.parts.upstreams().some(({ id }) => id === upstream)) {
      const why = problem('unknown_upstream', 'The key is for an upstream this server does not have.');
      this.say({ say: 'problem', request, problem: why });
      return;
    }
    // Such a value could end a header line; the sentence does not repeat it.
    if (!/^[\x20-\x7e]+$/.test(key)) {
      const why = problem('bad_value', 'A key has at least one character, all of them printable ASCII.');
      this.say({ say: 'problem', request, problem: why });
      return;
    }
    const { handle, length } = this.parts.masker.know(key, 'given');
    this.parts.grants.grant(handle, upstream);
    this.say({ say: 'key', request, handle, length, tail: length >= 12 ? key.slice(-4) : null });
  }

  private open(command: Extract<Command, { op: 'open' }>): void {
    const asked = this.admitted(command);
    if ('code' in asked) {
      this.say({ say: 'problem', session: command.session, problem: asked });
      return;
    }
    const { upstream, target } = asked;
    const pass = this.parts.allowance?.enter('relay', upstream.id) ?? null;
    if (pass !== null && 'code' in pass) {
      this.say({ say: 'problem', session: command.session, problem: pass });
      return;
    }
    const { clock, limits } = this.parts;
    const head: SessionHead = {
      id: command.session,
      upstream: upstream.id,
      dialect: upstream.dialect,
      startedAt: clock.wall(),
      via: target.via,
    };
    const session = new Session(head, { clock, limits, forget: (s) => this.parts.forget(s) });
    this.sessions.set(head.id, session);
    this.own.set(head.id, session);
    session.attach(this, 0);
    this.say({ say: 'session', head, startedNow: session.startedAt });
    const transport = this.parts.transportFor(upstream);
    this.parts.opened();
    session.start(pass === null ? transport : metered(transport, pass), target);
  }

  private admitted(command: Extract<Command, { op: 'open' }>): ReturnType<typeof targetOf> {
    if (this.sessions.has(command.session)) return problem('bad_command', 'There is a session with this id.');
    // Those of its own: taps are none of its doing.
    const asked = [...this.own.values()].filter((session) => session instanceof Session).length;
    if (asked >= this.parts.limits.sessions)
      return problem('limit_reached', `${asked} sessions are open in this page.`);
    return targetOf(command, { ...this.parts, upstreams: this.parts.upstreams() });
  }

  private closeSession({ session: id, code, reason }: Extract<Command, { op: 'close' }>): void {
    const session = this.own.get(id);
    const bytes = encodeUtf8(reason);
    if (session === undefined) return;
    if (isCloseCode(code) && bytes.length <= 123) session.close(code, bytes);
    else {
      const detail = `Not closed: code ${code} with a reason of ${bytes.length} bytes (at most 123) cannot be sent.`;
      session.note({ kind: 'failure', problem: problem('bad_value', detail) });
    }
  }

  private resume(id: string, seq: number): void {
    const session = this.sessions.get(id) ?? this.parts.taps?.view(id) ?? undefined;
    // Ours before it is attached: what waits may be taken at once.
    if (session !== undefined) this.own.set(id, session);
    if (session?.attach(this, seq)) return;
    this.own.delete(id);
    this.say({ say: 'gone', session: id, problem: problem('session_gone', 'What arrived here is kept.') });
  }

  /** A session is over, or another page took it over. */
  lost(session: PagedSession): void {
    this.own.delete(session.head.id);
  }

  wake(bytes: number): void {
    if (this.gone) return;
    this.waitingBytes += bytes;
    const { clock, limits } = this.parts;
    if (this.waitingBytes >= limits.batchBytes) this.flush();
    else this.timer ??= clock.after(limits.batchMs, () => this.flush());
  }

  /** Sends what waits. */
  flush(): void {
    const { clock, limits } = this.parts;
    clock.cancel(this.timer);
    this.timer = undefined;
    this.waitingBytes = 0;
    this.isTapHeld = false;
    const credit = { left: limits.tapBytes };
    for (const session of this.own.values()) if (session instanceof TapView) credit.left -= session.owedBytes;
    for (;;) {
      const sections: { session: string; records: Uint8Array[] }[] = [];
      let room = limits.batchBytes;
      for (const session of [...this.own.values()]) {
        if (room <= 0) break;
        const { records, bytes } =
          session instanceof TapView ? this.takeTap(session, room, credit) : session.take(room);
        room -= bytes;
        if (records.length === 0) continue;
        sections.push({ session: session.head.id, records });
        // Who had something is the last to be asked again: a flood on one leaves the others their turn.
        if (this.own.delete(session.head.id)) this.own.set(session.head.id, session);
      }
      if (sections.length === 0) break;
      this.link.binary(encodeBatch(sections));
    }
    this.taps.numbered();
  }

  private takeTap(view: TapView, room: number, credit: { left: number }): ReturnType<TapView['take']> {
    const before = view.owedBytes;
    const mayRead = credit.left > 0 || before < this.parts.limits.batchBytes;
    const taken = view.take(room, mayRead);
    if (!mayRead) this.isTapHeld = true;
    credit.left -= view.owedBytes - before;
    return taken;
  }

  /** The link is gone: its sessions wait a while for the page to come back. */
  closed(): void {
    this.gone = true;
    this.parts.clock.cancel(this.timer);
    this.taps.closed();
    for (const session of this.own.values()) session.detach(this);
  }

  /** Ends what this page opened; taps are their clients'. */
  abandon(): void {
    for (const session of [...this.own.values()])
      if (session instanceof Session) session.abandon(1001, 'console page gone');
  }

  tell(why: Problem): void {
    this.say({ say: 'problem', problem: why });
  }

  end(code: number, reason: string): void {
    this.link.close(code, reason);
  }

  private say(notice: Notice): void {
    if (!this.gone) this.link.text(JSON.stringify(notice));
  }
}
