'use client';
import { useEffect, useState } from 'react';

/**
 * Counts from 0 to `last`, one up in each task of the page: work that hangs on the count is done piece by piece, and what the user
 * does comes between.
 */
export function useTurns(last: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn >= last) return;
    const id = setTimeout(() => setTurn(turn + 1));
    return () => clearTimeout(id);
  }, [turn, last]);
  return turn;
}
