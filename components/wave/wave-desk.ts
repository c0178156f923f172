import { visible } from '@/lib/bytes/visible.ts';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { SavedAs, SoundView } from '@/lib/console/sound-view.ts';
import { createStore } from '@/lib/console/store.ts';
import { frameAt, wordAt } from './sound-places.ts';
import { type Bounds, boundsOf, panned, revealed, type WaveWindow, wholeWindow, zoomed } from './wave-window.ts';

export type WaveState = {
  window: WaveWindow;
  /** Where playing begins; null while none was set. */
  cursorS: number | null;
  selection: Bounds | null;
  /** Where the pointer is. */
  hoverS: number | null;
  loop: boolean;
  speed: number;
  spectrogram: boolean;
  /** What became of a file that was asked for; empty when that is long past. */
  said: string;
};

/** What is offered: pitch and tempo change together. */
export const playableSpeeds: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2];

/** So much of a word is told where the cursor is. */
const mostLetters = 80;

const atFirst = { window: wholeWindow, cursorS: null, selection: null, hoverS: null, said: '' } as const;

/** What went well need not be read for longer. */
const saidMs = 6000;

/** Kept while another tab of the drawer is on show: what was chosen is still chosen afterwards. */
const desks = new WeakMap<ConsoleFacade, WaveDesk>();

export function waveDeskOf(facade: ConsoleFacade): WaveDesk {
  const desk = desks.get(facade) ?? new WaveDesk(facade);
  desks.set(facade, desk);
  return desk;
}

/** What is looked at and chosen of the sound on view, and what the buttons and keys do with it. */
export class WaveDesk {
  private readonly facade: ConsoleFacade;
  private readonly store = createStore<WaveState>({ ...atFirst, loop: false, speed: 1, spectrogram: false }, (run) =>
    requestAnimationFrame(run),
  );
  private session: string | null = null;
  /** The selected entry that was last brought into sight. */
  private shown: number | null = null;
  /** The place in the sound that was heard last. */
  private heardS = 0;
  /** What was asked to be played last: it is asked for again when its speed is changed. */
  private played: Bounds | null = null;
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(facade: ConsoleFacade) {
    this.facade = facade;
  }

  readonly get = (): WaveState => this.store.get();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  get view(): SoundView | null {
    return this.facade.getState().soundView;
  }

  get bounds(): Bounds {
    return boundsOf(this.get().window, this.view?.seconds ?? 0);
  }

  /** Call when the page's state changed: another session begins anew, what was selected elsewhere comes into sight. */
  follow(): void {
    const { view } = this;
    if (view === null) return;
    if (view.session !== this.session) {
      this.session = view.session;
      this.played = null;
      this.store.set(atFirst);
    }
    this.keepHeard(view.seconds);
    const selected = view.selected?.seq ?? null;
    if (selected === this.shown) return;
    this.shown = selected;
    const { selected: place } = view;
    if (place === null || place.toS <= place.fromS) return;
    const window = revealed(this.get().window, view.seconds, place);
    if (window !== this.get().window) this.store.set({ window });
  }

  /** What is heard stays in sight when it was: the window turns over like a page. */
  private keepHeard(seconds: number): void {
    const { position } = this.facade.getState().player;
    const before = this.heardS;
    this.heardS = position;
    const { window } = this.get();
    const { fromS, toS } = this.bounds;
    if (window.of !== 'part' || !this.isPlaying || before >= toS || before < fromS || position < toS) return;
    this.store.set({ window: revealed(window, seconds, { fromS: position, toS: position + (toS - fromS) * 0.8 }) });
  }

  zoom(factor: number, atS?: number): void {
    const { bounds, view } = this;
    const middle = this.get().cursorS ?? (bounds.fromS + bounds.toS) / 2;
    const at = atS ?? (middle >= bounds.fromS && middle <= bounds.toS ? middle : (bounds.fromS + bounds.toS) / 2);
    // Who points at a place wants that place, not the end of what arrives.
    const live = view?.live === true && atS === undefined && this.get().cursorS === null;
    const window = zoomed(this.get().window, view?.seconds ?? 0, factor, at, live);
    this.store.set({ window });
  }

  pan(share: number): void {
    this.store.set({ window: panned(this.get().window, this.view?.seconds ?? 0, share, this.view?.live ?? false) });
  }

  fit(): void {
    this.store.set({ window: wholeWindow });
  }

  hover(second: number | null): void {
    if (second !== this.get().hoverS) this.store.set({ hoverS: second });
  }

  /** Puts the cursor there and selects the frame that sounds there; what plays goes on from there. */
  point(second: number): void {
    this.moveTo(second);
    this.facade.setFollow(false);
    this.facade.selectAt(second);
    if (this.isPlaying) this.play({ fromS: second, toS: Number.POSITIVE_INFINITY });
  }

  /** Puts the cursor there; into sight, when it is not. */
  moveTo(second: number): void {
    const seconds = this.view?.seconds ?? 0;
    const cursorS = Math.min(seconds, Math.max(0, second));
    const window = revealed(this.get().window, seconds, { fromS: cursorS, toS: cursorS });
    this.store.set({ cursorS, window });
  }

  select(selection: Bounds | null): void {
    this.store.set({ selection });
  }

  setLoop(loop: boolean): void {
    this.store.set({ loop });
    this.again();
  }

  setSpeed(speed: number): void {
    this.store.set({ speed });
    this.again();
  }

  setSpectrogram(spectrogram: boolean): void {
    this.store.set({ spectrogram });
  }

  play(range: Bounds): void {
    const { loop, speed } = this.get();
    this.played = range;
    this.facade.playRange({ ...range, loop, speed });
  }

  playSelection(): void {
    const { selection } = this.get();
    if (selection !== null) this.play(selection);
  }

  /** The frame under the cursor, when `second` is given; else the selected one. */
  playFrame(second?: number): void {
    const { view } = this;
    const chosen = view?.selected ?? null;
    const isThere = chosen !== null && (second === undefined || (second >= chosen.fromS && second < chosen.toS));
    const frame = (second === undefined ? null : frameAt(view?.frames ?? null, second)) ?? (isThere ? chosen : null);
    if (frame === null) {
      // Where frames are too many to be told one by one: then it is selected, and can be played next.
      if (second !== undefined) this.facade.selectAt(second);
      return;
    }
    const { loop, speed } = this.get();
    this.played = { fromS: frame.fromS, toS: frame.toS };
    this.facade.playFrame(frame.seq, { loop, speed });
  }

  /** Hands all of it, or what is selected, to the browser as a file, and says what became of that. */
  async save(part: boolean, as: SavedAs): Promise<void> {
    const { selection } = this.get();
    if (part && selection === null) return;
    clearTimeout(this.silence);
    this.store.set({ said: 'Saving' });
    const range = part && selection !== null ? selection : { fromS: 0, toS: Number.POSITIVE_INFINITY };
    const why = await this.facade.saveSound(range, as);
    // One that was saved meanwhile would put this word away.
    clearTimeout(this.silence);
    this.store.set({ said: why === null ? 'Saved' : `${why.title}: ${why.detail}` });
    if (why === null) this.silence = setTimeout(() => this.store.set({ said: '' }), saidMs);
  }

  playAll(): void {
    this.play({ fromS: 0, toS: Number.POSITIVE_INFINITY });
  }

  /** Plays from the cursor; pauses what plays, and goes on with what is paused. */
  toggle(): void {
    const { state } = this.facade.getState().player;
    if (this.isPlaying) this.facade.pause();
    else if (state === 'paused') this.facade.play();
    else this.play(this.get().selection ?? { fromS: this.get().cursorS ?? 0, toS: Number.POSITIVE_INFINITY });
  }

  /** Marks a part and brings it into sight. */
  choose({ fromS, toS }: Bounds): void {
    const window = revealed(this.get().window, this.view?.seconds ?? 0, { fromS, toS });
    this.store.set({ cursorS: fromS, selection: { fromS, toS }, window });
  }

  /** A word: it is heard, and what was heard is marked. */
  playWord({ fromS, toS }: Bounds): void {
    this.choose({ fromS, toS });
    this.play({ fromS, toS });
  }

  /** To the frame before or after the one at the cursor. */
  step(by: number): void {
    const { view } = this;
    const frames = view?.frames ?? null;
    if (view === null || frames === null) return;
    const now = frameAt(frames, this.get().cursorS ?? 0)?.index ?? -1;
    for (let i = now + by; i >= 0 && i < frames.seqs.length; i += by) {
      const [fromS, toS] = [frames.fromS[i] as number, frames.toS[i] as number];
      if (toS > fromS) {
        this.point(fromS);
        return;
      }
    }
  }

  /** Where the cursor is, in words. */
  placeWords(second: number): string {
    const { view } = this;
    const frame = frameAt(view?.frames ?? null, second);
    const word = wordAt(view?.words ?? [], second);
    const parts = [`${second.toFixed(3)} s`];
    if (frame !== null) parts.push(`frame #${frame.seq}`);
    if (word !== null) parts.push(`“${visible(word.text.slice(0, mostLetters))}”`);
    return parts.join(', ');
  }

  private get isPlaying(): boolean {
    const { state, other } = this.facade.getState().player;
    return other === null && (state === 'playing' || state === 'buffering');
  }

  private again(): void {
    if (!this.isPlaying) return;
    const { loop } = this.get();
    const { position } = this.facade.getState().player;
    const part =
      this.played !== null && position >= this.played.fromS && position <= this.played.toS ? this.played : null;
    // What arrives just now is heard as it comes, once and at its own speed.
    if (part === null && this.view?.live !== false) return;
    const { fromS, toS } = part ?? { fromS: 0, toS: Number.POSITIVE_INFINITY };
    // Round and round it is the same part; once, what is left of it.
    this.play({ fromS: loop ? fromS : position, toS });
  }
}
