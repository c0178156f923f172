import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { drawnRecord, opened } from '../../codegen/testing/drawn-record.ts';
import { evidenceOf } from '../../console/capture/evidence-of.ts';
import type { HeldSession } from '../../console/capture/held-session.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import { readRecording } from '../read-recording.ts';
import { growingRecording } from './growing-recording.ts';
import { heldRecording } from './held-recording.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'growing-'));
afterAll(() => rmSync(folder, { recursive: true }));

function session() {
  const record = drawnRecord(dialectOf('fish') as Dialect, opened('ws://127.0.0.1:9/v1/tts/live', ''));
  const entries = Array.from({ length: record.length }, (_, i) => record.entry(i + 1));
  const held = heldRecording({ head: record.head, entries }, 'drawn', fakeClock()) as HeldSession;
  const frame = (t: number) => {
    const bytes = new Uint8Array(600_000).fill(t);
    held.session.append(t, { kind: 'frame', dir: 'received', opcode: 'binary', bytes });
  };
  return { held, evidence: evidenceOf(held), frame };
}

it('is a recording of all up to there each time it has grown, and a whole one at its end', async () => {
  const { held, evidence, frame } = session();
  const file = path.join(folder, 'grows.wiretone.jsonl');
  const recording = await growingRecording({ held, evidence }, file);
  const read = async () => {
    const { entries, end } = (await readRecording(file)) as Exclude<
      Awaited<ReturnType<typeof readRecording>>,
      { code: string }
    >;
    return [entries.length, end.closed, end.brokenLine, end.cutLine];
  };
  for (const more of [0, 1, 3]) {
    for (let n = 0; n < more; n++) frame(100 + n);
    await recording.grow();
    expect(await read()).toEqual([evidence.length(), false, null, null]);
  }
  frame(200);
  await recording.end();
  expect(await read()).toEqual([evidence.length(), true, null, null]);
});

it.runIf(existsSync('/dev/full'))('says why it cannot be written: no file, or no room', async () => {
  const { held, evidence } = session();
  const nowhere = path.join(folder, 'no', 'x.jsonl');
  await expect(growingRecording({ held, evidence }, nowhere)).rejects.toThrow(`${nowhere} cannot be written (ENOENT)`);
  const recording = await growingRecording({ held, evidence }, '/dev/full');
  await expect(recording.grow()).rejects.toThrow('/dev/full cannot be written (ENOSPC)');
});
