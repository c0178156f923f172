/** Marks that are read again later: their words are made and understood here, in one place. */
import type { Leg } from './entry.ts';

/** Of the recorder: the page was too slow, and the upstream was not read meanwhile. */
export function pausedWords(ms: number): string {
  return `console paused reading for ${ms} ms`;
}

/** Milliseconds, of such a mark; null for any other. */
export function pausedMs(says: string): number | null {
  const found = /^console paused reading for (\d+) ms$/.exec(says);
  return found === null ? null : Number(found[1]);
}

/** Of a tap: this peer took nothing of what was meant for it, so that the other one was not read meanwhile. */
export function heldBackWords(who: Leg, ms: number): string {
  return `the ${who} took nothing for ${ms} ms, and the ${who === 'client' ? 'upstream' : 'client'} was held back`;
}

/** Who, and for how many milliseconds, of such a mark; null for any other. */
export function heldBack(says: string): { who: Leg; ms: number } | null {
  const found = /^the (client|upstream) took nothing for (\d+) ms, and the (?:client|upstream) was held back$/.exec(
    says,
  );
  return found === null ? null : { who: found[1] as Leg, ms: Number(found[2]) };
}

/** Of the page: nobody looked at it, so that browsers may have run its timers late. Its duration ends at the mark. */
export function hiddenWords(ms: number): string {
  return `the page was hidden for ${ms} ms: browsers then may run it late`;
}

/** Milliseconds, of such a mark; null for any other. */
export function hiddenMs(says: string): number | null {
  const found = /^the page was hidden for (\d+) ms:/.exec(says);
  return found === null ? null : Number(found[1]);
}

/** Of the page: its own timer was late by so much. Why is not known. The lateness ends at the mark. */
export function stillWords(ms: number): string {
  return `the page stood still for ${ms} ms: it was busy, held back, or asleep`;
}

/** Milliseconds, of such a mark; null for any other. */
export function stillMs(says: string): number | null {
  const found = /^the page stood still for (\d+) ms:/.exec(says);
  return found === null ? null : Number(found[1]);
}

/** Of the relay: its whole process did nothing for so long, and nobody was read meanwhile. The silence ends at the mark. */
export function asleepWords(ms: number): string {
  return `nothing happened for ${(ms / 1000).toFixed(1)} s: did the machine sleep, or was this server held up?`;
}

/** Milliseconds, of such a mark; null for any other. */
export function asleepMs(says: string): number | null {
  const found = /^nothing happened for (\d+\.\d) s: did the machine sleep, or was this server held up\?$/.exec(says);
  return found === null ? null : Math.round(Number(found[1]) * 1000);
}

/** Of the player: it runs at another rate than was asked for, because the sound itself says so. */
export function playerRateWords(setHz: number, askedHz: number): string {
  return `player set to ${setHz} Hz, asked for were ${askedHz} Hz`;
}

/** Both rates, of such a mark; null for any other. */
export function playerRate(says: string): { setHz: number; askedHz: number } | null {
  const found = /^player set to (\d+) Hz, asked for were (\d+) Hz$/.exec(says);
  return found === null ? null : { setHz: Number(found[1]), askedHz: Number(found[2]) };
}

/** Of the player: the browser gave it another rate than the sound's. It sounds as it should, and is not what came bit for bit. */
export function convertedWords(outputHz: number, soundHz: number): string {
  return `player runs at ${outputHz} Hz: sound of ${soundHz} Hz is converted`;
}

/** Of the page: the file that this session was opened from broke off, or had been changed. It stands in every copy of the session. */
export function notWholeWords(fault: string): string {
  return `this recording was not whole when it was opened: ${fault}`;
}

/** What was wrong with the file, of such a mark; null for any other. */
export function notWholeOf(says: string): string | null {
  return /^this recording was not whole when it was opened: (.*)$/s.exec(says)?.[1] ?? null;
}

/** Of a tap: so many frames went by while nobody took them, and the oldest made room. */
export function notKeptWords(count: number): string {
  return `not kept: ${count} frames, no page took them in time`;
}

/** Of a tap that a page came to when it was under way: what came before stands in another page's record. */
export function joinedLateWords(count: number): string {
  return `joined later: ${count} ${count === 1 ? 'entry before this is' : 'entries before this are'} not here`;
}

/** Of such a mark: how many; 0 for any other. */
export function joinedLateBy(says: string): number {
  return Number(/^joined later: (\d+) entr(?:y before this is|ies before this are) not here$/.exec(says)?.[1] ?? 0);
}

/** How many frames or entries are not in the record, of any mark that says so; 0 for any other. */
export function notKeptBy(says: string): number {
  const found = /^not kept: ([\d,]+) /.exec(says);
  return found === null ? 0 : Number((found[1] as string).replaceAll(',', ''));
}

/** Whether something that crossed the wire before this mark is not in the record. */
export function isLossMark(says: string): boolean {
  return notKeptBy(says) > 0 || joinedLateBy(says) > 0;
}

/** Of a tap: the end of a client's connection that carried plain HTTP calls alone. */
export const callsOverWords = 'the connection of these calls is over';

/** The user let a held frame of a tap go nowhere. */
export function thenDroppedWords(ms: number): string {
  return `held for ${ms} ms, then dropped`;
}

export function isThenDropped(says: string): boolean {
  return /^held for \d+ ms, then dropped$/.test(says);
}

/** Of a fault, without its name before it: it ended the connection, and no server did. */
export const faultEnds = {
  close: (code: number) => `closed with ${code}`,
  reset: () => 'the connection is reset',
  idle: (seconds: number) => `no frame for ${seconds} s: the connection is lost`,
  error: () => 'the server refuses in words, and closes',
} as const;

/** Whether a mark by a fault says that it ended the connection. */
export function isFaultEnd(says: string): boolean {
  return /^[a-z-]+: (closed with \d+|the connection is reset|no frame for .* s: the connection is lost|the server refuses in words, and closes)(;|$)/.test(
    says,
  );
}

/** Of a tap: whose socket ended first, where no close frame was before it. */
export function leftWords(who: 'client' | 'upstream', how: 'fin' | 'reset'): string {
  return `The ${who} ${how === 'fin' ? 'ended' : 'reset'} its socket without a close frame`;
}

/** Whether a mark of the tap says that of its client. */
export function isClientLeft(says: string): boolean {
  return says === leftWords('client', 'fin') || says === leftWords('client', 'reset');
}

/** The user ended a tapped connection by hand. */
export const endedHereWords = 'closed from the page';

/** Of the page: memory had no room for all of the session. Nothing is missing from the record. */
export function onDiskWords(upTo: string): string {
  return `payloads of the entries 1 to ${upTo} are read from the disk: memory had no room for them`;
}

/** Whether a mark of the page says only that. */
export function isOnDisk(says: string): boolean {
  return /^payloads of the entries 1 to [\d,]+ are read from the disk: /.test(says);
}
