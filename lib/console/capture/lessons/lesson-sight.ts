/** One session of the list as the goals of a lesson look at it: its frames as far as they are read, and what else is known, when asked for. */
import { nodeAtPath } from '../../../bytes/node-path.ts';
import type { NodeTable, TreeNode } from '../../../bytes/node-table.ts';
import type { Finding } from '../../../dialects/rule.ts';
import { type LessonFrame, type LessonSession, mostFrames } from '../../../lessons/lesson.ts';
import type { Entry } from '../../../session/entry.ts';
import type { TimingView } from '../../../timing/timing-view.ts';
import { isOver } from '../connection-words.ts';
import { evidenceOf } from '../evidence-of.ts';
import type { HeldSession } from '../held-session.ts';

/** An entry may be on its way this long: a time that it may still come before is not told. */
const onTheWayMs = 250;
/** A view of the timing that was dear is not made anew before so many times its cost has passed. */
const restPerView = 20;
const deepest = 12;

export class LessonSight implements LessonSession {
  readonly held: HeldSession;
  readonly frames: LessonFrame[] = [];
  /** A goal was given an older view of the timing, since the next is not due yet. */
  isResting = false;
  private readonly evidence: ReturnType<typeof evidenceOf>;
  private taken = 0;
  private view: { made: TimingView; version: number; restUntilMs: number } | null = null;

  constructor(held: HeldSession) {
    this.held = held;
    this.evidence = evidenceOf(held);
  }

  /** Reads at most `most` entries on; true when none that goals may see is left. */
  catchUp(most: number): boolean {
    const { log, readings } = this.held.session;
    const stop = Math.min(log.length, this.taken + most);
    while (this.taken < stop && this.frames.length < mostFrames) {
      const seq = ++this.taken;
      const dir = log.dirOf(seq);
      const opcode = log.opcodeOf(seq);
      if (dir === null || (opcode !== 'text' && opcode !== 'binary') || !log.isOfClient(seq)) continue;
      const { event, role, round } = readings.reading(seq);
      this.frames.push({ seq, t: log.tOf(seq), dir, event, role, round, sizeBytes: log.sizeOf(seq) });
    }
    return this.taken >= log.length || this.frames.length >= mostFrames;
  }

  /** Another one whenever a goal might see something else; time that passes is not counted. */
  get version(): string {
    const { session, timing, track } = this.held;
    const { length } = this.frames;
    return `${length} ${length < mostFrames ? session.log.length : ''} ${session.findings.version} ${timing.version} ${track.seconds} ${this.isOver}`;
  }

  get id(): string {
    return this.held.session.log.head.id;
  }
  get dialect(): string {
    return this.held.session.log.head.dialect;
  }
  get upstream(): string {
    return this.held.session.log.head.upstream;
  }
  get isTapped(): boolean {
    return this.held.session.tap !== null;
  }
  get agent(): string {
    return this.held.session.agent;
  }
  get isOver(): boolean {
    return isOver(this.held.session.connection);
  }
  get timeMs(): number {
    const { log } = this.held.session;
    const last = log.length === 0 ? 0 : log.tOf(log.length);
    return this.isOver ? last : Math.max(last, this.held.sessionTime() - onTheWayMs);
  }
  get length(): number {
    return this.held.session.log.length;
  }
  get findings(): readonly Finding[] {
    const { findings } = this.held.session;
    return [...findings.all(), ...findings.about()];
  }
  get sound(): LessonSession['sound'] {
    return this.evidence.sound();
  }

  get timing(): TimingView | null {
    const { clock, timing } = this.held;
    const began = clock.now();
    const { view } = this;
    if (view !== null && view.version === timing.version) return view.made;
    if (view !== null && began < view.restUntilMs) {
      this.isResting = true;
      return view.made;
    }
    const made = timing.view();
    const now = clock.now();
    this.view = { made, version: timing.version, restUntilMs: now + restPerView * (now - began) };
    return made;
  }

  entry(seq: number): Entry {
    return this.held.session.log.entry(seq);
  }

  value(seq: number, path: string): unknown {
    const entry = seq >= 1 && seq <= this.length ? this.entry(seq) : null;
    if (entry?.kind !== 'frame') return undefined;
    const table = this.evidence.fields(seq);
    const node = table === null ? null : nodeAtPath(table, path);
    return table === null || node === null ? undefined : plain(table, node, entry.bytes);
  }
}

/** The node as a value: integers as numbers, bytes as bytes; maps without a prototype, since their keys come from outside. */
function plain(table: NodeTable, node: TreeNode, bytes: Uint8Array, depth = 0): unknown {
  if (node.type === 'bin') return bytes.slice(node.body, node.end);
  if (typeof node.value === 'bigint') return Number(node.value);
  if ((node.type !== 'map' && node.type !== 'array') || depth > deepest) return node.value;
  const children = node.children.map((id) => table.nodes[id] as TreeNode);
  if (node.type === 'array') return children.map((child) => plain(table, child, bytes, depth + 1));
  const made: Record<string, unknown> = Object.create(null);
  for (const child of children) {
    if (child.role === 'value') made[String(table.nodes[child.keyNode]?.value)] = plain(table, child, bytes, depth + 1);
  }
  return made;
}
