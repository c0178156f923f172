'use client';
import type { Compared } from '@/lib/console/rooms/compare-room.ts';
import type { FindingDifference } from '@/lib/diff/session-diff.ts';
import { SeverityBadge } from '../findings/severity-badge.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { showOnSide } from './go-to-side.ts';

/** Findings gained and lost, rule by rule, with the first places on each side. */
export function ComparedFindings({ result }: { result: Compared }) {
  return (
    <section aria-label="Findings compared" className="grid min-w-0 content-start gap-1.5">
      <h2 className="font-semibold">Findings</h2>
      {result.findings.length === 0 ? (
        <p className="text-fg2">Both have as many findings of each rule.</p>
      ) : (
        <ul className="grid gap-2">
          {result.findings.map((finding) => (
            <li key={finding.rule}>
              <span className="flex items-center gap-1.5">
                <SeverityBadge severity={finding.severity} />
                <span className="font-mono">{finding.rule}</span>
                <span className="font-medium">{changeWords(finding)}</span>
              </span>
              <p className="text-fg2 [overflow-wrap:anywhere]">
                <VisibleText text={finding.says} />
              </p>
              <Places result={result} finding={finding} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function changeWords({ a, b }: FindingDifference): string {
  if (a === 0) return `new in B${b > 1 ? `, ${b} times` : ''}`;
  return b === 0 ? `not in B, ${a} in A` : `${a} in A, ${b} in B`;
}

function Places({ result, finding }: { result: Compared; finding: FindingDifference }) {
  const facade = useFacade();
  const places = [
    ...finding.seqsA.map((seq) => ({ side: 'a' as const, seq })),
    ...finding.seqsB.map((seq) => ({ side: 'b' as const, seq })),
  ];
  return (
    <span className="flex flex-wrap gap-x-1">
      {places.map(({ side, seq }) => (
        <button
          key={`${side} ${seq}`}
          type="button"
          aria-label={`${finding.rule}: go to #${seq} in ${side.toUpperCase()}`}
          onClick={() => showOnSide(facade, result, side, seq)}
          className="min-h-6 rounded-ctl px-1 font-mono text-accent text-label hover:bg-bg3 narrow:min-h-9"
        >
          {side.toUpperCase()} #{seq}
        </button>
      ))}
    </span>
  );
}
