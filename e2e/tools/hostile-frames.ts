/** The frames made to break readers, as the manifest beside them lists them. */
import { readFileSync } from 'node:fs';

export type HostileFrame = {
  id: string;
  wire: 'text' | 'binary';
  dialect: 'fish' | 'fishspeech';
  mustShow: string;
  expect: { codes: string[]; findings?: { code: string; offset: number }[]; offset?: number; lint?: string[] };
};

const folder = new URL('../../lib/msgpack/samples/hostile/', import.meta.url);

const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as {
  canary: string;
  frames: (HostileFrame & { file: string })[];
};

/** The key that two of the frames send back. */
export const { canary, frames: hostileFrames } = manifest;

/** A frame by its number: `045`. */
export function hostileFrame(number: string): HostileFrame & { bytes: Buffer } {
  const found = manifest.frames.find(({ id }) => id.startsWith(`${number}-`));
  if (found === undefined) throw new Error(`there is no hostile frame ${number}`);
  return { ...found, bytes: readFileSync(new URL(found.file, folder)) };
}
