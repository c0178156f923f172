/** The tap room of the capture core: rules and held frames are the server's; this desk tells of them and hands wishes over. */
import { type Problem, problem } from '../../../problem/problem.ts';
import { encodeSend } from '../../../relay/send.ts';
import { readRules } from '../../../relay/tap/rule-check.ts';
import type { TapRule } from '../../../relay/tap/rules.ts';
import type { BinaryHead, Command, Notice } from '../../../relay/wire.ts';
import { crossedClient } from '../../../session/client-view.ts';
import type { HeldFrame, TapAnswer, TapView, TapWish } from '../../rooms/tap-room.ts';
import type { HeldSession } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';

export type TapNotices = Extract<Notice, { say: 'rules' | 'held' | 'let-go' }>;
type Held = Omit<Extract<Notice, { say: 'held' }>, 'say'> & Pick<HeldFrame, 'is' | 'sinceMs'>;

export class TapDesk {
  private rules: readonly TapRule[] | null = null;
  /** As the server had them last. */
  private before: readonly TapRule[] = [];
  private gone: readonly TapRule[] = [];
  private used = 0;
  private readonly held = new Map<string, Held>();
  private refusal: Problem | null = null;
  private changed = false;
  private readonly parts: RoomParts;

  constructor(parts: RoomParts) {
    this.parts = parts;
  }

  async take(wish: TapWish): Promise<TapAnswer> {
    this.refused(null);
    if (wish.op === 'release') return this.command(wish);
    if (wish.op === 'end') return this.command({ op: 'close', session: wish.session, code: 1000, reason: '' });
    if (wish.op === 'edit' || wish.op === 'inject') {
      const { bytes, opcode, holes } = wish.frame;
      const { session } = wish;
      const frame = { session, opcode, holes };
      return this.bytes(
        wish.op === 'edit'
          ? { op: 'release-edited', held: wish.held, ...frame }
          : { op: 'inject', to: wish.to, ...frame },
        bytes,
      );
    }
    if (this.rules === null) return problem('relay_lost', 'the server has not told its rules yet');
    // The server reads them the same way; what it says of a list comes too late to stand beside the form.
    const rules = readRules(wish.op === 'again' ? [...this.rules, ...this.gone] : changedRules(this.rules, wish));
    return 'code' in rules ? rules : this.command({ op: 'rules', rules });
  }

  /** Nothing of this is worth keeping until the line is up again. */
  private command(command: Command): TapAnswer {
    return answered(this.parts.link()?.commandNow(command) === true);
  }

  private bytes(head: BinaryHead, payload: Uint8Array): TapAnswer {
    return answered(this.parts.link()?.bytes(encodeSend(head, payload)) === true);
  }

  notice(notice: TapNotices): void {
    if (notice.say === 'rules') this.hasRules(notice.rules, notice.used);
    else if (notice.say === 'let-go') this.held.delete(nameOf(notice));
    else {
      const { say: _, ...held } = notice;
      const sinceMs = this.parts.host.clock.wall();
      if (!this.held.has(nameOf(held))) this.held.set(nameOf(held), { ...held, is: null, sinceMs });
    }
    this.changed = true;
    this.parts.page.touchView();
  }

  private hasRules(rules: readonly TapRule[], used: number): void {
    this.rules = rules;
    this.before = rules;
    this.used = Math.max(this.used, used);
    if (rules.length > 0) this.gone = [];
  }

  /** Another server in place of the old one, which knew rules. */
  restarted(): void {
    if (this.before.length > 0) {
      this.gone = this.before;
      this.parts.announcer.warn('The server was restarted: its rules are gone.');
    }
    this.before = [];
    this.changed = true;
    this.parts.page.touchView();
  }

  /** Trouble of no session: the server would not do what was asked for. */
  refused(why: Problem | null): void {
    if (why === this.refusal) return;
    this.refusal = why;
    this.changed = true;
    this.parts.page.touchView();
  }

  /** The line is lost: what is held, and which rules there are, the server tells again. */
  lost(): void {
    this.rules = null;
    this.held.clear();
    this.changed = true;
    this.parts.page.touchView();
  }

  /** What the page is to know, when it changed; entries of held frames may have come meanwhile. */
  view(): { tap?: TapView } {
    for (const held of this.held.values()) if (held.is === null) this.look(held);
    if (!this.changed) return {};
    this.changed = false;
    const held = [...this.held.values()].flatMap((each) => this.shown(each) ?? []);
    const { rules, used, gone, refusal: refused } = this;
    return { tap: { rules, used, gone, held, refused } };
  }

  private look(held: Held): void {
    const found = this.parts.sessions.find(held.session);
    if (found === undefined || held.seq === 0 || found.session.log.length < held.seq) return;
    held.is = whatItIs(found, held.seq);
    const { clock } = this.parts.host;
    const moment = this.parts.clocksOf(held.session)?.sessionTime(clock.now());
    if (moment != null) held.sinceMs = clock.wall() - Math.max(0, moment.t - found.session.log.tOf(held.seq));
    this.changed = true;
    this.parts.announcer.say(`Held: ${held.is.kind} #${held.seq} of ${found.session.title}`);
  }

  /** Null for a frame of a session that this page does not show. */
  private shown({ session, held, seq, dir, is, sinceMs }: Held): HeldFrame | null {
    const found = this.parts.sessions.find(session)?.session;
    if (found === undefined) return null;
    return { session, held, seq, dir, title: found.title, dialect: found.log.head.dialect, is, sinceMs };
  }
}

function nameOf({ session, held }: { session: string; held: number }): string {
  return `${session} ${held}`;
}

function answered(isHanded: boolean): TapAnswer {
  return isHanded ? null : problem('relay_lost', 'it was not handed over');
}

type RuleWish = Extract<TapWish, { op: 'put' | 'arm' | 'remove' | 'disarm' }>;

function changedRules(rules: readonly TapRule[], wish: RuleWish): TapRule[] {
  if (wish.op === 'remove') return rules.filter(({ id }) => id !== wish.id);
  if (wish.op === 'disarm') return rules.map((rule) => ({ ...rule, on: false }));
  if (wish.op === 'arm') return rules.map((rule) => (rule.id === wish.id ? { ...rule, on: wish.on } : rule));
  const isThere = rules.some(({ id }) => id === wish.rule.id);
  return isThere ? rules.map((rule) => (rule.id === wish.rule.id ? wish.rule : rule)) : [...rules, wish.rule];
}

/** Readings follow what the client saw: a frame that has not reached it is read by itself. */
function whatItIs({ session }: HeldSession, seq: number): NonNullable<HeldFrame['is']> {
  const { log, dialect } = session;
  const entry = log.entry(seq);
  if (entry.kind !== 'frame') return { kind: entry.kind, meaning: session.meaningOf(seq), sizeBytes: 0, key: null };
  const reading = crossedClient(entry) ? session.readings.reading(seq) : dialect.openReader().read(entry);
  const masked = entry.masked?.find((place) => place.in === 'bytes');
  return {
    kind: reading.event,
    meaning: dialect.describe(entry, reading),
    sizeBytes: entry.bytes.length,
    key: masked === undefined ? null : { handle: masked.key, length: masked.end - masked.start },
  };
}
