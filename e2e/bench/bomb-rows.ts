/** Small frames that claim much: the time one look at them takes. There is no baseline; most decoders die of them. */
import { inspectMsgpack } from '@/lib/msgpack/inspect.ts';
import { peekEvent } from '@/lib/msgpack/peek.ts';
import { repeated } from './frames.ts';
import { type Effort, singles } from './measure.ts';
import type { Found, Row } from './row.ts';

type Bomb = readonly [name: string, bytes: Uint8Array];

const lengthBombs: readonly Bomb[] = [
  ['array32 of 32 M', new Uint8Array([0xdd, 0x01, 0xff, 0xff, 0xff])],
  ['map32 of 4 G', new Uint8Array([0xdf, 0xff, 0xff, 0xff, 0xff])],
  ['bin32 of 4 G', new Uint8Array([0xc6, 0xff, 0xff, 0xff, 0xff])],
  ['ext32 of 4 G', new Uint8Array([0xc9, 0xff, 0xff, 0xff, 0xff, 0x05])],
  ['a key of 2 G', new Uint8Array([0x81, 0xdb, 0x80, 0x00, 0x00, 0x00])],
  ['40 nested array32', repeated(40, [0xdd, 0x01, 0xff, 0xff, 0xff])],
  ['1,000 nested array16', repeated(1000, [0xdc, 0xff, 0xff])],
  ['200 nested map32', repeated(200, [0xdf, 0xff, 0xff, 0xff, 0xff])],
];

const depthBombs: readonly Bomb[] = [
  ['10,000 arrays', repeated(10_000, [0x91])],
  ['10,000 maps', repeated(10_000, [0x81, 0xa0])],
  ['1,000,000 arrays', repeated(1_000_000, [0x91])],
];

/** The slowest of `bombs` decides: it is the one somebody would send. */
function slowest(id: string, what: string, most: number, bombs: readonly Bomb[]): Row {
  const run = (effort: Effort): Found => {
    const taken = bombs.map(([name, bytes]) => ({
      name,
      samples: singles(() => [peekEvent(bytes), inspectMsgpack(bytes)], effort),
    }));
    const worst = taken.reduce((a, b) => (Math.max(...b.samples) > Math.max(...a.samples) ? b : a));
    return { samples: worst.samples, aside: `slowest of ${bombs.length}: ${worst.name}` };
  };
  return { id, what, baseline: 'none', unit: 'ms', most, quick: true, run };
}

export const bombRows: readonly Row[] = [
  slowest('bomb-length', 'length bombs, row and tree, the slowest', 5, lengthBombs),
  slowest('bomb-depth', 'depth bombs, row and tree, the slowest', 50, depthBombs),
];
