import { expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { concatBytes } from '../../bytes/concat.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { FrameEntry } from '../../session/entry.ts';
import { CapturedSession } from './captured-session.ts';
import { drawnHead, drawRows } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';
import { rowsOf } from './rows.ts';

const said = encodeUtf8(JSON.stringify({ event: 'audio', format: 'wav', text: 'Hi' }));
// 100 ms at 16 kHz.
const sound = new Uint8Array(3200).fill(0x40);
const begin = concatBytes([wavHeader(16000), sound]);

/** A WAV header of a stream whose length is not known. */
function wavHeader(rate: number): Uint8Array {
  const header = new DataView(new ArrayBuffer(44));
  const words = (at: number, text: string) => new Uint8Array(header.buffer).set(encodeUtf8(text), at);
  words(0, 'RIFF');
  header.setUint32(4, 0xffffffff, true);
  words(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  words(36, 'data');
  header.setUint32(40, 0xffffffff, true);
  return new Uint8Array(header.buffer);
}

function spoken(): HeldSession {
  const head = { ...drawnHead, dialect: 'fishspeech' };
  const session = new CapturedSession(head, dialectOf('fishspeech') as Dialect, 'drawn');
  const held = new HeldSession(session, fakeClock(), openAudioStream, () => {});
  let seq = 0;
  const add = (dir: FrameEntry['dir'], opcode: FrameEntry['opcode'], bytes: Uint8Array) =>
    held.take({ session: head.id, seq: ++seq, t: seq * 10, body: { kind: 'frame', dir, opcode, bytes } });
  const json = (event: object) => encodeUtf8(JSON.stringify(event));
  add('sent', 'text', json({ event: 'start', token: 'x', request: { format: 'wav' } }));
  for (let i = 0; i < 4; i++) {
    add('received', 'text', said);
    add('received', 'binary', i === 0 ? begin : sound);
  }
  add('received', 'text', json({ event: 'done' }));
  add('received', 'text', said);
  held.model.catchUp(100);
  return held;
}

test('what is said of the audio folds with the audio: one row, with all frames, bytes and seconds of it', async () => {
  const held = spoken();
  await expect.poll(() => held.track.seconds).toBeGreaterThan(0.35);
  const rows = rowsOf(held.session, held.model, held.track, 0, 50);
  expect(drawRows(rows)).toEqual(['1 > start', '2 < audio [+8..9]', '10 < done', '11 < audio']);
  const [, burst, , single] = rows;
  expect(burst?.bytes).toBe(4 * (said.length + sound.length) + 44);
  const seconds = held.track.seconds;
  expect(burst?.meaning).toBe(`${Math.round(seconds * 1000)} ms, total ${Math.round(seconds * 1000)} ms`);
  expect(burst?.peaks?.length).toBeGreaterThan(0);
  expect(single?.peaks).toBeNull();
});

test('unfolded, each frame stands alone, and only those with sound have an outline', async () => {
  const held = spoken();
  await expect.poll(() => held.track.seconds).toBeGreaterThan(0.35);
  held.model.toggleFold(4);
  const rows = rowsOf(held.session, held.model, held.track, 1, 8);
  expect(drawRows(rows).slice(0, 3)).toEqual(['| 2 < audio [-8]', '| 3 < audio', '| 4 < audio']);
  expect(rows.map((row) => row.peaks !== null)).toEqual([false, true, false, true, false, true, false, true]);
  expect(rows[1]?.meaning).toMatch(/^100 ms, total 100 ms/);
});

test('a text whose sound is a file of its own, after the done of the one before, is decoded as one', async () => {
  const held = spoken();
  const json = (event: object) => encodeUtf8(JSON.stringify(event));
  const add = (opcode: FrameEntry['opcode'], bytes: Uint8Array) => {
    const seq = held.taken + 1;
    held.take({
      session: drawnHead.id,
      seq,
      t: seq * 10,
      body: { kind: 'frame', dir: 'received', opcode, bytes },
    });
  };
  add('binary', begin);
  add('text', json({ event: 'done' }));
  await expect.poll(() => held.track.sound.decodedFrames).toBe(held.track.frames);
  expect(held.session.segments.length).toBe(2);
  // Five times 100 ms, and no header played as sound.
  expect(held.track.seconds).toBeCloseTo(0.5, 6);
  expect(held.track.problem).toBeNull();
});
