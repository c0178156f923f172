/** Reading a frame: what a row of the log needs, and the full tree, against the library's decoder. */
import { decode } from '@msgpack/msgpack';
import { fish } from '@/lib/dialects/fish/fish.ts';
import { inspectMsgpack } from '@/lib/msgpack/inspect.ts';
import { peekEvent } from '@/lib/msgpack/peek.ts';
import { audioFrames, fullStart, nestedMaps } from './frames.ts';
import { type Effort, median, pairs } from './measure.ts';
import type { Found, Row } from './row.ts';

const baseline = '@msgpack/msgpack decode';

/** A row whose figure is the time `ours` takes for all `frames`, as a multiple of the library's for the same. */
function againstDecode(
  id: string,
  what: string,
  most: number,
  frames: readonly Uint8Array[],
  ours: (frame: Uint8Array) => unknown,
): Row {
  const run = (effort: Effort): Found => {
    const rounds = pairs(
      () => frames.map(ours),
      () => frames.map((frame) => decode(frame)),
      effort,
    );
    const each = (side: 'ours' | 'baseline') =>
      Math.round(median(rounds.map((round) => round[side])) / frames.length).toLocaleString('en');
    return {
      samples: rounds.map((round) => round.ours / round.baseline),
      aside: `${each('ours')} ns against ${each('baseline')} ns a frame`,
    };
  };
  return { id, what, baseline, unit: 'x', most, quick: true, run };
}

const reader = fish.openReader();

export const walkRows: readonly Row[] = [
  againstDecode('walk-peek', 'what a row needs, audio frames of 1-8 kB: peekEvent', 0.45, audioFrames, peekEvent),
  againstDecode('walk-read', 'the same with its meaning: reader.read', 0.45, audioFrames, (bytes) =>
    reader.read({ dir: 'received', opcode: 'binary', bytes }),
  ),
  againstDecode('tree-audio', 'full tree with spans, audio frames of 1-8 kB', 1.2, audioFrames, inspectMsgpack),
  againstDecode('tree-start', 'full tree of a start with every field', 2, [fullStart], inspectMsgpack),
  againstDecode('tree-nested', 'full tree of nested maps, 4 keys, 4 levels', 2, [nestedMaps(4, 4)], inspectMsgpack),
  againstDecode('tree-deep', 'full tree of nested maps, 2 keys, 8 levels', 2, [nestedMaps(2, 8)], inspectMsgpack),
];
