'use client';
import { memo } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import type { SoundView } from '@/lib/console/sound-view.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { frameAt } from './sound-places.ts';
import type { WaveDesk, WaveState } from './wave-desk.ts';

/** Rows that are told at once: from the cursor's frame on. */
const mostRows = 40;

/** The waveform as a table, for those who do not see it: frames from the cursor on, with their words. */
export function ChunkTable({ desk, state }: { desk: WaveDesk; state: WaveState }) {
  const view = useConsole(({ soundView }) => soundView);
  if (view === null || view.frames === null) return null;
  const rows = rowsOf(view, state.cursorS ?? desk.bounds.fromS);
  return (
    <div className="sr-only">
      <table>
        <caption>
          Audio frames from the cursor on: {rows.length} of {view.frameCount} in view, {view.seconds.toFixed(2)} s of
          sound
        </caption>
        <thead>
          <tr>
            <th scope="col">Frame</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Words</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <ChunkRow key={row.seq} {...row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Chunk = { seq: number; fromS: number; toS: number; words: string };

/** While sound arrives only the rows that are new, or grew, are made anew. */
const ChunkRow = memo(function ChunkRow({ seq, fromS, toS, words }: Chunk) {
  return (
    <tr>
      <th scope="row">#{seq}</th>
      <td>{fromS.toFixed(3)} s</td>
      <td>{toS.toFixed(3)} s</td>
      <td>{words}</td>
    </tr>
  );
});

function rowsOf({ frames, words }: SoundView, second: number): Chunk[] {
  if (frames === null) return [];
  const first = frameAt(frames, second)?.index ?? 0;
  const rows: Chunk[] = [];
  for (let i = first; i < frames.seqs.length && rows.length < mostRows; i++) {
    const [seq, fromS, toS] = [frames.seqs[i], frames.fromS[i], frames.toS[i]] as [number, number, number];
    const said = words.filter((word) => word.fromS >= fromS && word.fromS < toS).map(({ text }) => visible(text));
    rows.push({ seq, fromS, toS, words: said.join(' ').slice(0, 300) });
  }
  return rows;
}
