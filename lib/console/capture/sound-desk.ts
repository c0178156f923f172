/** Decides what is played: the live session's audio as it arrives, or a session again from its start. One playback at a time. */
import type { Clock, Timer } from '../../clock/clock.ts';
import type { Feed } from '../../player/feed.ts';
import type { HeardReport } from '../../player/heard-clock.ts';
import { createPlaybackFeed } from '../../player/playback-feed.ts';
import type { FeedPort } from '../../player/port.ts';
import { createRangeFeed, type PcmSource, type PlayedRange } from '../../player/range-feed.ts';
import { convertedWords, playerRateWords } from '../../session/mark-words.ts';
import type { Sound } from '../port.ts';
import type { AudioTrack, OpenAudio } from './audio-track.ts';
import type { CapturedSession } from './captured-session.ts';
import { isOver } from './connection-words.ts';
import { HeardLog } from './heard-log.ts';
import { type SegmentStream, segmentStream, type TurnAt } from './segment-stream.ts';

/** What the page shows of a session's sound. */
export function soundOf(track: AudioTrack | undefined): Sound {
  if (track === undefined) return { duration: 0, format: null, sampleRateHz: 0, problem: null };
  const { seconds, format, sampleRateHz, problem } = track;
  return { duration: seconds, format, sampleRateHz, problem };
}

/** Playback `id` is of the session `session`, from `fromS` seconds into its sound; `range`: of this part of it. */
export type SoundAsk = (id: number, sampleRateHz: number, fromS: number, session: string, range?: PlayedRange) => void;

/** A record that is played again: its sound is played as it comes, at 0.5 to 2 times its speed. */
export type Along = {
  /** The last entry that has come by now. */
  upTo: () => number;
  /** True when no more will come. */
  isOver: () => boolean;
  speed: number;
};

type Playback = {
  id: number;
  session: CapturedSession;
  feed: Feed;
  /** Null for a part that was asked for. */
  source: SegmentStream | null;
  startedAt: number | null;
  /** Seconds of sound taken from the session before this playback began. */
  secondsBefore: number;
  along: Along | null;
};

/** So long before the sound runs out its end is announced, so that the player takes the end for no gap. */
const noticeMs = 400;

export class SoundDesk {
  /** When what was played was heard. */
  readonly heard = new HeardLog();
  private playback: Playback | null = null;
  /** Sound that came after the end of the playback was told and before it was heard: it is played next. */
  private next: { session: CapturedSession; seq: number; secondsBefore: number } | null = null;
  private muted = false;
  private ids = 0;
  private timer: Timer | undefined;
  private readonly clock: Clock;
  private readonly open: OpenAudio;
  private readonly ask: SoundAsk;
  private readonly secondsOf: (session: CapturedSession) => number;
  private readonly note: (session: CapturedSession, says: string) => void;
  private readonly turnAt: (session: CapturedSession) => TurnAt;

  /**
   * `ask` gets a port from the page; `secondsOf` tells how much sound of a session is decoded so far; `note` writes down at which
   * rate it is played, where that is not the one that was asked for; `turnAt` tells where turns begin.
   */
  constructor(
    clock: Clock,
    open: OpenAudio,
    ask: SoundAsk,
    secondsOf: (session: CapturedSession) => number,
    note: (session: CapturedSession, says: string) => void,
    turnAt: (session: CapturedSession) => TurnAt,
  ) {
    this.clock = clock;
    this.open = open;
    this.ask = ask;
    this.secondsOf = secondsOf;
    this.note = note;
    this.turnAt = turnAt;
  }

  /** The user wants to hear what comes next on `live`: a replay of another session gives way. */
  unmute(live: CapturedSession | null): void {
    this.muted = false;
    if (this.playback !== null && this.playback.session !== live) this.end();
  }

  /** The user stopped playback: what still arrives stays silent. */
  mute(): void {
    this.muted = true;
    this.end();
  }

  /**
   * A new audio frame of the live session, at `seq`, with `secondsBefore` of sound decoded before it. Begins a playback when none is
   * under way.
   */
  arrived(session: CapturedSession, seq: number, secondsBefore: number): void {
    if (this.muted) return;
    const now = this.playback;
    // A replay of another session goes on: it was asked for.
    if (now !== null && !now.feed.done) return;
    // All was handed out, but not all was heard: its last words are not cut off, and a pause stays one.
    if (now?.session === session && !now.feed.drained) this.next ??= { session, seq, secondsBefore };
    else this.begin(session, seq, secondsBefore);
  }

  replay(session: CapturedSession | null): void {
    if (session === null) return;
    this.muted = false;
    const first = session.segments[0];
    if (first !== undefined) this.begin(session, first.from, 0, false);
  }

  /** Plays a part of a session's sound, in place of whatever is played. `failed` is told when it cannot be decoded. */
  playRange(session: CapturedSession, range: PlayedRange, source: PcmSource, failed: (cause: unknown) => void): void {
    this.end();
    this.muted = false;
    const id = ++this.ids;
    const name = session.log.head.id;
    const feed = createRangeFeed({
      source,
      range,
      needPort: (sampleRateHz) => {
        if (this.playback?.id !== id) return;
        this.heard.begin(name, { id, fromS: range.fromS, live: false, range });
        this.ask(id, sampleRateHz, range.fromS, name, range);
      },
      drained: () => this.drained(id),
      failed,
    });
    this.playback = { id, session, feed, source: null, startedAt: null, secondsBefore: range.fromS, along: null };
  }

  /** Plays what has come of a record that is played again, from the audio frame `seq` on, and what comes of it: call `pump` then. */
  playAlong(session: CapturedSession, seq: number, secondsBefore: number, along: Along): void {
    this.muted = false;
    this.begin(session, seq, secondsBefore, false, along);
  }

  /** Whether that is what is played now. */
  isAlong(along: Along): boolean {
    return this.playback?.along === along;
  }

  /** Ends it, where it is. */
  endAlong(along: Along): void {
    if (this.isAlong(along)) this.end();
  }

  /** A report of the player on playback `id`, its times on this page's worker's clock. */
  report(id: number, report: HeardReport): void {
    this.heard.add(id, report);
  }

  /** A session is no longer kept: its playback ends. */
  forget(session: CapturedSession): void {
    if (this.playback?.session === session || this.next?.session === session) this.end();
    this.heard.forget(session.log.head.id);
  }

  private end(): void {
    this.clock.cancel(this.timer);
    this.playback?.feed.close();
    this.playback = null;
    this.next = null;
  }

  private drained(id: number): void {
    if (this.playback?.id !== id || this.next === null) return;
    const { session, seq, secondsBefore } = this.next;
    this.begin(session, seq, secondsBefore);
  }

  connect(id: number, port: FeedPort): void {
    if (this.playback?.id === id) this.playback.feed.connect(port);
    else port.close();
  }

  /** Call after new entries. */
  pump(): void {
    this.playback?.feed.pump();
  }

  private begin(
    session: CapturedSession,
    from: number,
    secondsBefore: number,
    live = true,
    along: Along | null = null,
  ): void {
    this.end();
    const id = ++this.ids;
    const loaded = () => this.pump();
    const source = segmentStream(session, from, this.open, loaded, this.turnAt(session), along?.upTo);
    const askedHz = session.segmentOf(from)?.ask.sampleRateHz ?? 0;
    let soundHz = 0;
    const speed = along?.speed ?? 1;
    const range = along === null ? null : { fromS: secondsBefore, toS: Number.POSITIVE_INFINITY, loop: false, speed };
    const feed = createPlaybackFeed({
      open: (onBlock) => source.open(onBlock),
      next: () => source.next(),
      afterRest: () => source.afterRest(),
      complete: () => this.isComplete(id),
      needPort: (sampleRateHz) => {
        if (this.playback?.id !== id) return;
        this.playback.startedAt = this.clock.now();
        this.heard.begin(session.log.head.id, { id, fromS: secondsBefore, live, range });
        this.ask(id, sampleRateHz, secondsBefore, session.log.head.id, range ?? undefined);
        soundHz = sampleRateHz;
        // What is played again says nothing new of the record.
        if (along === null && askedHz > 0 && soundHz !== askedHz) this.note(session, playerRateWords(soundHz, askedHz));
      },
      ready: (outputHz) => {
        if (along === null && outputHz !== soundHz) this.note(session, convertedWords(outputHz, soundHz));
      },
      drained: () => this.drained(id),
      speed,
    });
    this.playback = { id, session, feed, source, startedAt: null, secondsBefore, along };
    feed.pump();
  }

  /**
   * Nothing more will come when the session is over. On an open connection a finished reply may be followed by the next one: then
   * the sound ends when it has nearly run out, so that a reply that comes in time goes on without a break.
   */
  private isComplete(id: number): boolean {
    const now = this.playback;
    if (now === null || now.id !== id || now.source?.drained() !== true) return false;
    const { session, along } = now;
    if (along !== null) return along.isOver();
    if (isOver(session.connection)) return true;
    if (!session.replyIsDone) return false;
    const seconds = this.secondsOf(session) - now.secondsBefore;
    const left = (now.startedAt ?? this.clock.now()) + seconds * 1000 - noticeMs - this.clock.now();
    if (left <= 0) return true;
    this.clock.cancel(this.timer);
    this.timer = this.clock.after(left, () => this.pump());
    return false;
  }
}
