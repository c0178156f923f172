/** A recording as a server, over a socket of this machine: how far the distances between its frames lie off the recorded ones. */
import WebSocket from 'ws';
import { seededRandom } from '@/lib/bytes/seeded-random.ts';
import { serveRecording } from '@/lib/cli/replay/serve-recording.ts';
import { realClock } from '@/lib/clock/real.ts';
import { came, closed, drawnRecord, type Line, opened, sent } from '@/lib/codegen/testing/drawn-record.ts';
import { fish } from '@/lib/dialects/fish/fish.ts';
import { scoreOf } from '@/lib/sandbox/replay/score.ts';
import type { Entry } from '@/lib/session/entry.ts';
import type { Row } from './row.ts';

const frames = 200;
const asked = [
  { event: 'start', request: { text: '' } },
  { event: 'text', text: 'Hello.' },
  { event: 'stop' },
] as const;

/** Audio of 4 kB a frame, 0 to 60 ms apart, one in ten together with the one before. */
function recorded(): Entry[] {
  const random = seededRandom('replay');
  const lines: Line[] = [...opened('ws://127.0.0.1:9/v1/tts/live', ''), ...asked.map((event) => sent(20, fish, event))];
  let t = 200;
  for (let i = 0; i < frames; i++) {
    t += i % 10 === 9 ? 0 : random() * 60;
    lines.push(came(t, fish, { event: 'audio', audio: new Uint8Array(4096).fill(i) }));
  }
  const log = drawnRecord(fish, [...lines, closed(t + 10, 'peer', 1000)]);
  return Array.from({ length: log.length }, (_, i) => log.entry(i + 1));
}

/** When each frame came to a client that says all it has to say at once. */
async function arrivals(entries: readonly Entry[], speed: number): Promise<number[]> {
  const score = scoreOf({ id: 's', upstream: 'bench', dialect: 'fish', startedAt: 0, via: 'node' }, fish, entries);
  if ('code' in score) throw new Error(score.detail);
  const served = await serveRecording(score, { clock: realClock, port: 0, speed, told: () => {} });
  const times: number[] = [];
  const ws = new WebSocket(served.address.replace('http', 'ws'));
  ws.on('open', () => {
    for (const event of asked) ws.send(fish.encode(event).bytes);
  });
  ws.on('message', () => times.push(realClock.now()));
  await new Promise((resolve) => ws.on('close', resolve));
  await served.close();
  return times;
}

/** How late plain timers of this process are meanwhile, 99 of 100: what no server in it could do better. */
function timerLateness(): { stop(): number } {
  const late: number[] = [];
  let due = realClock.now() + 5;
  let timer = realClock.after(5, tick);
  function tick() {
    const now = realClock.now();
    late.push(now - due);
    due = now + 5;
    timer = realClock.after(5, tick);
  }
  return {
    stop() {
      realClock.cancel(timer);
      late.sort((a, b) => a - b);
      return late[Math.ceil(late.length * 0.99) - 1] ?? 0;
    },
  };
}

const gaps = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] as number));

function replayRow(speed: number): Row {
  return {
    id: `replay-${speed}x`,
    what: `distances between ${frames} frames of a replay at ${speed}x, 99 of 100 off by`,
    baseline: speed === 1 ? 'the recorded distances' : `the recorded distances, divided by ${speed}`,
    unit: 'ms',
    most: 10,
    async run({ rounds }) {
      const entries = recorded();
      const wanted = gaps(
        entries.flatMap((entry) => (entry.kind === 'frame' && entry.dir === 'received' ? [entry.t] : [])),
      );
      const samples: number[] = [];
      const off: number[] = [];
      const timers = timerLateness();
      for (let round = 0; round < rounds; round++) {
        const found = gaps(await arrivals(entries, speed)).map((gap, i) =>
          Math.abs(gap - (wanted[i] as number) / speed),
        );
        off.push(...found);
        found.sort((a, b) => a - b);
        samples.push(found[Math.ceil(found.length * 0.99) - 1] as number);
      }
      off.sort((a, b) => a - b);
      const middle = off[off.length >> 1] as number;
      const spread = `median off ${middle.toFixed(2)} ms, at most ${off.at(-1)?.toFixed(1)} ms`;
      const aside = `${off.length} distances: ${spread}; plain timers meanwhile late by ${timers.stop().toFixed(1)} ms`;
      return { samples, aside };
    },
  };
}

export const replayRows: readonly Row[] = [replayRow(1), replayRow(2)];
