/** The sound of one session as the page looks at it: a window of it with all that lies in it. */
import type { SoundSegment } from '../../audio/session-sound.ts';
import type { SoundMeasures } from '../../audio/sound-meter.ts';
import type { Clock } from '../../clock/clock.ts';
import { partitionPoint } from '../../session/partition-point.ts';
import {
  longestSpectrumS,
  mostClips,
  mostFrames,
  mostMarkers,
  mostStreams,
  mostWords,
  type SoundAsk,
  type SoundFigures,
  type SoundSpectrum,
  type SoundStream,
  type SoundView,
} from '../sound-view.ts';
import { isOver } from './connection-words.ts';
import type { HeldSession } from './held-session.ts';
import { solidPeaks } from './solid-peaks.ts';
import { SoundFramePlaces } from './sound-sight-frames.ts';
import { closePeaks, SoundJob, type SoundStretch, spectrumOf } from './sound-sight-jobs.ts';
import { SoundMarks } from './sound-sight-marks.ts';

const mostPairs = 4000;
/** Samples that one pair of the outline stands for: what is drawn closer is decoded again. */
const outlineSamples = 256;
/** Measuring an hour takes milliseconds: while sound arrives it is done so often. */
const measureEveryMs = 250;

export class SoundSight {
  readonly held: HeldSession;
  private readonly clock: Clock;
  private readonly marks: SoundMarks;
  private readonly places: SoundFramePlaces;
  private readonly close: SoundJob<Float32Array<ArrayBuffer>>;
  private readonly spectrum: SoundJob<SoundSpectrum>;
  /** Rises when something that was asked for is there. */
  private made = 0;
  private measured: { version: number; atMs: number; figures: SoundFigures; clips: SoundView['clips'] } | null = null;

  /** `changed`: what takes its time is there. */
  constructor(held: HeldSession, clock: Clock, changed: () => void) {
    this.held = held;
    this.clock = clock;
    this.marks = new SoundMarks(held.session, held.track.sound);
    this.places = new SoundFramePlaces(held.track.sound);
    const done = () => {
      this.made++;
      changed();
    };
    this.close = new SoundJob(clock, done);
    this.spectrum = new SoundJob(clock, done);
  }

  /** Reads the next entries, `max` at most; false when some are left. */
  catchUp(max: number): boolean {
    const words = this.held.words.catchUp(max);
    const places = this.places.catchUp(max);
    return this.marks.catchUp(max) && words && places;
  }

  /** Another state, another view. */
  get state(): string {
    const { session, track } = this.held;
    const { length } = session.log;
    const { version, seconds } = track.sound;
    const measured = this.measured?.version;
    return `${session.log.head.id} ${length} ${version} ${seconds} ${this.made} ${measured} ${isOver(session.connection)}`;
  }

  /** Measures what came since, when it is time to; false while the figures are older than the sound. */
  keepMeasured(): boolean {
    const { version } = this.held.track.sound;
    if (this.measured?.version === version) return true;
    if (this.measured !== null && this.clock.now() - this.measured.atMs < measureEveryMs) return false;
    this.measure();
    return true;
  }

  /** What is made for one window only is not wanted any more. */
  leave(): void {
    this.close.forget();
    this.spectrum.forget();
  }

  view(ask: SoundAsk, selected: number | null): SoundView {
    const { session, track, words } = this.held;
    const { sound } = track;
    const { seconds } = sound;
    const live = !isOver(session.connection);
    const { fromS, toS } = windowOf(ask, seconds);
    const pairs = Math.max(1, Math.min(mostPairs, Math.floor(ask.pairs)));
    const stretch = { from: sound.sampleAt(fromS), to: sound.sampleAt(toS), fromS, toS };
    const still = ask.toS !== Number.POSITIVE_INFINITY || !live;
    const { first, last } = this.framesIn(fromS, toS);
    const { markers, more } = this.marks.between(first, last, mostMarkers);
    const here = markers.filter(({ atS }) => atS >= fromS && atS <= toS);
    const all = words.all();
    const said = all.filter((word) => word.toS > fromS && word.fromS < toS);
    const chosen = selected === null ? null : sound.rangeOf(selected);
    const { figures, clips } = this.measured ?? this.measure();
    return {
      session: session.log.head.id,
      seconds,
      live,
      sampleRateHz: track.sampleRateHz,
      ...this.streams(fromS, toS),
      fromS,
      toS,
      peaks: solidPeaks(
        (still ? this.closely(stretch, pairs) : null) ?? sound.peaks(fromS, toS, pairs),
        (toS - fromS) / pairs,
      ),
      frameCount: last - first + 1,
      frames: last - first + 1 > mostFrames ? null : this.places.between(first, last),
      markers: here,
      moreMarkers: more,
      words: said.slice(0, mostWords),
      moreWords: Math.max(0, said.length - mostWords),
      allWords: all.length,
      clips: clips.filter((clip) => clip.toS > fromS && clip.fromS < toS).slice(0, mostClips),
      selected: chosen === null ? null : { seq: chosen.seq, fromS: chosen.fromS, toS: chosen.toS },
      figures,
      spectrum: ask.spectrogram ? this.spectrumIn(stretch, pairs, ask) : null,
    };
  }

  /** First and last audio frame that sounds in the window; the last is before the first when there is none. */
  private framesIn(fromS: number, toS: number): { first: number; last: number } {
    const { sound } = this.held.track;
    const last = sound.frameAtSecond(Math.min(toS, sound.seconds) - 1e-9)?.ordinal ?? sound.decodedFrames - 1;
    // Frames of headers only stand before the first sample.
    const first = fromS <= 0 ? 0 : (sound.frameAtSecond(fromS)?.ordinal ?? last + 1);
    return { first, last: toS >= sound.seconds ? sound.decodedFrames - 1 : last };
  }

  /** Those that begin or sound in the window, the first few; how many there are, and the last of all. */
  private streams(fromS: number, toS: number): Pick<SoundView, 'streams' | 'streamCount' | 'lastStream'> {
    const { sound } = this.held.track;
    const streamCount = sound.segmentCount;
    const startOf = (at: number) => sound.segment(at)?.startS ?? 0;
    const first = Math.max(0, partitionPoint(streamCount, (at) => startOf(at) < fromS) - 1);
    const streams: SoundStream[] = [];
    for (let at = first; at < streamCount && startOf(at) <= toS && streams.length < mostStreams; at++) {
      const one = sound.segment(at);
      if (one !== null) streams.push(streamOf(one));
    }
    const last = sound.segment(streamCount - 1);
    return { streams, streamCount, lastStream: last === null ? null : streamOf(last) };
  }

  /** Null where the outline is close enough, and until it is decoded. */
  private closely(stretch: SoundStretch, pairs: number): Float32Array<ArrayBuffer> | null {
    const { sound } = this.held.track;
    const { from, to, fromS, toS } = stretch;
    if (to - from >= pairs * outlineSamples || to <= from) return null;
    if (sound.ratesBetween(from, to).length !== 1) return null;
    const { what, fresh } = this.close.of(`${fromS} ${toS} ${pairs}`, `${to}`, () => closePeaks(sound, stretch, pairs));
    return fresh ? what : null;
  }

  /** Of sound that still arrives it may be that of a moment ago. */
  private spectrumIn(stretch: SoundStretch, pairs: number, ask: SoundAsk): SoundView['spectrum'] {
    const { sound } = this.held.track;
    const { from, to } = stretch;
    if (to <= from) return null;
    if (sound.secondsOf(to) - sound.secondsOf(from) > longestSpectrumS) return 'too-long';
    // Columns narrower than a sample would be empty.
    const columns = Math.max(1, Math.min(pairs, 1200, to - from));
    const make = (pause: () => Promise<boolean>) => spectrumOf(sound, stretch, columns, pause);
    return this.spectrum.of(`${ask.fromS} ${ask.toS} ${columns}`, `${from} ${to}`, make).what;
  }

  private measure(): NonNullable<SoundSight['measured']> {
    const { version } = this.held.track.sound;
    const measures = this.held.track.sound.measures();
    const clips = measures.clips.slice(0, 10 * mostClips).map(({ fromS, toS }) => ({ fromS, toS }));
    this.measured = { version, atMs: this.clock.now(), figures: figuresOf(measures), clips };
    return this.measured;
  }
}

/** The window that is meant, in seconds, never empty. */
export function windowOf(
  { fromS, toS }: Pick<SoundAsk, 'fromS' | 'toS'>,
  seconds: number,
): { fromS: number; toS: number } {
  const least = 0.001;
  if (toS !== Number.POSITIVE_INFINITY) {
    const from = Math.max(0, Number.isFinite(fromS) ? fromS : 0);
    return { fromS: from, toS: Math.max(from + least, Number.isFinite(toS) ? toS : 0) };
  }
  if (fromS < 0 && Number.isFinite(fromS)) {
    const from = Math.max(0, seconds + fromS);
    return { fromS: from, toS: from - fromS };
  }
  const from = Math.max(0, Number.isFinite(fromS) ? fromS : 0);
  return { fromS: from, toS: Math.max(from + least, seconds) };
}

function streamOf({ index, ask, startS, seconds, sampleRateHz }: SoundSegment): SoundStream {
  return { index, format: ask.format, startS, seconds, sampleRateHz };
}

function figuresOf(measures: SoundMeasures): SoundFigures {
  const { leadingSilenceS, trailingSilenceS, pauseCount, clipCount, clippedSamples, peakDbfs, loudnessLufs } = measures;
  let longest: SoundFigures['longestPause'] = null;
  for (const { fromS, toS } of measures.pauses) {
    if (longest === null || toS - fromS > longest.toS - longest.fromS) longest = { fromS, toS };
  }
  const silences = { leadingSilenceS, trailingSilenceS, pauseCount, longestPause: longest };
  return { ...silences, clipCount, clippedSamples, peakDbfs, loudnessLufs };
}
