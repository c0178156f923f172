'use client';
import { useEffect, useState } from 'react';
import type { TakenHome } from '@/lib/codegen/take-home.ts';
import type { TargetId } from '@/lib/codegen/targets.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';

/** A session that still grows is written down when nothing came for so long. */
const restMs = 700;

/** The program for the session on show; null while there is none, or it is being written. */
export function useCode(target: TargetId): TakenHome | null {
  const facade = useFacade();
  const session = useConsole((state) => state.active);
  const entries = useConsole((state) => state.sessions.find(({ id }) => id === state.active)?.entries ?? 0);
  const [made, setMade] = useState<{ session: string; code: TakenHome } | null>(null);
  const isNew = made === null || made.session !== session || made.code.id !== target;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `isNew` decides how soon, not whether
  useEffect(() => {
    if (session === null || entries === 0) return;
    let wanted = true;
    const ask = async () => {
      const text = await facade.writeFrom(session, { of: 'code', target });
      if (wanted && text !== null) setMade({ session, code: JSON.parse(text) as TakenHome });
    };
    const timer = setTimeout(ask, isNew ? 0 : restMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [facade, session, entries, target]);
  return isNew ? null : made.code;
}
