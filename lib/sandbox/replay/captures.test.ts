/** Every recorded session of a real client, served to that client once more: it is given all there is, and departs nowhere. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { type Recorded, readRecording } from '../../cli/read-recording.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { type ClientMove, drawReplay } from './drawn-replay.ts';

const folder = fileURLToPath(new URL('../../dialects/samples/captures/', import.meta.url));

/** What the client did, at its times. */
function movesOf({ entries }: Recorded): ClientMove[] {
  const moves: ClientMove[] = [];
  let at = entries.find(({ kind }) => kind === 'handshake')?.t ?? 0;
  for (const entry of entries) {
    const own = entry.kind === 'close' ? entry.by === 'us' : entry.kind === 'frame' && entry.dir === 'sent';
    if (!own) continue;
    moves.push(entry.t - at);
    at = entry.t;
    moves.push(entry.kind === 'frame' ? { opcode: entry.opcode as 'binary', bytes: entry.bytes } : 'close');
  }
  return moves;
}

it.each(readdirSync(folder).filter((name) => name.endsWith('.jsonl')))('%s', async (name) => {
  const recorded = (await readRecording(`${folder}${name}`)) as Recorded;
  const { lines, received } = await drawReplay(fish, recorded.entries, movesOf(recorded));
  const frames = recorded.entries.filter((entry) => entry.kind === 'frame' && entry.dir === 'received');
  expect(received).toEqual(
    frames.map((frame) => (frame.kind === 'frame' ? { opcode: frame.opcode, bytes: frame.bytes } : null)),
  );
  expect(lines.filter((line) => line.includes('!'))).toEqual([]);
});
