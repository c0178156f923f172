/** Receives a sample's bytes in pieces of 1 to 4 kB, as a session would, and feeds the player. */

import { openAudioStream } from '@/lib/audio/audio-stream.ts';
import { openSessionSound } from '@/lib/audio/session-sound.ts';
import { pcmSource } from '@/lib/console/capture/pcm-source.ts';
import type { AudioFormat } from '@/lib/dialects/dialect.ts';
import { createPlaybackFeed } from '@/lib/player/playback-feed.ts';
import type { FeedPort } from '@/lib/player/port.ts';
import { createRangeFeed, type PlayedRange } from '@/lib/player/range-feed.ts';

export type ToWorker =
  | { type: 'load'; file: string; format: AudioFormat; sampleRateHz: number; stallMs: number }
  | { type: 'part'; file: string; format: AudioFormat; sampleRateHz: number; range: PlayedRange }
  | { type: 'port'; port: MessagePort };
export type FromWorker = { type: 'need-port'; sampleRateHz: number } | { type: 'trouble'; text: string };

const say = (message: FromWorker) => self.postMessage(message);
let feed: { connect(port: FeedPort): void; close(): void } | null = null;

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'port') feed?.connect(data.port as unknown as FeedPort);
  else (data.type === 'part' ? part(data) : load(data)).catch((cause) => say({ type: 'trouble', text: String(cause) }));
};

async function load({ file, format, sampleRateHz, stallMs }: Extract<ToWorker, { type: 'load' }>) {
  feed?.close();
  const bytes = new Uint8Array(await (await fetch(`/samples/${file}`)).arrayBuffer());
  const arrived: Uint8Array[] = [];
  let complete = false;
  const mine = createPlaybackFeed({
    open: (onBlock) => openAudioStream({ format, sampleRateHz, onBlock }),
    next: () => arrived.shift() ?? null,
    complete: () => complete,
    needPort: (rate) => say({ type: 'need-port', sampleRateHz: rate }),
  });
  feed = mine;
  for (let at = 0, size = 1000; at < bytes.length; at += size, size = 1000 + ((at * 7919) % 3000)) {
    arrived.push(bytes.subarray(at, at + size));
    mine.pump();
    const stalls = stallMs > 0 && at < bytes.length / 2 && at + size >= bytes.length / 2;
    await new Promise((resolve) => setTimeout(resolve, stalls ? stallMs : 5));
  }
  complete = true;
  mine.pump();
}

async function part({ file, format, sampleRateHz, range }: Extract<ToWorker, { type: 'part' }>) {
  feed?.close();
  const bytes = new Uint8Array(await (await fetch(`/samples/${file}`)).arrayBuffer());
  const sound = openSessionSound({ bytesOf: () => bytes });
  sound.add(1, { format, sampleRateHz }, true);
  sound.end();
  feed = createRangeFeed({
    source: pcmSource(sound),
    range,
    needPort: (rate) => say({ type: 'need-port', sampleRateHz: rate }),
    failed: (cause) => say({ type: 'trouble', text: String(cause) }),
  });
}
