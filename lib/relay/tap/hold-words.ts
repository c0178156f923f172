/** What the marks of rules and held frames say. */
import type { Leg } from '../../session/entry.ts';
import { thenDroppedWords } from '../../session/mark-words.ts';
import type { EditedFrame, ReleaseAct, TapRule } from './rules.ts';

const named = (rule: TapRule) => `rule "${rule.id}"`;
const whole = (ms: number) => `${Math.round(ms)} ms`;
export const peerWords: Record<Leg, string> = { client: 'client', upstream: 'server' };

/** Until when something waited that never went on. */
export const endWords: Record<Leg | 'us', string> = {
  client: 'the client left',
  upstream: 'the server ended the connection',
  us: 'the connection was ended here',
};

/** When a rule acts on a frame. */
export function actWords(rule: TapRule): string {
  if (rule.act === 'hold') return `held: ${named(rule)}`;
  if (rule.act === 'drop') return `dropped: ${named(rule)}`;
  if (rule.act === 'duplicate') return `passed on twice: ${named(rule)}`;
  if (rule.act === 'delay') return `delayed by ${whole(rule.delayMs ?? 0)}: ${named(rule)}`;
  return `replaced: ${named(rule)}`;
}

/** When the user lets a frame go that was held for `ms`. */
export function releaseWords(ms: number, act: ReleaseAct, edited: EditedFrame | undefined, delayMs: number): string {
  if (act === 'drop') return thenDroppedWords(Math.round(ms));
  const how = `${edited === undefined ? 'as it was' : 'changed'}${act === 'duplicate' ? ', twice' : ''}`;
  return `held for ${whole(ms)}, then let go ${how}${delayMs > 0 ? `, to go on ${whole(delayMs)} later` : ''}`;
}

/** When its rule is off, or gone. */
export function disarmedWords(ms: number, rule: TapRule): string {
  return `${rule.act === 'hold' ? 'held' : 'delayed'} for ${whole(ms)}, then let go as it was: ${named(rule)} is off`;
}

/** When there is nobody any more to let it go to. `rule`: null for one that was only behind others. */
export function lostWords(ms: number, rule: TapRule | null, until: string): string {
  const did = rule === null ? 'waited' : rule.act === 'delay' ? 'delayed' : 'held';
  return `${did} ${whole(ms)}, until ${until}: it never went on`;
}

export function moreLostWords(count: number, until: string): string {
  return `${count} more waited until ${until}, and never went on`;
}

export function injectWords(to: Leg): string {
  return `put in by hand, for the ${peerWords[to]}`;
}

export function overWords(to: Leg): string {
  return `Not sent: the ${peerWords[to]} has been closed, or has left.`;
}

export function notReplacedWords(rule: TapRule, why: string): string {
  return `not replaced, passed on as it was: ${named(rule)}: ${why}`;
}

/** When more waits than may. `from`: who is not read. */
export function fullWords(frames: number, bytes: number, from: Leg): string {
  return `${frames} frames of ${bytes} bytes wait: the ${peerWords[from]} is not read until half of them have gone`;
}
