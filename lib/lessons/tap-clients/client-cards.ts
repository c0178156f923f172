/** Every client there is a setup card for, in the order of the list. */
import { agentCards } from './agent-cards.ts';
import type { ClientCard } from './client-card.ts';
import { npmCards } from './npm-cards.ts';
import { otherCards } from './other-cards.ts';
import { pythonCards } from './python-cards.ts';

export const clientCards: readonly ClientCard[] = [...npmCards, ...pythonCards, ...agentCards, ...otherCards];

/** Those that speak the dialect. */
export function cardsOf(dialect: string): readonly ClientCard[] {
  return clientCards.filter((card) => card.dialect === dialect);
}
