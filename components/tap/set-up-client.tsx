'use client';
import { cardsOf } from '@/lib/lessons/tap-clients/client-cards.ts';
import { Choice } from '../connection-bar/choice.tsx';
import { SetUpCard } from './set-up-card.tsx';
import { chooseTap, useTapChoice } from './tap-choice.ts';
import { useTapBase } from './use-tap-base.ts';

/** How each known client of the chosen protocol is pointed at the tap. */
export function SetUpClient() {
  const { base, info } = useTapBase();
  const wanted = useTapChoice().card;
  const cards = cardsOf(info?.dialect ?? '');
  const card = cards.find(({ id }) => id === wanted) ?? cards[0];
  if (card === undefined) return <p className="text-fg2">No client of this protocol is known.</p>;
  return (
    <section aria-label="Set up a client" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Choice
          label="Client"
          value={card.id}
          options={cards.map(({ id, title }) => ({ value: id, name: title }))}
          onChange={(id) => chooseTap({ card: id })}
        />
        {base === null && <span className="text-fg2">The lines come once there is an address.</span>}
      </div>
      {base !== null && <SetUpCard card={card} base={base} sandbox={info?.sandbox ?? false} />}
    </section>
  );
}
