'use client';
import { useCallback, useEffect, useState } from 'react';
import type { TakenHome } from '@/lib/codegen/take-home.ts';
import type { TargetId } from '@/lib/codegen/targets.ts';
import type { ConsoleState } from '@/lib/console/state.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** A session that still grows is written down when nothing came for so long. */
const restMs = 700;

function entriesOf({ sessions, active }: Pick<ConsoleState, 'sessions' | 'active'>): number {
  return sessions.find(({ id }) => id === active)?.entries ?? 0;
}

/** The program for the session on show; null while there is none, or it is being written. */
export function useCode(target: TargetId): TakenHome | null {
  const facade = useFacade();
  const session = useConsole((state) => state.active);
  const entries = useConsole(entriesOf);
  const begun = entries > 0;
  const [made, setMade] = useState<{ session: string; entries: number; code: TakenHome } | null>(null);
  const current = made === null || made.session !== session || made.code.id !== target ? null : made;

  // For another session or target at once, however fast the session grows meanwhile.
  const ask = useCallback(() => {
    let wanted = true;
    const write = async () => {
      if (session === null) return;
      const of = entriesOf(facade.getState());
      const text = await facade.writeFrom(session, { of: 'code', target });
      if (wanted && text !== null) setMade({ session, entries: of, code: JSON.parse(text) as TakenHome });
    };
    void write();
    return () => {
      wanted = false;
    };
  }, [facade, session, target]);
  useEffect(() => (begun ? ask() : undefined), [ask, begun]);

  const grown = current !== null && current.entries !== entries;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each entry puts it off
  useEffect(() => {
    if (!grown) return;
    let leave = () => {};
    const timer = setTimeout(() => {
      leave = ask();
    }, restMs);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [ask, grown, entries]);
  return current?.code ?? null;
}
