/** What the client of a faulted conversation must have seen, beside the same conversation without the fault. Data and plain comparisons. */
import { expect } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { toHex } from '../../bytes/hex.ts';
import type { SeenFrame, Talked } from './faulted-talk.ts';

export type Symptom = (base: Talked, got: Talked, about: { dialect: 'fish' | 'fishspeech'; format: string }) => void;

const hex = ({ bytes, opcode }: SeenFrame) => `${opcode} ${toHex(bytes)}`;
const all = ({ frames }: Talked) => frames.map(hex);
const sounds = ({ frames }: Talked) => frames.filter(({ role }) => role === 'audio');
const sound = (talked: Talked) => toHex(concatBytes(sounds(talked).map(({ audio }) => audio)));
const ends = ({ frames }: Talked) => frames.filter(({ role }) => role === 'done').length;
const names = ({ frames }: Talked) => frames.map(({ event }) => event);
const changed = (base: Talked, got: Talked) =>
  got.frames.flatMap((frame, i) => {
    const was = base.frames[i];
    return was === undefined || hex(was) === hex(frame) ? [] : [{ was, is: frame }];
  });
const texts = (dialect: string) => (dialect === 'fish' ? 1 : 2);
/** The only frame that is another one than without the fault. */
function only(base: Talked, got: Talked) {
  expect(got.frames.length).toBe(base.frames.length);
  const [one, ...more] = changed(base, got);
  expect(more).toEqual([]);
  if (one === undefined) throw new Error('no frame is changed');
  return one;
}
const bitsApart = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, byte, i) => sum + [...(byte ^ (b[i] ?? 0)).toString(2)].filter((bit) => bit === '1').length, 0);

export const symptoms: Readonly<Record<string, Symptom>> = {
  'first-audio'(base, got) {
    expect(all(got)).toEqual(all(base));
    expect((sounds(got)[0]?.t ?? 0) - (sounds(base)[0]?.t ?? 0)).toBe(4000);
  },
  jitter(base, got) {
    expect(all(got)).toEqual(all(base));
    const later = got.frames.map(({ t }, i) => t - (base.frames[i]?.t ?? 0));
    expect(Math.min(...later)).toBeGreaterThanOrEqual(0);
    expect(new Set(later).size).toBeGreaterThan(2);
  },
  drip(base, got) {
    expect(sound(got)).toBe(sound(base));
    const pieces = sounds(got);
    expect(pieces.length).toBe(sounds(base).reduce((sum, { audio }) => sum + Math.ceil(audio.length / 1024), 0));
    for (const [i, { audio, t }] of pieces.entries()) {
      expect(audio.length).toBeLessThanOrEqual(1024);
      if (i > 0) expect(t - (pieces[i - 1]?.t ?? 0)).toBeGreaterThanOrEqual(100);
    }
    expect(ends(got)).toBe(ends(base));
  },
  tail(base, got, { dialect }) {
    expect(sounds(got).length).toBe(sounds(base).length - texts(dialect));
    expect(sound(base).startsWith(sound(got).slice(0, 400))).toBe(true);
    expect(ends(got)).toBe(ends(base));
    expect(got.frames.at(-1)?.role).toBe('done');
  },
  stall(_base, got) {
    expect(sounds(got).length).toBe(1);
    expect(got.frames.at(-1)?.role).toBe('audio');
    expect(got.close).toBe(null);
  },
  'no-pong': (base, got) => expect(all(got)).toEqual(all(base)),
  idle: (_base, got) => expect(got.close).toMatchObject({ code: 1006, reason: '' }),
  drop(base, got) {
    const [first, second] = sounds(base);
    expect(sounds(got).length).toBe(sounds(base).length - 1);
    expect(sounds(got)[0]?.audio).toEqual(first?.audio);
    expect(all(got)).not.toContain(second === undefined ? '' : hex(second));
  },
  duplicate(base, got) {
    expect(sounds(got).length).toBe(sounds(base).length + 1);
    expect(hex(sounds(got)[1] as SeenFrame)).toBe(hex(sounds(got)[2] as SeenFrame));
  },
  reorder(base, got) {
    expect(all(got)).not.toEqual(all(base));
    expect(all(got).sort()).toEqual(all(base).sort());
    expect(changed(base, got).length).toBe(2);
  },
  truncate(base, got) {
    const { was, is } = only(base, got);
    expect(is.bytes.length).toBe(Math.floor(was.bytes.length / 2));
    expect(is.event).toBe('unreadable');
  },
  flip(base, got) {
    const { was, is } = only(base, got);
    const apart = bitsApart(was.audio, is.audio);
    expect(is.bytes.length).toBe(was.bytes.length);
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThanOrEqual(16);
    expect(bitsApart(was.bytes, is.bytes)).toBe(apart);
  },
  'wrong-type'(base, got) {
    const { was, is } = only(base, got);
    expect(is.event).toBe(was.event);
  },
  'unknown-event'(base, got) {
    expect(names(got).filter((name) => name === 'heartbeat').length).toBe(1);
    expect(got.frames.filter(({ event }) => event !== 'heartbeat').map(hex)).toEqual(all(base));
  },
  'two-in-one'(base, got) {
    expect(got.frames.length).toBe(base.frames.length - 1);
    const bytes = (talked: Talked) => toHex(concatBytes(talked.frames.map((frame) => frame.bytes)));
    expect(bytes(got)).toBe(bytes(base));
  },
  'text-frame'(base, got) {
    const { was, is } = only(base, got);
    expect([was.opcode, is.opcode].sort()).toEqual(['binary', 'text']);
    expect(is.bytes[0]).toBe(0x7b);
  },
  log(base, got) {
    expect(names(got).slice(0, 3)).toEqual(['log', 'log', 'log']);
    expect(all(got).slice(3)).toEqual(all(base));
  },
  'no-time'(base, got) {
    expect(sound(got)).toBe(sound(base));
    expect(names(got)).toEqual(names(base));
    expect(all(base).join(' ')).toContain('a474696d65');
    expect(all(got).join(' ')).not.toContain('a474696d65');
  },
  'cut-audio'(base, got) {
    const { was, is } = only(base, got);
    expect(is.audio.length).toBeGreaterThan(0);
    expect(is.audio.length).toBeLessThan(was.audio.length);
    expect(was.audio.slice(0, is.audio.length)).toEqual(is.audio);
  },
  'header-again'(base, got, { format }) {
    if (format === 'pcm') return expect(all(got)).toEqual(all(base));
    const { was, is } = only(base, got);
    const more = is.audio.length - was.audio.length;
    expect(format === 'mp3' ? more === 10 : format === 'wav' ? more === 44 : more > 60).toBe(true);
  },
  'wrong-format'(base, got, { format }) {
    expect(sounds(got).map(({ audio }) => audio.length)).toEqual(sounds(base).map(({ audio }) => audio.length));
    expect(sound(got).slice(0, 8)).toBe(format === 'wav' ? 'fffb90c4' : '52494646');
  },
  'finish-error'(base, got) {
    expect(names(got)).toEqual(['audio', 'finish']);
    expect(got.frames[1]?.role).toBe('error');
    expect(hex(got.frames[0] as SeenFrame)).toBe(hex(base.frames[0] as SeenFrame));
  },
  error(_base, got, { dialect }) {
    if (dialect === 'fish') {
      expect(names(got)).toEqual(['error']);
      expect(got.close).toMatchObject({ code: 1000, reason: '' });
      return;
    }
    const at = names(got).indexOf('error');
    expect(names(got).slice(at - 2, at + 2)).toEqual(['audio', 'audio', 'error', 'processing']);
    expect(ends(got)).toBe(1);
  },
  'audio-after-finish'(base, got, { dialect }) {
    expect(sounds(got).length).toBe(sounds(base).length + texts(dialect));
    expect(got.frames.at(-1)?.audio).toEqual(
      got.frames.findLast(({ role }, i) => role === 'audio' && i < got.frames.length - 1)?.audio,
    );
    expect(got.frames.at(-2)?.role).toBe('done');
  },
  'no-finish'(base, got) {
    expect(ends(got)).toBe(0);
    expect(sound(got)).toBe(sound(base));
    expect(got.close).toBe(null);
  },
  close(_base, got) {
    expect(sounds(got).length).toBe(1);
    expect(got.close).toMatchObject({ code: 1011, reason: 'closed by a fault' });
  },
  reset(_base, got) {
    expect(sounds(got).length).toBe(1);
    expect(got.close).toMatchObject({ code: 1006, reason: '' });
  },
};
