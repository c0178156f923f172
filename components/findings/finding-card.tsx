'use client';
import type { FindingView } from '@/lib/console/state.ts';
import type { Proof } from '@/lib/dialects/rule.ts';
import { grouped, offsetText } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { SeverityBadge } from './severity-badge.tsx';

/** One finding: what was met, why it matters, how to mend it, and the places that prove it. */
export function FindingCard({ finding, onShow }: { finding: FindingView; onShow: (proof: Proof) => void }) {
  const { rule, severity, says, text, proofs, count } = finding;
  return (
    <article aria-label={`${rule}: ${text.title}`} className="rounded-card border border-line2 px-2.5 py-2">
      <h4 className="flex items-start gap-2 font-semibold">
        <SeverityBadge severity={severity} />
        <a
          href={`/rules/${encodeURIComponent(rule)}`}
          target="_blank"
          rel="noreferrer"
          title={`The page of rule ${rule}`}
          className="shrink-0 font-mono text-accent underline"
        >
          {rule}
        </a>
        <span className="grow [overflow-wrap:anywhere]">{text.title}</span>
        {count > 1 && <span className="shrink-0 font-mono font-normal text-fg2 text-label">×{grouped(count)}</span>}
      </h4>
      <p className="mt-1 text-fg [overflow-wrap:anywhere]">
        <VisibleText text={says.slice(0, 600)} />
      </p>
      {text.why !== '' && <p className="mt-1 text-fg2 [overflow-wrap:anywhere]">{text.why}</p>}
      {text.mend !== '' && (
        <p className="mt-1 text-fg2 [overflow-wrap:anywhere]">
          <b className="font-medium text-fg">Mend it:</b> {text.mend}
        </p>
      )}
      {proofs.length > 0 && (
        <ul aria-label="Proven by" className="mt-1.5 flex flex-wrap gap-1">
          {proofs.map((proof, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two proofs may name one place
            <li key={at}>
              <button
                type="button"
                onClick={() => onShow(proof)}
                className="min-h-6 rounded-ctl border border-line2 px-1.5 font-mono text-fg2 text-label hover:bg-bg3 hover:text-fg narrow:min-h-9"
              >
                <VisibleText text={proofWords(proof)} />
              </button>
            </li>
          ))}
          {count > proofs.length && <li className="px-1 text-fg3 text-label">of {grouped(count)}</li>}
        </ul>
      )}
    </article>
  );
}

/** `#12 0x003–0x00A request.format` */
function proofWords({ seq, span, field }: Proof): string {
  const bytes =
    span === undefined ? '' : ` ${offsetText(span.start)}–${offsetText(Math.max(span.start, span.end - 1))}`;
  return `#${seq}${bytes}${field === undefined ? '' : ` ${field.slice(0, 80)}`}`;
}
