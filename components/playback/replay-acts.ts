/** What is done with the record that is played in the page: buttons, keys and palette do the same. */
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { mostAudibleSpeed, type PlaybackView, type PlaybackWish } from '@/lib/console/rooms/playback-room.ts';
import type { ConsoleState } from '@/lib/console/state.ts';
import type { Problem } from '@/lib/problem/problem.ts';

/** Nothing to jump to stands there. */
export type Nothing = { none: 'finding' | 'turn' };

/** What is played of the session on show; null for nothing. */
export function playbackOf({ playback, active }: Pick<ConsoleState, 'playback' | 'active'>): PlaybackView {
  return playback?.session === active ? playback : null;
}

/** Why the session on show cannot be played again; null where it can. */
export function whyNotPlayable({ sessions, active }: Pick<ConsoleState, 'sessions' | 'active'>): string | null {
  const session = sessions.find(({ id }) => id === active);
  if (session === undefined) return 'no session yet';
  const { phase } = session.connection;
  const over = phase === 'refused' || phase === 'closed' || phase === 'failed';
  return over ? (session.entries === 0 ? 'it has no entries' : null) : 'it is still going on';
}

/** Plays on, or pauses. What the player holds back when it pauses is heard when it plays on. */
export async function togglePlay(facade: ConsoleFacade): Promise<Problem | Nothing | null> {
  const state = facade.getState();
  const playback = playbackOf(state);
  if (playback?.playing) {
    facade.pause();
    return asked(facade, { op: 'pause' });
  }
  const { state: sound, other } = state.player;
  const isHeld = playback !== null && sound === 'paused' && other === null && playback.speed <= mostAudibleSpeed;
  // The press of a button is what lets the browser play: the queue that waits goes on with it.
  if (isHeld) facade.play();
  return asked(facade, { op: 'play', goesOn: isHeld });
}

/** Sets the moment, one way or another: what the player still holds is of another one. */
export function moveTo(
  facade: ConsoleFacade,
  wish: Extract<PlaybackWish, { op: 'go' | 'step' | 'jump' }>,
): Promise<Problem | Nothing | null> {
  hush(facade);
  return asked(facade, wish);
}

/** The worker keeps it from one session to the next, as the page has to. */
let chosenSpeed = 1;

/** How many times as fast as it was the next record is played. */
export function speedChosen(): number {
  return chosenSpeed;
}

export function setSpeed(facade: ConsoleFacade, speed: number): Promise<Problem | Nothing | null> {
  chosenSpeed = speed;
  hush(facade);
  return asked(facade, { op: 'speed', speed });
}

/** The whole log again. */
export function leavePlayback(facade: ConsoleFacade): Promise<Problem | Nothing | null> {
  hush(facade);
  return asked(facade, { op: 'leave' });
}

function hush(facade: ConsoleFacade): void {
  const state = facade.getState();
  const { state: sound, other } = state.player;
  const isHeard = sound === 'playing' || sound === 'buffering' || sound === 'paused';
  if (playbackOf(state) !== null && isHeard && other === null) facade.stop();
}

async function asked(facade: ConsoleFacade, wish: PlaybackWish): Promise<Problem | Nothing | null> {
  const answer = await facade.ask('playback', wish);
  return answer === null || 'text' in answer ? null : answer;
}
