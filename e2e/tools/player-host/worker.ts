/** Receives a sample's bytes in pieces of 1 to 4 kB, as a session would, and feeds the player. */
import { openAudioStream } from '@/lib/audio/audio-stream.ts';
import type { AudioFormat } from '@/lib/dialects/dialect.ts';
import { createPlaybackFeed, type PlaybackFeed } from '@/lib/player/playback-feed.ts';
import type { FeedPort } from '@/lib/player/port.ts';

export type ToWorker =
  | { type: 'load'; file: string; format: AudioFormat; sampleRateHz: number; stallMs: number }
  | { type: 'port'; port: MessagePort };
export type FromWorker = { type: 'need-port'; sampleRateHz: number } | { type: 'trouble'; text: string };

const say = (message: FromWorker) => self.postMessage(message);
let feed: PlaybackFeed | null = null;

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'port') feed?.connect(data.port as unknown as FeedPort);
  else load(data).catch((cause) => say({ type: 'trouble', text: String(cause) }));
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
