/** One number for people: its unit, the clock it was read from, and one sentence that says what it is. Plain data. */

/** Milliseconds; seconds of audio; bytes; a plain ratio; a count. */
export type Unit = 'ms' | 's' | 'B' | 'x' | 'n';
/** `wire`: the recorder's, at the socket; `page`: the page's receipt; `audio`: when samples were heard. All monotonic. */
export type FigureClock = 'wire' | 'page' | 'audio';

export type FigureId =
  | 'dns'
  | 'tcp'
  | 'tls'
  | 'upgrade'
  | 'first-byte'
  | 'first-playable'
  | 'first-audible'
  | 'first-heard'
  | 'gap-p50'
  | 'gap-p95'
  | 'gap-max'
  | 'real-time'
  | 'audio-bytes'
  | 'audio-seconds'
  | 'text-bytes'
  | 'text-characters'
  | 'after-interruption'
  | 'stalls'
  | 'stalled'
  | 'prebuffer'
  | 'to-page'
  | 'clock-doubt'
  | 'underruns'
  | 'underrun-time';

export type Figure = {
  id: FigureId;
  /** `First audio byte`. */
  label: string;
  /** Null where it cannot be told: `says` then says why not. */
  value: number | null;
  unit: Unit;
  clock: FigureClock;
  /** What the number is, in one sentence. */
  says: string;
};

/** The figure `id` of a list; undefined where there is none. */
export function figureOf(figures: readonly Figure[], id: FigureId): Figure | undefined {
  return figures.find((figure) => figure.id === id);
}

/** The value of figure `id`; null where there is none, or where it cannot be told. */
export function figureValue(figures: readonly Figure[], id: FigureId): number | null {
  return figureOf(figures, id)?.value ?? null;
}
