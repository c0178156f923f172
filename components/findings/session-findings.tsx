'use client';
import type { Proof } from '@/lib/dialects/rule.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { FindingsPane } from './findings-pane.tsx';

/** The findings while no entry is selected; nothing when there are none. */
export function SessionFindings({ onShow }: { onShow: (proof: Proof) => void }) {
  const some = useConsole((state) => state.findings.list.length > 0 || state.findings.broken !== null);
  if (!some) return null;
  return (
    <section aria-label="Findings of the session" className="flex min-h-0 basis-3/5 flex-col border-line border-t">
      <FindingsPane onShow={onShow} />
    </section>
  );
}
