/** What one page has to do with taps: it gets their records, sets the rules over them, and says what becomes of what is held. */
import { problem } from '../../problem/problem.ts';
import type { Leg } from '../../session/entry.ts';
import { notTypedFor } from '../open-command.ts';
import type { SessionOwner } from '../paged-session.ts';
import type { RelayParts } from '../relay.ts';
import type { BinaryHead, Command, Notice, TapNotice } from '../wire.ts';
import type { BoardNotice } from './rules.ts';
import type { TapAudience } from './tap-hub.ts';
import type { TapView } from './tap-view.ts';

export type TapLinkPage = {
  owner: SessionOwner;
  say(notice: Notice): void;
  /** Takes a copy of a tap's record among the page's sessions. */
  has(view: TapView): void;
  view(id: string): TapView | null;
  views(): readonly TapView[];
};

type HeldNotice = Extract<BoardNotice, { say: 'held' }>;
type HeldHead = Exclude<BinaryHead, { op: 'send' }>;

export class TapLink implements TapAudience {
  readonly owner: SessionOwner;
  private readonly parts: RelayParts;
  private readonly page: TapLinkPage;
  private unwatch: (() => void) | null = null;
  /** Held, and not told yet: their entries have no numbers in this page. */
  private readonly untold = new Map<string, HeldNotice>();

  constructor(parts: RelayParts, page: TapLinkPage) {
    this.owner = page.owner;
    this.parts = parts;
    this.page = page;
  }

  /** The page wants every tap from now on. */
  attend(): void {
    const { taps, board } = this.parts;
    taps?.attend(this);
    const forgotten = taps?.newlyForgotten() ?? 0;
    if (forgotten > 0) this.page.say({ say: 'forgotten', taps: forgotten });
    if (board === undefined || this.unwatch !== null) return;
    this.unwatch = board.watch((notice) => this.told(notice));
    this.told({ say: 'rules', rules: board.rules() });
    for (const held of board.held()) this.told({ say: 'held', ...held });
  }

  begun(view: TapView, tap: TapNotice): void {
    this.page.has(view);
    // Before its entries, which leave with a batch.
    this.page.say({ say: 'session', head: view.head, startedNow: view.startedAt, tap });
    view.attach(this.owner, 0);
  }

  gone(view: TapView): void {
    const why = problem(
      'session_gone',
      'There was no room to keep what this page had not taken. What arrived here is kept.',
    );
    this.page.say({ say: 'gone', session: view.head.id, problem: why });
  }

  keep(view: TapView): void {
    this.page.say({ say: 'keep', session: view.head.id });
  }

  closed(): void {
    this.parts.taps?.leave(this);
    this.unwatch?.();
    this.unwatch = null;
    this.untold.clear();
  }

  /** The page was given entries: frames that are held may have their numbers now. */
  numbered(): void {
    for (const [name, notice] of this.untold) {
      const view = this.viewOf(notice);
      if (view?.hasPassed(notice.seq) === false) continue;
      this.untold.delete(name);
      if (view === undefined) continue;
      const { held, seq, dir } = notice;
      this.page.say({ say: 'held', session: view.head.id, held, seq: view.numberOf(seq) ?? 0, dir });
    }
  }

  rule(rules: unknown): void {
    const why = this.parts.board === undefined ? noTaps() : this.parts.board.set(rules);
    if (why !== null) this.page.say({ say: 'problem', problem: why });
  }

  release({ session, held, act, delayMs }: Extract<Command, { op: 'release' }>): void {
    const { board } = this.parts;
    const tap = this.page.view(session)?.tap.session ?? '';
    const why = board === undefined ? noTaps() : board.release(tap, held, act, undefined, delayMs);
    if (why !== null) this.page.say({ say: 'problem', problem: why });
  }

  /** A held frame that was changed, or one of our own. */
  frame(head: HeldHead, bytes: Uint8Array): void {
    const why = this.passed(head, bytes);
    if (why !== null) this.page.say({ say: 'problem', problem: why });
  }

  cannotSend(view: TapView): void {
    const detail = `Not sent: "${view.head.upstream}" is talking to its own client here. A frame of yours goes in with Inject.`;
    this.page.say({ say: 'problem', problem: problem('not_connected', detail) });
  }

  private passed(head: HeldHead, bytes: Uint8Array) {
    const { board, masker, grants } = this.parts;
    const view = this.page.view(head.session);
    if (board === undefined) return noTaps();
    if (view === null) return problem('not_connected', 'Not sent: there is no such connection.');
    const { tap } = view;
    const to = head.op === 'inject' ? head.to : this.toOf(tap.session, head.held);
    // A key goes to the upstream it was typed for, and back into the connection it stood in, and nowhere else.
    const mayGo = (key: string) =>
      tap.keys.has(key) || (to === 'upstream' && (!masker.byHandleOf(key) || grants.allows(key, tap.ask.upstream.id)));
    const foreign = head.holes.find(({ key }) => !mayGo(key));
    if (foreign !== undefined) return notTypedFor(foreign.key, tap.ask.upstream.id);
    const frame = { opcode: head.opcode, bytes, holes: head.holes };
    const dialect = this.parts.dialects.find(({ id }) => id === tap.ask.upstream.dialect);
    const why = grants.astray(frame, dialect, masker);
    if (why !== null) return why;
    if (head.op === 'inject') return board.inject(tap.session, head.to, frame);
    return board.release(tap.session, head.held, 'pass', frame);
  }

  private toOf(session: string, held: number): Leg {
    const found = this.parts.board?.held().find((one) => one.session === session && one.held === held);
    return found?.dir === 'received' ? 'client' : 'upstream';
  }

  /** Sessions and entries have other names and numbers in each page. */
  private told(notice: BoardNotice): void {
    if (notice.say === 'rules') {
      this.page.say({ say: 'rules', rules: [...notice.rules], used: this.parts.board?.usedNumber() ?? 0 });
      return;
    }
    const name = `${notice.session} ${notice.held}`;
    if (notice.say === 'held') {
      this.untold.set(name, notice);
      this.numbered();
      return;
    }
    const view = this.viewOf(notice);
    if (this.untold.delete(name) || view === undefined) return;
    this.page.say({ say: 'let-go', session: view.head.id, held: notice.held });
  }

  private viewOf({ session }: { session: string }): TapView | undefined {
    return this.page.views().find(({ tap }) => tap.session === session);
  }
}

function noTaps() {
  return problem('not_held', 'This server has no taps.');
}
