/** The speech engine: Flite as WebAssembly, one short run of its command line per unit of text. 16 kHz mono. */
import { ConsoleStdout, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';
import type { Speaker } from '../voice.ts';
import type { Phone } from '../word-times.ts';

export const fliteRateHz = 16_000;

/** Samples in [-1, 1], and the phones in them, pauses (`pau`) among them. */
export type FliteSpeech = { samples: Float32Array; phones: Phone[] };

/** Speaks ASCII text; `stretch` 2 = half as fast. Throws when the engine fails. */
export type Flite = (text: string, speaker: Speaker, stretch: number) => Promise<FliteSpeech>;

/** `module` is the compiled engine. A run takes a fresh instance, since a WASI command ends for good. */
export function openFlite(module: WebAssembly.Module): Flite {
  return async (text, speaker, stretch) => {
    const folder = new PreopenDirectory('/', new Map());
    const said: string[] = [];
    const listen = () => ConsoleStdout.lineBuffered((line) => said.push(line));
    const files = [new OpenFile(new File([])), listen(), listen(), folder];
    const options = ['-voice', speaker, '-psdur', '--setf', `duration_stretch=${stretch.toFixed(4)}`];
    const wasi = new WASI(['flite', ...options, '-t', text, '-o', '/out.wav'], [], files, { debug: false });
    const instance = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
    const status = wasi.start(instance as unknown as Parameters<typeof wasi.start>[0]);
    const file = folder.dir.contents.get('out.wav');
    if (status !== 0 || !(file instanceof File)) throw new Error(`speech failed (${status}): ${said.join(' ')}`);
    return { samples: samplesOf(file.data), phones: phonesOf(said.join(' ')) };
  };
}

/** The engine writes a plain 44-byte header. */
function samplesOf(wav: Uint8Array): Float32Array {
  const view = new DataView(wav.buffer, wav.byteOffset, wav.byteLength);
  const samples = new Float32Array(Math.max(0, (wav.length - 44) >> 1));
  for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(44 + i * 2, true) / 32768;
  return samples;
}

/** What the engine prints of the phones: `dh:0.236 ax:0.265`, each with its end in seconds. */
function phonesOf(printed: string): Phone[] {
  let startMs = 0;
  return [...printed.matchAll(/(\S+):(\d+\.\d+)(?=\s|$)/g)].map(([, name = '', end]) => {
    const phone = { name, startMs, endMs: Number(end) * 1000 };
    startMs = phone.endMs;
    return phone;
  });
}
