'use client';
import { HoldPart } from '../hold/hold-part.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { AddressForm } from './address-form.tsx';
import { SetUpClient } from './set-up-client.tsx';
import { chooseTap, type TapPart, useTapChoice } from './tap-choice.ts';
import { TappedList } from './tapped-list.tsx';

const parts: readonly { value: TapPart; show: string }[] = [
  { value: 'connections', show: 'Connections' },
  { value: 'client', show: 'Set up a client' },
  { value: 'hold', show: 'Hold and edit' },
];

/** A client of one's own, watched: where it is pointed, what came, and how each known client is told. */
export function TapPane() {
  const { part } = useTapChoice();
  return (
    <section aria-label="Tap" data-tap className="flex min-h-0 grow flex-col border-line border-t">
      <div className="flex min-h-10 shrink-0 items-center border-line border-b px-3 py-1.5">
        <Segmented
          label="Part of the tap"
          value={part}
          options={parts}
          onChange={(next) => chooseTap({ part: next })}
        />
      </div>
      <ScrollRegion label="Tap, the chosen part" className="min-h-0 grow px-3 py-2">
        {part === 'hold' ? (
          <HoldPart />
        ) : (
          <div className="grid gap-x-6 gap-y-3 wide:grid-cols-[minmax(0,25rem)_minmax(0,1fr)]">
            <AddressForm />
            {part === 'connections' ? <TappedList /> : <SetUpClient />}
          </div>
        )}
      </ScrollRegion>
    </section>
  );
}
