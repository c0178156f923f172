'use client';
import { Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { counted } from '@/lib/bytes/quantity.ts';
import type { Compared, ComparedWaves } from '@/lib/console/rooms/compare-room.ts';
import { soundWords } from '@/lib/diff/diff-words.ts';
import type { SoundSummary } from '@/lib/diff/session-diff.ts';
import { Button } from '../ui/button.tsx';
import { bytesText, grouped } from '../ui/numbers.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { CompareBoard } from './compare-board.ts';
import { playSide, type SideName } from './go-to-side.ts';

/** So much is heard before the place that is looked at. */
const leadS = 0.5;

/** Both sounds above each other with their first difference, and in words. */
export function ComparedSound({ result }: { result: Compared }) {
  const facade = useFacade();
  const { sound } = result;
  const [close, setClose] = useState(false);
  const words = soundWords(sound);
  const from = (side: SideName) => {
    const at = side === 'a' ? sound.first?.secondA : sound.first?.secondB;
    return at === undefined ? 0 : at - leadS;
  };
  const played = (['a', 'b'] as const).filter((side) => sound[side].samples > 0);
  return (
    <section aria-label="Sound compared" className="grid min-w-0 content-start gap-1.5">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-semibold">Sound</h2>
        {sound.first !== null && (
          <Segmented
            label="Sound shown"
            value={close ? 'close' : 'whole'}
            options={[
              { value: 'whole', show: 'Whole' },
              { value: 'close', show: 'First difference' },
            ]}
            onChange={(value) => setClose(value === 'close')}
          />
        )}
      </div>
      <p>{words === '' ? 'Neither has any.' : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`}</p>
      {played.length > 0 && (
        <>
          <Waves result={result} close={close} label={words} />
          <div className="flex flex-wrap gap-2">
            {played.map((side) => (
              <Button key={side} onClick={() => playSide(facade, result, side, from(side))}>
                <Play size={14} strokeWidth={1.75} aria-hidden="true" />
                Play {side.toUpperCase()} {sound.first === null ? '' : 'at the difference'}
              </Button>
            ))}
          </div>
        </>
      )}
      <dl className="grid gap-0.5 text-fg2">
        <Side name="A" sound={sound.a} />
        <Side name="B" sound={sound.b} />
      </dl>
    </section>
  );
}

function Side({ name, sound }: { name: string; sound: SoundSummary }) {
  const { seconds, sampleRateHz, pieces, bytes } = sound;
  return (
    <div className="flex gap-1.5">
      <dt className="font-semibold">{name}</dt>
      <dd>
        {bytes === 0
          ? 'no audio'
          : `${seconds.toFixed(2)} s at ${grouped(sampleRateHz)} Hz, ${bytesText(bytes)} in ${counted(pieces, 'piece')}`}
      </dd>
    </div>
  );
}

/** The picture; what it shows stands in words beside it. */
function Waves({ result, close, label }: { result: Compared; close: boolean; label: string }) {
  const facade = useFacade();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [board, setBoard] = useState<CompareBoard | null>(null);
  useEffect(() => {
    if (box.current === null || canvas.current === null) return;
    const made = new CompareBoard(box.current, canvas.current);
    setBoard(made);
    return () => made.dispose();
  }, []);
  useEffect(() => {
    let left = false;
    void facade.ask('compare', { op: 'waves', pairs: 600, close }).then((answer) => {
      if (left || answer === null || !('waves' in answer)) return;
      const waves: ComparedWaves = answer.waves;
      board?.show(waves, result.sound.first?.secondA ?? null);
    });
    return () => {
      left = true;
    };
  }, [facade, board, close, result]);
  return (
    <div
      ref={box}
      role="img"
      aria-label={`Waveforms of A and B, one above the other: ${label}`}
      className="relative h-28 overflow-hidden rounded-card border border-line"
    >
      <canvas ref={canvas} className="absolute inset-0 h-full w-full" />
    </div>
  );
}
