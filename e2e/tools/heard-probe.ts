/**
 * Records what reaches the loudspeaker, without a line of it in the product and under the page's own content policy:
 * whatever is connected to an `AudioContext.destination` is connected to a media stream too, and its frames are kept.
 * Install before the first navigation; read after clicking the page's own buttons (an evaluate counts as a user's action,
 * and would hide a page that is not allowed to sound).
 *
 * Why not a recorder worklet: requests for worklets pass by Playwright's routes, so its file would have to lie on the
 * product's server. The stream's reader loses nothing while the main thread is busy, as a ScriptProcessorNode does.
 */
import type { BrowserContext, Page } from '@playwright/test';

type AnyMethod = (this: AudioNode, ...args: unknown[]) => unknown;
/** One per output. `lost` are microseconds between frames that no frame covers. */
type Heard = { sampleRateHz: number; blocks: Float32Array<ArrayBuffer>[]; lostUs: number };
type Probed = { __heard?: Heard[] };
type AudioFrame = {
  readonly numberOfFrames: number;
  readonly timestamp: number;
  readonly duration: number;
  copyTo(into: Float32Array, options: { planeIndex: number; format: 'f32-planar' }): void;
  close(): void;
};
type TrackReader = new (options: {
  track: MediaStreamTrack;
  maxBufferSize: number;
}) => { readable: ReadableStream<AudioFrame> };

/** Runs in the page, before its scripts. */
function intercept(): void {
  const heard: Heard[] = [];
  (globalThis as Probed).__heard = heard;
  const { MediaStreamTrackProcessor } = globalThis as unknown as { MediaStreamTrackProcessor: TrackReader };
  const { connect, disconnect } = AudioNode.prototype as unknown as Record<'connect' | 'disconnect', AnyMethod>;
  const taps = new WeakMap<BaseAudioContext, MediaStreamAudioDestinationNode>();

  const keep = async (frames: ReadableStream<AudioFrame>, record: Heard) => {
    const reader = frames.getReader();
    let due = -1;
    for (;;) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      if (due >= 0) record.lostUs += Math.max(0, frame.timestamp - due);
      due = frame.timestamp + frame.duration;
      const block = new Float32Array(frame.numberOfFrames);
      frame.copyTo(block, { planeIndex: 0, format: 'f32-planar' });
      frame.close();
      record.blocks.push(block);
    }
  };
  const tapOf = (context: AudioContext): MediaStreamAudioDestinationNode => {
    const known = taps.get(context);
    if (known) return known;
    const tap = new MediaStreamAudioDestinationNode(context, { channelCount: 1, channelCountMode: 'explicit' });
    taps.set(context, tap);
    const record: Heard = { sampleRateHz: context.sampleRate, blocks: [], lostUs: 0 };
    heard.push(record);
    const [track] = tap.stream.getAudioTracks();
    if (track) keep(new MediaStreamTrackProcessor({ track, maxBufferSize: 20000 }).readable, record);
    return tap;
  };
  const tapBehind = (target: unknown): AudioNode | null =>
    target instanceof AudioDestinationNode && target.context instanceof AudioContext ? tapOf(target.context) : null;
  AudioNode.prototype.connect = function (this: AudioNode, target: AudioNode | AudioParam, ...rest: number[]) {
    const tap = tapBehind(target);
    if (tap) connect.call(this, tap, ...rest.slice(0, 1));
    return connect.call(this, target, ...rest);
  } as typeof AudioNode.prototype.connect;
  AudioNode.prototype.disconnect = function (this: AudioNode, ...args: unknown[]) {
    const tap = tapBehind(args[0]);
    if (tap) disconnect.call(this, tap);
    return disconnect.call(this, ...args);
  } as typeof AudioNode.prototype.disconnect;
}

/** Puts the recorder beside every output of the pages to come. */
export async function installHeardProbe(target: Page | BrowserContext): Promise<void> {
  await target.addInitScript(intercept);
}

export type HeardSound = { samples: Float32Array; sampleRateHz: number; lostUs: number };

/**
 * What was heard so far, silence included, on the output opened last (or `output`, counted from 0). The last hundredths of
 * a second may still be on their way: wait a little before the end is judged. Empty when nothing was opened.
 */
export async function heardSound(page: Page, output = -1): Promise<HeardSound> {
  const { sampleRateHz, lostUs, base64 } = await page.evaluate(async (which) => {
    const record = ((globalThis as Probed).__heard ?? []).at(which);
    if (!record) return { sampleRateHz: 0, lostUs: 0, base64: '' };
    const blob = new Blob(record.blocks);
    // A reader makes base64 of megabytes without blocking the page.
    const url = await new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(String(reader.result));
      reader.readAsDataURL(blob);
    });
    const { sampleRateHz, lostUs } = record;
    return { sampleRateHz, lostUs, base64: url.slice(url.indexOf(',') + 1) };
  }, output);
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  return { sampleRateHz, lostUs, samples: new Float32Array(bytes.buffer, 0, bytes.length >> 2) };
}

/** Forgets what was heard so far on every output. */
export async function forgetHeard(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const record of (globalThis as Probed).__heard ?? []) record.blocks.length = 0;
  });
}
