import type { Loaded } from '@/lib/sandbox/replay/shelf.ts';
import { bytesText, grouped } from '../ui/numbers.ts';

export type SpeedChoice = '0.5' | '1' | '2' | '4' | 'max';
export const speeds: readonly { value: SpeedChoice; show: string }[] = [
  { value: '0.5', show: '0.5×' },
  { value: '1', show: '1×' },
  { value: '2', show: '2×' },
  { value: '4', show: '4×' },
  { value: 'max', show: 'No waits' },
];

/** What to give a client as its base URL. `owner`: whose it is, '' where that need not be said. */
export function addressOf(origin: string, id: string, speed: SpeedChoice, owner = ''): string {
  const switches = [speed === '1' ? '' : `speed=${speed}`, owner === '' ? '' : `t=${owner}`].filter(
    (one) => one !== '',
  );
  return `${origin}/replay/${id}${switches.length === 0 ? '' : `~${switches.join(',')}`}`;
}

/** `40 frames, 12,345 B`; `refused with 401`. */
export function sizeWords({ status, frames, frameBytes }: Loaded): string {
  if (status !== 101) return `refused with ${status}`;
  return `${grouped(frames)} ${frames === 1 ? 'frame' : 'frames'} of the server, ${bytesText(frameBytes)}`;
}

/** `no client yet`, `3 clients came`. */
export function countWords({ visits, earlier }: Loaded): string {
  const count = visits.length + earlier;
  if (count === 0) return 'No client has come yet.';
  const came = count === 1 ? '1 client came.' : `${grouped(count)} clients came.`;
  return earlier === 0 ? came : `${came} The last ${visits.length} are listed.`;
}
