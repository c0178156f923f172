/** What the dialect made of each entry, as columns beside the record: about 27 bytes an entry, no objects kept. */
import type { Reading, Role } from '../../dialects/dialect.ts';
import type { Problem } from '../../problem/problem.ts';
import { growUint8, growUint32 } from '../../session/column.ts';
import { KindNames } from './kind-names.ts';

const roles: readonly Role[] = [
  'config',
  'text',
  'flush',
  'end',
  'cancel',
  'audio',
  'meta',
  'done',
  'error',
  'unknown',
  'control',
];

export type Tone = 'normal' | 'error' | 'warning' | 'mark';
const tones: readonly Tone[] = ['normal', 'error', 'warning', 'mark'];

/** Different problems that are known again: a peer may make each of its own. */
const mostKnown = 256;

export class Readings {
  readonly kinds = new KindNames();
  /** Entries per kind code. */
  readonly counts = new Uint32Array(256);
  private length = 0;
  private kind = new Uint8Array(256);
  private role = new Uint8Array(256);
  private tone = new Uint8Array(256);
  private audioStart = new Uint32Array(256);
  private audioEnd = new Uint32Array(256);
  private round = new Uint32Array(256);
  private previous = new Uint32Array(256);
  private burst = new Uint32Array(256);
  private readonly problems = new Map<number, Problem>();
  private readonly known = new Map<string, Problem>();
  /** Names beyond the limit of `KindNames`. */
  private readonly longTail = new Map<number, string>();

  /**
   * Adds the reading of the next entry (`null` for what is no frame). `previous`: the frame before it in the same direction, 0 for
   * none. `burst`: the first frame of the run of audio frames it belongs to, 0 for none.
   */
  add(kind: string, tone: Tone, reading: Reading | null, previous: number, burst: number): void {
    const at = this.length;
    this.reserve(at + 1);
    const code = this.kinds.code(kind);
    this.kind[at] = code;
    this.counts[code] = (this.counts[code] as number) + 1;
    this.tone[at] = tones.indexOf(tone);
    this.previous[at] = previous;
    this.burst[at] = burst;
    if (this.kinds.name(code) !== kind) this.longTail.set(at, kind);
    if (reading !== null) {
      this.role[at] = roles.indexOf(reading.role);
      this.round[at] = reading.round;
      this.audioStart[at] = reading.audio?.start ?? 0;
      this.audioEnd[at] = reading.audio?.end ?? 0;
      if (reading.problem !== null) this.problems.set(at, this.oneOf(reading.problem));
    }
    this.length = at + 1;
  }

  /** The same problem in a million frames is one object. */
  private oneOf(problem: Problem): Problem {
    const key = JSON.stringify(problem);
    const known = this.known.get(key);
    if (known === undefined && this.known.size < mostKnown) this.known.set(key, problem);
    return known ?? problem;
  }

  /** The reading of a frame, made anew. */
  reading(seq: number): Reading {
    const at = seq - 1;
    const audio = { start: this.audioStart[at] as number, end: this.audioEnd[at] as number };
    return {
      role: roles[this.role[at] as number] as Role,
      event: this.kindOf(seq),
      // An event may hold audio of no bytes; a whole frame of sound that is empty (0 to 0) cannot be told from none.
      audio: audio.end > 0 ? audio : null,
      problem: this.problems.get(at) ?? null,
      round: this.round[at] as number,
    };
  }

  kindOf(seq: number): string {
    return this.longTail.get(seq - 1) ?? this.kinds.name(this.kind[seq - 1] as number);
  }
  kindCode(seq: number): number {
    return this.kind[seq - 1] as number;
  }
  toneOf(seq: number): Tone {
    return tones[this.tone[seq - 1] as number] as Tone;
  }
  hasProblem(seq: number): boolean {
    return (this.tone[seq - 1] as number) === 1 || (this.tone[seq - 1] as number) === 2 || this.problems.has(seq - 1);
  }
  audioSize(seq: number): number {
    return (this.audioEnd[seq - 1] as number) - (this.audioStart[seq - 1] as number);
  }
  audioStartOf(seq: number): number {
    return this.audioStart[seq - 1] as number;
  }
  roundOf(seq: number): number {
    return this.round[seq - 1] as number;
  }
  previousOf(seq: number): number {
    return this.previous[seq - 1] as number;
  }
  burstOf(seq: number): number {
    return this.burst[seq - 1] as number;
  }

  private reserve(count: number): void {
    if (count <= this.kind.length) return;
    this.kind = growUint8(this.kind);
    this.role = growUint8(this.role);
    this.tone = growUint8(this.tone);
    this.audioStart = growUint32(this.audioStart);
    this.audioEnd = growUint32(this.audioEnd);
    this.round = growUint32(this.round);
    this.previous = growUint32(this.previous);
    this.burst = growUint32(this.burst);
  }
}
