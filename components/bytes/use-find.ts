'use client';
import { useMemo, useState } from 'react';
import { type FindMode, findBytes, needleOf, nextMatch, nothingFound } from './find-bytes.ts';

/** The state of a search in `bytes`; `onShow` is told the first byte of the match gone to. */
export function useFind(bytes: Uint8Array, cursor: number, onShow: (offset: number) => void) {
  const [typed, setTyped] = useState('');
  const [mode, setMode] = useState<FindMode>('text');
  const needle = useMemo(() => needleOf(typed, mode), [typed, mode]);
  const found = useMemo(() => (needle === null ? nothingFound : findBytes(bytes, needle)), [bytes, needle]);
  return {
    typed,
    mode,
    found,
    shown: found.at.indexOf(cursor),
    isNeedle: needle !== null,
    onType: setTyped,
    onMode: setMode,
    onStep(step: 1 | -1) {
      const to = found.at[nextMatch(found, cursor, step)];
      if (to !== undefined) onShow(to);
    },
  };
}
