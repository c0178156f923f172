import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { encodeMsgpack } from '../../msgpack/encode.ts';
import type { ContainerSight } from '../state.ts';
import { CapturedSession } from './captured-session.ts';
import { containerSight } from './container-sight.ts';
import { drawnHead } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';
import { LogDesk } from './log-desk.ts';

const mp3 = readFileSync(new URL('../../audio/samples/fox.44100.128k.mp3', import.meta.url));

/** A start, then the stream in frames of `size` bytes: entries 2, 3, 4... */
function spoken(size: number): CapturedSession {
  const session = new CapturedSession(drawnHead, dialectOf('fish') as Dialect, 'drawn');
  const frame = (dir: 'sent' | 'received', event: object) =>
    session.append(0, { kind: 'frame', dir, opcode: 'binary', bytes: encodeMsgpack(event) });
  frame('sent', { event: 'start', request: { text: '', format: 'mp3' } });
  for (let at = 0; at < mp3.length; at += size) {
    frame('received', { event: 'audio', audio: new Uint8Array(mp3.subarray(at, at + size)), time: 1 });
  }
  return session;
}
const sightOf = (session: CapturedSession, seq: number) => containerSight(session, seq) as ContainerSight;

it('every byte of the stream stands in an item of the frame it came with, wherever the chunks cut', () => {
  const session = spoken(1000);
  for (let seq = 2; seq <= session.log.length; seq++) {
    const { start, end, parts } = sightOf(session, seq);
    let covered = start;
    for (const { item } of parts) {
      expect(item.start).toBeLessThanOrEqual(covered);
      covered = Math.max(covered, item.end);
    }
    expect(covered).toBeGreaterThanOrEqual(end);
  }
});

it('an item that a chunk cuts is shown in both frames, once in each', () => {
  const session = spoken(1000);
  const [first, second] = [sightOf(session, 2), sightOf(session, 3)];
  const cut = first.parts.at(-1);
  expect(cut?.ends).toBe('after');
  expect(second.parts[0]).toEqual({ item: cut?.item, begins: 'before', ends: 'here' });
  expect(first.parts.filter(({ item }) => item.start === cut?.item.start)).toHaveLength(1);
});

it('is read only while somebody looks at it', () => {
  const desk = new LogDesk();
  desk.show(new HeldSession(spoken(1000), fakeClock(), openAudioStream, () => {}));
  desk.select(2);
  expect(desk.detail()?.container).toBeUndefined();
  desk.take({ do: 'audio-view', on: true });
  expect(desk.detail()?.container?.parts.length).toBeGreaterThan(0);
});

it('an event that announces audio shows the frame that brings it; one that nothing follows shows none', () => {
  const session = new CapturedSession(drawnHead, dialectOf('fishspeech') as Dialect, 'drawn');
  const text = (event: object) =>
    session.append(0, { kind: 'frame', dir: 'received', opcode: 'text', bytes: encodeUtf8(JSON.stringify(event)) });
  const announce = () => text({ event: 'audio', audio_id: 'a', chunk_audio_size: 1000 });
  announce();
  session.append(0, { kind: 'frame', dir: 'sent', opcode: 'text', bytes: encodeUtf8('{"event":"ping"}') });
  session.append(0, { kind: 'frame', dir: 'received', opcode: 'binary', bytes: mp3.subarray(0, 1000) });
  announce();
  text({ event: 'error', message: 'no more' });
  session.append(0, { kind: 'frame', dir: 'received', opcode: 'binary', bytes: mp3.subarray(1000, 2000) });
  expect(containerSight(session, 1)).toEqual(containerSight(session, 3));
  expect(containerSight(session, 1)).toMatchObject({ seq: 3, start: 0, end: 1000 });
  expect([containerSight(session, 4), containerSight(session, 5)]).toEqual([null, null]);
});

it('an entry without audio has no container', () => {
  expect(containerSight(spoken(1000), 1)).toBeNull();
});

it('a frame of more items than a call takes arguments is shown all the same, the first of them', () => {
  const session = new CapturedSession(drawnHead, dialectOf('fish') as Dialect, 'drawn');
  const frame = (dir: 'sent' | 'received', event: object) =>
    session.append(0, { kind: 'frame', dir, opcode: 'binary', bytes: encodeMsgpack(event) });
  frame('sent', { event: 'start', request: { text: '', format: 'mp3' } });
  // The shortest frames there are: 24 bytes, 8 kbit/s at 24 kHz.
  const audio = new Uint8Array(24 * 150_000);
  for (let at = 0; at < audio.length; at += 24) audio.set([0xff, 0xf3, 0x14, 0xc4], at);
  frame('received', { event: 'audio', audio, time: 1 });
  const { parts, more } = sightOf(session, 2);
  expect([parts.length, more]).toEqual([400, 149_600]);
});
