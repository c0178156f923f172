/**
 * The playback room of the capture core: the record of the session on show as if it came now. A moment of it moves over a clock, or
 * is set; the log shows what had come by then. The sound is played as its frames come, from where an ideal player would be.
 */
import type { Timer } from '../../../clock/clock.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { replayText } from '../../../scenario/replay/replay-text.ts';
import { mostAudibleSpeed, type PlaybackAnswer, type PlaybackWish } from '../../rooms/playback-room.ts';
import { isOver } from '../connection-words.ts';
import type { HeldSession } from '../held-session.ts';
import type { RoomParts } from '../room-parts.ts';
import type { Along } from '../sound-desk.ts';
import { nextOf } from './next-place.ts';
import { ReplayTimes } from './replay-times.ts';
import { soundAt } from './sound-at.ts';

/** The page is told of the moment so often; entries that come in between come with the next one of these, or at their own time. */
const mostMs = 50;
const leastMs = 16;

type Playing = {
  held: HeldSession;
  times: ReplayTimes;
  /** The moment when the clock said `fromNow`; while it is paused, the moment. */
  atMs: number;
  fromNow: number;
  playing: boolean;
  /** The last entry that has come. */
  to: number;
  /** Up to which entry sound was looked for. */
  soundTo: number;
  /** `waiting`: begins with the next audio frame that comes. */
  sound: 'off' | 'waiting' | 'begun';
  /** It is over: what has come of its sound is played to its end. */
  left: boolean;
  along: Along;
};

export class PlaybackDesk {
  private readonly parts: RoomParts;
  private now: Playing | null = null;
  private speed = 1;
  private timer: Timer | undefined;

  constructor(parts: RoomParts) {
    this.parts = parts;
    parts.log.moved = () => {
      if (this.now !== null && parts.log.active !== this.now.held) this.leave();
    };
  }

  async take(wish: PlaybackWish): Promise<PlaybackAnswer> {
    if (wish.op === 'text') return this.text(wish);
    if (wish.op === 'leave') {
      this.leave();
      return null;
    }
    if (wish.op === 'speed') {
      this.setSpeed(wish.speed);
      return null;
    }
    const now = this.begun();
    if ('code' in now) return now;
    if (wish.op === 'play') this.play(now, wish.goesOn);
    else if (wish.op === 'pause') this.pause(now);
    else if (wish.op === 'go') this.goTo(now, wish.toMs);
    else if (wish.op === 'step') this.step(now, wish.by);
    else return this.jump(now, wish);
    return null;
  }

  private text({ session, upstream, pace, speed }: PlaybackWish & { op: 'text' }): PlaybackAnswer {
    const captured = this.parts.sessions.find(session)?.session;
    if (captured === undefined) return problem('not_playable', 'it is no longer on the page');
    const { log, dialect, title } = captured;
    const text = replayText(log, dialect, { title: `${title} again`, upstream, pace, speed });
    return text === null ? problem('not_playable', 'the record holds no attempt to connect') : { text };
  }

  /** What is played now, begun at its end where nothing is. */
  private begun(): Playing | Problem {
    const held = this.parts.log.active;
    if (held === null) return problem('not_playable', 'no session is on show');
    if (!isOver(held.session.connection)) return problem('not_playable', `${held.session.title} is still going on`);
    if (this.now?.held === held) return this.now;
    this.leave();
    const times = new ReplayTimes(held.session.log);
    if (times.entries === 0) return problem('not_playable', `${held.session.title} has no entries`);
    const now: Playing = {
      held,
      times,
      atMs: times.endMs,
      fromNow: 0,
      playing: false,
      to: times.entries,
      soundTo: times.entries,
      sound: 'off',
      left: false,
      along: this.alongAt(() => now),
    };
    this.now = now;
    // What was cleared came too: from here on the moment decides.
    held.model.showAll();
    return now;
  }

  private alongAt(playing: () => Playing): Along {
    const isOver = () => playing().left || playing().soundTo >= playing().times.entries;
    return { speed: this.speed, upTo: () => playing().soundTo, isOver };
  }

  private play(now: Playing, goesOn: boolean): void {
    if (now.playing) return;
    const anew = now.to >= now.times.entries;
    if (anew) this.moveTo(now, 0, 0);
    now.playing = true;
    now.fromNow = this.parts.host.clock.now();
    this.follow();
    if (anew || !(goesOn && this.parts.sound.isAlong(now.along))) this.beginSound(now);
    this.tick();
  }

  private beginSound(now: Playing): void {
    const { sound } = this.parts;
    sound.endAlong(now.along);
    now.along = this.alongAt(() => now);
    now.soundTo = now.to;
    now.sound = this.speed > mostAudibleSpeed ? 'off' : 'waiting';
    const place = now.sound === 'off' ? null : soundAt(now.held, now.atMs);
    if (place === null) return;
    now.sound = 'begun';
    sound.playAlong(now.held.session, place.seq, place.fromS, now.along);
  }

  private pause(now: Playing): void {
    if (now.playing) this.advance(now);
    now.playing = false;
    this.tell(now);
  }

  private setSpeed(speed: number): void {
    const { now } = this;
    if (!Number.isFinite(speed)) return;
    if (now?.playing) this.advance(now);
    this.speed = Math.min(4, Math.max(0.5, speed));
    if (now === null) return;
    if (now.playing) this.beginSound(now);
    // What was held back was at the other speed.
    else this.silence(now);
    this.tell(now);
  }

  private goTo(now: Playing, toMs: number): void {
    const ms = Number.isFinite(toMs) ? Math.min(now.times.endMs, Math.max(0, toMs)) : 0;
    this.set(now, ms, now.times.entryAt(ms));
  }

  private step(now: Playing, by: number): void {
    const { times } = now;
    const seq = times.frame(Math.max(1, times.framesUpTo(now.to) + Math.trunc(by)));
    // Behind the last frame there may be more: how the connection ended.
    if (seq === null || (by > 0 && seq <= now.to)) this.set(now, times.endMs, times.entries);
    else this.stopAt(now, seq);
  }

  private jump(now: Playing, { to, by }: PlaybackWish & { op: 'jump' }): PlaybackAnswer {
    const from = by === 1 && now.to >= now.times.entries ? 0 : now.to;
    const seq = nextOf(now.held, to, from, by);
    if (seq === null) return { none: to };
    this.stopAt(now, seq);
    return null;
  }

  /** The record as it was when this entry had come, which is selected. */
  private stopAt(now: Playing, seq: number): void {
    this.set(now, now.times.tOf(seq), seq);
    this.parts.log.select(seq);
    this.parts.page.touchDetail();
  }

  private set(now: Playing, atMs: number, to: number): void {
    now.playing = false;
    this.silence(now);
    this.moveTo(now, atMs, to);
    this.follow();
    this.tell(now);
  }

  /** The newest row is what has just come. */
  private follow(): void {
    this.parts.log.setFollow(true);
    this.parts.page.say({ follow: true });
  }

  private silence(now: Playing): void {
    now.sound = 'off';
    this.parts.sound.endAlong(now.along);
  }

  private moveTo(now: Playing, atMs: number, to: number): void {
    now.atMs = atMs;
    now.to = to;
    // At its end the log is whole: what is noted in it meanwhile is shown too.
    now.held.model.playTo(to >= now.times.entries ? null : to);
  }

  private tick(): void {
    const { now } = this;
    const { clock } = this.parts.host;
    clock.cancel(this.timer);
    this.timer = undefined;
    if (now === null || !now.playing) return;
    this.advance(now);
    if (now.atMs >= now.times.endMs) now.playing = false;
    this.tell(now);
    if (!now.playing) return;
    const next = (now.times.tOf(now.to + 1) - now.atMs) / this.speed;
    this.timer = clock.after(Math.min(mostMs, Math.max(leastMs, next)), () => this.tick());
  }

  /** Brings the moment to where the clock is. */
  private advance(now: Playing): void {
    const clockNow = this.parts.host.clock.now();
    const atMs = Math.min(now.times.endMs, now.atMs + (clockNow - now.fromNow) * this.speed);
    now.fromNow = clockNow;
    this.moveTo(now, atMs, Math.max(now.to, now.times.entryAt(atMs)));
    this.hear(now);
  }

  /** Sound of what has come since it was looked for last. */
  private hear(now: Playing): void {
    const { session, track } = now.held;
    const from = now.soundTo;
    now.soundTo = now.to;
    if (now.sound === 'waiting') {
      for (let seq = from + 1; seq <= now.to && now.sound === 'waiting'; seq++) {
        if (!session.isReceivedAudio(seq)) continue;
        now.sound = 'begun';
        const upTo = track.secondsUpTo(seq) ?? 0;
        const before = Math.max(0, upTo - (track.secondsBetween(seq, seq) ?? 0));
        this.parts.sound.playAlong(session, seq, before, now.along);
      }
    } else if (now.sound === 'begun') this.parts.sound.pump();
  }

  private tell({ held, times, playing, atMs, to }: Playing): void {
    this.parts.page.say({
      playback: {
        session: held.session.log.head.id,
        playing,
        speed: this.speed,
        atMs,
        endMs: times.endMs,
        entry: to,
        entries: times.entries,
        frame: times.framesUpTo(to),
        frames: times.frames,
      },
    });
    this.parts.page.touchView();
  }

  private leave(): void {
    const { now } = this;
    if (now === null) return;
    this.now = null;
    this.parts.host.clock.cancel(this.timer);
    this.timer = undefined;
    now.left = true;
    if (this.parts.sound.isAlong(now.along)) this.parts.sound.pump();
    now.held.model.playTo(null);
    this.parts.page.say({ playback: null });
    this.parts.page.touchView();
  }
}
