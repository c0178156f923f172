/** What has happened on this socket so far, as the rules need it: model, state of the conversation, what was asked for. */
import type { Span } from '../../../bytes/span.ts';
import type { Peek } from '../../../msgpack/peek.ts';
import type { Entry } from '../../../session/entry.ts';
import { stateAfter } from '../../course.ts';
import type { AudioFormat, Reading } from '../../dialect.ts';
import { fishMoves, type State } from '../course.ts';
import { fishFormats } from '../start-request.ts';
import { fieldIn, numberIn, textIn, type Value } from './value.ts';

/** A frame with what could be read of it. `event` is null where it is no event, or one of the wrong side. */
export type Seen = {
  seq: number;
  t: number;
  sent: boolean;
  opcode: 'text' | 'binary';
  bytes: Uint8Array;
  reading: Reading;
  peek: Peek | null;
  /** The whole event; null for audio (of which only the top level is looked at) and for what could not be read. */
  value: Value | null;
  event: string | null;
};

/** One subject's rules. `frame` sees data frames; `other` every other entry; both before the scene moves on. */
export type Part = {
  frame?(seen: Seen, scene: Scene): void;
  other?(entry: Entry, scene: Scene): void;
  /** A start has come, and the scene has moved on. */
  asked?(asked: Asked, seen: Seen, scene: Scene): void;
  time?(t: number, scene: Scene): void;
  /** `knowsEnd`: the record holds the end of the connection too. */
  end?(scene: Scene, knowsEnd: boolean): void;
};

/** What `start` asked for, with the server's defaults for what it left out (protocol reference A3). */
export type Asked = {
  seq: number;
  format: AudioFormat;
  chunkLength: number;
  latency: string | undefined;
  text: string;
  /** How many voices the request names: 0 where it names none, or one only. */
  speakers: number;
};

export type Scene = {
  /** Of the `model` header; null where it was not sent; undefined where the record does not say. */
  model: string | null | undefined;
  state: State;
  asked: Asked | null;
  /** True from an accepted upgrade, or a first frame, to the close. */
  open: boolean;
};

export const firstScene = (): Scene => ({ model: undefined, state: 'silent', asked: null, open: false });

/** The models of the documents, and the one that is taken when the header is missing or not recognised. */
export const models: readonly string[] = ['s1', 's2-pro', 's2.1-pro', 's2.1-pro-free'];
const fallback = 's2.1-pro';

/** The model in force; undefined where the record does not hold the upgrade. */
export function modelInForce(scene: Scene): string | undefined {
  if (scene.model === undefined) return undefined;
  return scene.model !== null && models.includes(scene.model) ? scene.model : fallback;
}

export function askedBy(seq: number, event: Value): Asked {
  const request = fieldIn(event, 'request');
  const format = textIn(request, 'format');
  const chunkLength = numberIn(request, 'chunk_length');
  return {
    seq,
    format: fishFormats.find((known) => known === format) ?? 'mp3',
    chunkLength: chunkLength !== undefined && chunkLength > 0 ? chunkLength : 300,
    latency: textIn(request, 'latency'),
    text: textIn(request, 'text') ?? '',
    speakers: speakersOf(request),
  };
}

function speakersOf(request: Value | undefined): number {
  const ids = fieldIn(request, 'reference_id');
  if (ids?.is === 'list' && ids.items.length > 1) return ids.items.length;
  const references = fieldIn(request, 'references');
  if (references?.is !== 'list' || references.items[0]?.is !== 'list') return 0;
  return references.items.length > 1 ? references.items.length : 0;
}

/** Moves the state on by one event. Events of the wrong side do not. */
export function advance(scene: Scene, seen: Seen): void {
  scene.open = true;
  const { event } = seen;
  if (event === null) return;
  if (seen.sent && event === 'start') {
    // Of which nothing could be read, it begins nothing.
    if (seen.value === null) return;
    scene.asked = askedBy(seen.seq, seen.value);
  }
  scene.state = stateAfter(fishMoves, scene.state, seen.sent ? 'client' : 'server', event);
}

/** Where the whole value stands, as a proof. */
export function proofOf(
  seen: Seen,
  value?: { path: string; span?: Span },
): { seq: number; span?: Span; field?: string } {
  if (value === undefined) return { seq: seen.seq };
  return { seq: seen.seq, field: value.path, ...(value.span === undefined ? {} : { span: value.span }) };
}
