/** The sound that the page looks at and points at: whose it is, which window of it, when the page is told of it again. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { PlayedRange } from '../../player/range-feed.ts';
import { problem } from '../../problem/problem.ts';
import type { FromWorker, SavedPart, ToWorker, WorkerState } from '../port.ts';
import type { SoundAsk } from '../sound-view.ts';
import type { HeldSession } from './held-session.ts';
import { SoundSight } from './sound-sight.ts';
import { saveSound } from './sound-sight-save.ts';

/** Twenty times a second is as live as a drawing need be. */
const everyMs = 50;
/** So long, and so many entries at once, a session's words and marks are read in one go. */
const sliceMs = 4;
const sliceEntries = 500;

export type SoundSightParts = {
  clock: Clock;
  /** The session on show, and its selected entry. */
  shown: { readonly active: HeldSession | null; readonly selected: number | null };
  find: (id: string) => HeldSession | undefined;
  playRange: (id: string, range: PlayedRange) => void;
  say: (patch: Partial<WorkerState>) => void;
  post: (message: FromWorker) => void;
};

export class SoundSightDesk {
  private readonly parts: SoundSightParts;
  private ask: SoundAsk | null = null;
  private sight: SoundSight | null = null;
  private timer: Timer | undefined;
  private told = '';

  constructor(parts: SoundSightParts) {
    this.parts = parts;
  }

  /** False for a wish that is none of this desk's business. */
  take(message: ToWorker): boolean {
    if (message.do === 'sound') this.look(message.ask);
    else if (message.do === 'play-frame') this.playFrame(message);
    else if (message.do === 'save-sound') this.save(message);
    else return false;
    return true;
  }

  /** Null: nobody looks any more. */
  private look(ask: SoundAsk | null): void {
    this.ask = ask;
    this.parts.clock.cancel(this.timer);
    this.timer = undefined;
    this.turn();
  }

  /** Call when entries came, sound was decoded, something else was selected or another session is shown. */
  wake(): void {
    if (this.ask === null && this.told === '') return;
    this.timer ??= this.parts.clock.after(everyMs, () => {
      this.timer = undefined;
      this.turn();
    });
  }

  private turn(): void {
    const { clock, shown, say } = this.parts;
    const { ask } = this;
    const held = shown.active;
    if (ask === null || held === null) {
      this.sight?.leave();
      this.sight = null;
      if (this.told !== '') say({ soundView: null });
      this.told = '';
      return;
    }
    if (this.sight?.held !== held) {
      this.sight?.leave();
      this.sight = new SoundSight(held, clock, () => this.wake());
    }
    const end = clock.now() + sliceMs;
    let read = this.sight.catchUp(sliceEntries);
    while (!read && clock.now() < end) read = this.sight.catchUp(sliceEntries);
    const measured = this.sight.keepMeasured();
    const chosen = shown.selected;
    const asked = `${ask.fromS} ${ask.toS} ${ask.pairs} ${ask.spectrogram}`;
    const state = `${this.sight.state} ${read} ${chosen} ${asked}`;
    if (state !== this.told) {
      this.told = state;
      say({ soundView: this.sight.view(ask, chosen) });
    }
    if (!read || !measured) this.wake();
  }

  private playFrame({ session, seq, last, loop, speed }: Extract<ToWorker, { do: 'play-frame' }>): void {
    const sound = this.parts.find(session)?.track.sound;
    const first = sound?.rangeOf(seq) ?? null;
    const toS = sound?.rangeOf(last)?.toS ?? first?.toS ?? 0;
    if (first !== null && toS > first.fromS) this.parts.playRange(session, { fromS: first.fromS, toS, loop, speed });
    else this.parts.say({ announcement: `Frame #${seq} has no sound of its own` });
  }

  private save({ id, session, fromS, toS, as }: Extract<ToWorker, { do: 'save-sound' }>): void {
    const { clock, find, post } = this.parts;
    const held = find(session);
    const tell = (part: SavedPart) => post({ say: 'sound-file', id, ...part });
    if (held === undefined) tell({ problem: problem('save_failed', 'the session is no longer kept') });
    else void saveSound(held.track.sound, held.session.log, { fromS, toS }, as, clock, tell);
  }
}
