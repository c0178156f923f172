/** Rules at work on one connection: the stage nearest to its client. Pure. */
import { fromBase64 } from '../../bytes/base64.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { otherLeg } from '../../faults/line-acts.ts';
import type { PassingFrame, Stage, StagePort } from '../../faults/stage.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { Leg } from '../../session/entry.ts';
import type { Masker } from '../../session/mask.ts';
import { filled } from './hold-fill.ts';
import { Lane, type Waiting } from './hold-lane.ts';
import { type Matcher, openMatcher } from './hold-match.ts';
import * as words from './hold-words.ts';
import { type EditedFrame, type HeldFrame, isFor, type ReleaseAct, type StageAsk, type TapRule } from './rules.ts';

export type HoldLimits = {
  /** What may wait on one connection, both directions together; beyond it whoever sends more is not read. */
  waitingBytes: number;
  waitingFrames: number;
  /** Largest frame of the user's. */
  maxPayload: number;
  /** Marks about frames that were lost with their connection; the rest is counted in one. */
  lostListed: number;
};

type HoldParts = {
  masker: Masker;
  limits: HoldLimits;
  rules: () => readonly TapRule[];
  /** A frame is held; its entry has its number. */
  held: (frame: HeldFrame) => void;
  letGo: (held: number) => void;
  /** The connection is over. */
  gone: () => void;
};

export class HoldStage implements Stage {
  private readonly ask: StageAsk;
  private readonly parts: HoldParts;
  private readonly port: StagePort;
  private readonly dialect: Dialect;
  private readonly matcher: Matcher;
  private readonly lanes: Record<Leg, Lane> = { client: new Lane(), upstream: new Lane() };
  private readonly heldItems = new Map<number, { item: Waiting; from: Leg; told: HeldFrame | null }>();
  /** Held, and not told of: their entries have no numbers yet. */
  private untold: number[] = [];
  private heldCount = 0;
  private readonly full = new Set<Leg>();
  /** Peers that get nothing any more. */
  private readonly closed = new Set<Leg>();
  private over = false;

  constructor(ask: StageAsk, parts: HoldParts, port: StagePort) {
    this.ask = ask;
    this.parts = parts;
    this.port = port;
    this.dialect = ask.dialect;
    this.matcher = openMatcher(ask.dialect, ask.upstream, ask.name);
  }

  frame(from: Leg, frame: PassingFrame): void {
    const { opcode, bytes } = frame;
    const dir = from === 'client' ? 'sent' : 'received';
    const rule = this.matcher.match({ dir, opcode, bytes }, this.parts.rules());
    if (rule === null) this.passInTurn(from, frame, [frame]);
    else if (rule.act === 'hold' || rule.act === 'delay') this.keep(from, frame, rule);
    else {
      const out = rule.act === 'replace' ? this.replaced(from, frame, rule) : frame;
      // What could not be replaced has its mark already.
      if (rule.act !== 'replace' || out !== frame) this.port.mark('user', words.actWords(rule), frame.of);
      if (rule.act === 'drop') this.port.drop(frame);
      else this.passInTurn(from, frame, rule.act === 'duplicate' ? [frame, frame] : [out]);
    }
    this.weigh(from);
  }

  closing(from: Leg, code: number, reason: Uint8Array): void {
    const go = () => {
      // What stands aside is too late now.
      this.lose(from, 'the connection was closed');
      this.closed.add(otherLeg(from));
      this.port.close(otherLeg(from), code, reason);
    };
    if (this.lanes[from].blocked()) this.wait(from, { frame: null, go, open: true });
    else go();
  }

  /** See `RuleStage`. */
  left(peer: Leg | 'us'): void {
    if (this.over) return;
    const until = words.endWords[peer];
    if (peer !== 'us') this.closed.add(peer);
    // Of the client what it sent last is lost too: nobody is there any more to whom it could matter.
    this.lose('client', until);
    if (peer !== 'upstream') this.lose('upstream', until);
  }

  gone(): void {
    if (this.over) return;
    this.over = true;
    for (const lane of [this.lanes.client, this.lanes.upstream])
      for (const item of lane.remove(() => true)) this.forget(item);
    this.full.clear();
    this.parts.gone();
  }

  /** What is held now, as far as it was told of. */
  heldNow(): HeldFrame[] {
    return [...this.heldItems.values()].flatMap(({ told }) => told ?? []);
  }

  /** Entry numbers of all that waits. */
  waitingNow(): number[] {
    const { client, upstream } = this.lanes;
    return [...client.all(), ...upstream.all()].flatMap(({ frame }) => frame?.of?.seq || []);
  }

  release(held: number, act: ReleaseAct, edited: EditedFrame | undefined, delayMs: number): Problem | null {
    const found = this.heldItems.get(held);
    const frame = found?.item.frame;
    if (found === undefined || frame == null) return problem('not_held', `There is no held frame ${held}.`);
    const { item, from } = found;
    let out = frame;
    if (edited !== undefined && act !== 'drop') {
      const bytes = this.filled(edited, otherLeg(from));
      if ('code' in bytes) return bytes;
      out = { opcode: edited.opcode, bytes, of: frame.of };
      this.lanes[from].grow(item, bytes.length);
    }
    const times = act === 'drop' ? 0 : act === 'duplicate' ? 2 : 1;
    item.go = () => {
      for (let i = 0; i < times; i++) this.port.pass(otherLeg(from), out);
    };
    this.forget(item);
    const now = this.port.clock.now();
    this.port.mark('user', words.releaseWords(now - item.since, act, edited, delayMs), frame.of);
    if (delayMs > 0 && act !== 'drop') {
      // By the user's hand from now on: it does not go before its time when the rule is off.
      item.rule = null;
      item.timer = this.port.clock.after(delayMs, () => this.open(from, item));
      this.weigh(from);
    } else this.open(from, item);
    return null;
  }

  inject(to: Leg, frame: EditedFrame): Problem | null {
    if (this.closed.has(to)) return problem('not_connected', words.overWords(to));
    const bytes = this.filled(frame, to);
    if ('code' in bytes) return bytes;
    this.port.mark('user', words.injectWords(to));
    this.port.pass(to, { opcode: frame.opcode, bytes, of: null });
    return null;
  }

  /** The rules have changed: what waits because of one that is off waits no longer. */
  rulesChanged(): void {
    const ids = new Set(this.armedIds());
    for (const from of ['client', 'upstream'] as const) {
      const freed: Waiting[] = [];
      for (const item of this.lanes[from].all()) {
        if (item.open || item.rule === null || item.frame === null || ids.has(item.rule.id)) continue;
        const ms = this.port.clock.now() - item.since;
        this.forget(item);
        this.port.mark('user', words.disarmedWords(ms, item.rule), item.frame.of);
        freed.push(item);
      }
      this.open(from, ...freed);
    }
  }

  private *armedIds(): Iterable<string> {
    const { upstream, name } = this.ask;
    for (const rule of this.parts.rules()) if (isFor(rule, upstream, name)) yield rule.id;
  }

  /** At once where nothing waits; control frames go past what waits. */
  private passInTurn(from: Leg, came: PassingFrame, out: readonly PassingFrame[]): void {
    const go = () => {
      for (const frame of out) this.port.pass(otherLeg(from), frame);
    };
    const control = came.opcode === 'ping' || came.opcode === 'pong';
    if (control || !this.lanes[from].blocked()) go();
    else {
      const item = this.wait(from, { frame: came, go, open: true });
      for (const { bytes } of out) if (bytes !== came.bytes) this.lanes[from].grow(item, bytes.length);
    }
  }

  private keep(from: Leg, frame: PassingFrame, rule: TapRule): void {
    this.port.mark('user', words.actWords(rule), frame.of);
    const go = () => this.port.pass(otherLeg(from), frame);
    const held = rule.act === 'hold' ? ++this.heldCount : 0;
    const item = this.wait(from, { frame, go, open: false, aside: rule.overtake === true, held, rule });
    if (held === 0) {
      item.timer = this.port.clock.after(rule.delayMs ?? 0, () => this.open(from, item));
      return;
    }
    this.heldItems.set(held, { item, from, told: null });
    if (this.untold.push(held) === 1) queueMicrotask(() => this.tell());
  }

  private wait(from: Leg, ask: Pick<Waiting, 'frame' | 'go' | 'open'> & Partial<Waiting>): Waiting {
    const since = this.port.clock.now();
    const size = ask.frame?.bytes.length ?? 0;
    const item: Waiting = { aside: false, held: 0, rule: null, timer: undefined, since, size, ...ask };
    this.lanes[from].add(item);
    return item;
  }

  private tell(): void {
    const numbers = this.untold;
    this.untold = [];
    for (const held of numbers) {
      const found = this.heldItems.get(held);
      const seq = found?.item.frame?.of?.seq;
      if (found === undefined || found.item.rule === null) continue;
      const dir = found.from === 'client' ? 'sent' : 'received';
      found.told = { session: this.ask.session, held, seq: seq ?? 0, dir, rule: found.item.rule.id };
      this.parts.held(found.told);
    }
  }

  /** Nothing keeps it any more but those before it. */
  private open(from: Leg, ...items: readonly Waiting[]): void {
    for (const item of items) {
      this.port.clock.cancel(item.timer);
      item.timer = undefined;
      item.open = true;
    }
    for (const next of this.lanes[from].take(items)) next.go();
    this.weigh(from);
  }

  /** Everything that came from there and waits is given up; close frames go on. */
  private lose(from: Leg, until: string): void {
    const now = this.port.clock.now();
    let listed = 0;
    let more = 0;
    for (const item of this.lanes[from].remove(() => true)) {
      this.port.clock.cancel(item.timer);
      this.forget(item);
      if (item.frame === null) item.go();
      else if (listed++ < this.parts.limits.lostListed)
        this.port.mark('user', words.lostWords(now - item.since, item.rule, until), item.frame.of);
      else more++;
    }
    if (more > 0) this.port.mark('user', words.moreLostWords(more, until));
    this.weigh(from);
  }

  private forget(item: Waiting): void {
    this.port.clock.cancel(item.timer);
    item.timer = undefined;
    const found = this.heldItems.get(item.held);
    if (found?.item !== item) return;
    this.heldItems.delete(item.held);
    if (found.told !== null) this.parts.letGo(item.held);
  }

  private replaced(from: Leg, frame: PassingFrame, rule: TapRule): PassingFrame {
    const { opcode = 'text', bytes: text = '', holes = [] } = rule.replacement ?? {};
    const foreign = holes.find(({ key }) => !this.ask.mayFill(key));
    if (foreign !== undefined) {
      const why = `${foreign.key} was not met on this connection`;
      this.port.mark('user', words.notReplacedWords(rule, why), frame.of);
      return frame;
    }
    const bytes = this.filled({ opcode, bytes: fromBase64(text) ?? new Uint8Array(0), holes }, otherLeg(from));
    if (!('code' in bytes)) return { opcode, bytes, of: frame.of };
    this.port.mark('user', words.notReplacedWords(rule, bytes.detail), frame.of);
    return frame;
  }

  private filled(frame: EditedFrame, to: Leg): Uint8Array | Problem {
    return filled(frame, to, this.dialect, this.parts.masker, this.parts.limits.maxPayload);
  }

  /** Whoever sends more than may wait is not read, until half of what waits has gone, or all that is its own. */
  private weigh(from: Leg): void {
    const { client, upstream } = this.lanes;
    const { waitingBytes, waitingFrames } = this.parts.limits;
    const bytes = client.bytes + upstream.bytes;
    const frames = client.length + upstream.length;
    if ((bytes > waitingBytes || frames > waitingFrames) && this.lanes[from].length > 0 && !this.full.has(from)) {
      this.full.add(from);
      this.port.mark('limit', words.fullWords(frames, client.payload + upstream.payload, from));
      this.ask.full(from, true);
    }
    const isMuch = bytes > waitingBytes / 2 || frames > waitingFrames / 2;
    for (const leg of this.full) {
      if (isMuch && this.lanes[leg].length > 0) continue;
      this.full.delete(leg);
      this.ask.full(leg, false);
    }
  }
}
