import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../../bytes/frame-hash.ts';
import { sha256 } from '../../../bytes/sha256.ts';
import { decodeUtf8 } from '../../../bytes/utf8.ts';
import { type KeepStage, keepStage, keptDisk } from './keep-stage.ts';
import { memoryFiles } from './memory-files.ts';

beforeAll(async () => {
  await frameHasher();
  await sha256();
});

describe('a tapped session', () => {
  const talk = async (s: KeepStage) => {
    const tap = s.tap('sandbox-fish');
    tap.dial('ws://x/', [], s.clock.now());
    tap.answered({ status: 101, statusText: '', headers: [], timings: {}, t: s.clock.now() });
    tap.ended('client', 'fin', s.clock.now());
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
  };

  test('is kept by the first page that has it, and shown by the others', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    await talk(s);
    expect(disk.files.files.size).toBe(1);
    s.cut();
    s.otherPage();
    await s.clock.advance(3000);
    await talk(s);
    expect(s.page.sessions?.map(({ entries }) => entries)).toEqual([4, 4]);
    expect(disk.files.files.size).toBe(1);
  });

  test('is kept whole by another page where the one that kept it does not come back', async () => {
    const disk = keptDisk(memoryFiles());
    const s = await keepStage(disk, 'a');
    s.cut();
    s.otherPage();
    await s.clock.advance(3000);
    const tap = s.tap('sandbox-fish');
    tap.dial('ws://x/', [], s.clock.now());
    tap.answered({ status: 101, statusText: '', headers: [], timings: {}, t: s.clock.now() });
    await s.clock.advance(300);
    s.otherLeaves();
    await s.clock.advance(20_000);
    expect(disk.files.files.size).toBe(0);
    await s.clock.advance(20_000);
    tap.ended('client', 'fin', s.clock.now());
    await s.clock.advance(300);
    await s.wish({ op: 'flush' });
    const [file] = disk.files.files.values();
    const kinds = decodeUtf8(file ?? new Uint8Array(0)).text.match(/"kind":"(dial|handshake|close)"/g);
    expect(kinds).toHaveLength(3);
  });
});
