/** Speaks what is queued, in order, and hands over the pieces when the plan says so. One talker per stream. */
import type { Clock, Timer } from '../clock/clock.ts';
import { type Piece, type SpeechPlan, smallestGapMs } from './speech-plan.ts';
import type { Speaker, Spoken, VoiceStream } from './voice.ts';

/** A text that went to synthesis as a whole; its units know it. */
export type Chunk = { text: string };

/**
 * `opens`: the first unit after a flush, for the plan. `done` is
 * called when its last piece has gone out.
 */
export type Unit = { text: string; speaker: Speaker; opens: boolean; chunk?: Chunk; done?: () => void };

/**
 * Where a piece comes from. `untilMs`: up to its end, of the unit's own audio; `last`: no more of the unit follows; `final`: no
 * more of anything, but for what the encoder holds back.
 */
export type Source = { unit: Unit; spoken: Spoken; untilMs: number; last: boolean; final: boolean };

export type Talker = {
  say(units: readonly Unit[]): void;
  /** What was said so far is a file of its own: its end goes out, and what is said next begins another. */
  seal(): void;
  /** After the last unit: the stream's tail, then `finished`. */
  finish(): void;
  /** Stops at once; nothing more is handed over. */
  abandon(): void;
};

export type TalkerNeeds = {
  clock: Clock;
  /** Opens a stream: one for all, or another after each `seal`. */
  open(): VoiceStream;
  plan: SpeechPlan;
  /** `source` is null for what the encoder held back to the end. */
  onPiece(piece: Piece, source: Source | null): void;
  onFinished(): void;
  /** Synthesis failed: nothing follows. */
  onFailed(why: string): void;
  /** Resolves when the client can take more. */
  roomy(): Promise<void>;
};

/** Lateness up to this is made up for by the next pieces; after more (a client that did not read) the pace begins anew. */
const mostCaughtUpMs = 250;

/** `unit` null: the end of the stream. */
type Waiting = { unit: Unit | null; stream: VoiceStream; askedAt: number; spoken: Promise<Spoken> | null };

export function openTalker(needs: TalkerNeeds): Talker {
  const { clock, plan } = needs;
  /** What is said next goes there. */
  let stream: VoiceStream | null = needs.open();
  let isSpokenTo = false;
  const queue: Waiting[] = [];
  let running = false;
  let ending = false;
  let gone = false;
  let lastAt = Number.NEGATIVE_INFINITY;
  /** When the last piece was due, which is not when it went: a timer's lateness must not add up over a long reply. */
  let lastDue = Number.NEGATIVE_INFINITY;
  let timer: Timer | undefined;
  let wake: (() => void) | undefined;

  /** The voice works ahead by two units, so that speech is ready when it is due; never by a whole book. */
  const prepare = () => {
    for (const item of queue.slice(0, 2)) {
      if (item.spoken !== null || item.unit === null) continue;
      item.spoken = item.stream.speak(item.unit.text, item.unit.speaker);
      item.spoken.catch(() => {}); // met again where it is awaited
    }
  };

  const until = (at: number): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      timer = clock.after(Math.max(0, at - clock.now()), resolve);
    });

  const hand = async (piece: Piece, dueAt: number, source: Omit<Source, 'final'> | null) => {
    await until(dueAt);
    if (gone) return;
    await needs.roomy();
    if (gone) return;
    lastAt = clock.now();
    lastDue = Math.max(dueAt, lastAt - mostCaughtUpMs);
    needs.onPiece(piece, source && { ...source, final: source.last && ending && queue.length === 1 });
  };

  const nextAt = (piece: Piece) => Math.max(lastDue + piece.gapMs, lastAt + smallestGapMs);

  const endStream = async (ended: VoiceStream) => {
    const tail = plan.tail(await ended.end());
    if (tail !== null && !gone) await hand(tail, nextAt(tail), null);
  };

  const speakOne = async (item: Waiting, unit: Unit) => {
    const spoken = await (item.spoken as Promise<Spoken>);
    prepare();
    let earliest = item.askedAt + plan.firstAudioMs;
    const pieces = plan.cut(spoken, unit.opens);
    let sent = 0;
    for (const [i, piece] of pieces.entries()) {
      if (gone) return;
      sent += piece.bytes.length;
      const untilMs = (spoken.audioMs * sent) / spoken.bytes.length;
      const last = i === pieces.length - 1;
      const source = { unit, spoken, untilMs, last };
      await hand(piece, Math.max(earliest, nextAt(piece)), source);
      earliest = 0;
    }
    if (!gone) unit.done?.();
  };

  const run = async () => {
    running = true;
    try {
      for (;;) {
        const item = queue[0];
        if (item === undefined) break;
        prepare();
        await (item.unit === null ? endStream(item.stream) : speakOne(item, item.unit));
        if (gone) return;
        queue.shift();
      }
      if (!ending) return;
      if (stream !== null) await endStream(stream);
      if (!gone && lastAt !== Number.NEGATIVE_INFINITY) await until(lastAt + smallestGapMs);
      if (gone) return;
      gone = true;
      needs.onFinished();
    } catch (error) {
      if (gone) return;
      gone = true;
      drop();
      needs.onFailed(error instanceof Error ? error.message : String(error));
    } finally {
      running = false;
    }
  };

  const drop = () => {
    for (const one of new Set([...queue.map((item) => item.stream), stream])) one?.drop();
  };

  const wakeUp = () => {
    prepare();
    if (!running && queue.length > 0) void run();
  };

  return {
    say(units) {
      if (gone || ending) return;
      for (const unit of units) {
        stream ??= needs.open();
        isSpokenTo = true;
        queue.push({ unit, stream, askedAt: clock.now(), spoken: null });
      }
      wakeUp();
    },
    seal() {
      if (gone || ending || stream === null || !isSpokenTo) return;
      queue.push({ unit: null, stream, askedAt: clock.now(), spoken: null });
      stream = null;
      isSpokenTo = false;
      wakeUp();
    },
    finish() {
      if (gone || ending) return;
      ending = true;
      if (!running) void run();
    },
    abandon() {
      if (gone) return;
      gone = true;
      clock.cancel(timer);
      wake?.();
      drop();
    },
  };
}
