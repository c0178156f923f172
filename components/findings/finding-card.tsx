'use client';
import type { FindingView } from '@/lib/console/state.ts';
import type { Proof } from '@/lib/dialects/rule.ts';
import { grouped, offsetText } from '../ui/numbers.ts';
import { VisibleText } from '../ui/visible-text.tsx';
import { RuleLink } from './rule-link.tsx';
import { SeverityBadge } from './severity-badge.tsx';

/** More sessions than this are not listed. */
const listedSessions = 20;

/** One finding: what was met, why it matters, how to mend it, and the places that prove it. */
export function FindingCard({
  finding,
  onShow,
  onSession,
}: {
  finding: FindingView;
  onShow: (proof: Proof) => void;
  onSession: (id: string) => void;
}) {
  const { rule, severity, says, text, proofs, count, sessions = [] } = finding;
  return (
    <article aria-label={`${rule}: ${text.title}`} className="rounded-card border border-line2 px-2.5 py-2">
      <h4 className="flex items-start gap-2 font-semibold">
        <SeverityBadge severity={severity} />
        <RuleLink rule={rule} />
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
      {text.reference !== undefined && (
        <p className="mt-1">
          <a href={text.reference} target="_blank" rel="noreferrer" className="text-accent underline">
            In the reference
          </a>
        </p>
      )}
      {proofs.length > 0 && (
        <ul aria-label="Proven by" className="mt-1.5 flex flex-wrap gap-1">
          {proofs.map((proof, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two proofs may name one place
            <li key={at}>
              <Place onClick={() => onShow(proof)} says={proofWords(proof)} />
            </li>
          ))}
          {count > proofs.length && <li className="px-1 text-fg3 text-label">of {grouped(count)}</li>}
        </ul>
      )}
      {sessions.length > 0 && (
        <ul aria-label="Proven by the sessions" className="mt-1.5 flex flex-wrap gap-1">
          {sessions.slice(0, listedSessions).map(({ id, title }) => (
            <li key={id}>
              <Place onClick={() => onSession(id)} says={title} />
            </li>
          ))}
          {sessions.length > listedSessions && (
            <li className="px-1 text-fg3 text-label">of {grouped(sessions.length)}</li>
          )}
        </ul>
      )}
    </article>
  );
}

function Place({ says, onClick }: { says: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-6 rounded-ctl border border-line2 px-1.5 font-mono text-fg2 text-label hover:bg-bg3 hover:text-fg narrow:min-h-9 narrow:min-w-11"
    >
      <VisibleText text={says} />
    </button>
  );
}

/** `#12 0x003–0x00A request.format` */
function proofWords({ seq, span, field }: Proof): string {
  const bytes =
    span === undefined ? '' : ` ${offsetText(span.start)}–${offsetText(Math.max(span.start, span.end - 1))}`;
  return `#${seq}${bytes}${field === undefined ? '' : ` ${field.slice(0, 80)}`}`;
}
