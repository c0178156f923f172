'use client';
import { RuleLink } from '../findings/rule-link.tsx';
import { SeverityBadge } from '../findings/severity-badge.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { FrameLinks } from './frame-links.tsx';

/** What the rules say of the last try, where it is not what the lesson is about. */
export function WrongTurns() {
  const turns = useConsole((state) => state.lessons.wrongTurns);
  if (turns.length === 0) return null;
  return (
    <ul aria-label="What the rules say of the last try" className="grid gap-1.5">
      {turns.map(({ rule, severity, says, session, seq }) => (
        <li key={`${rule} ${session} ${seq} ${says}`} className="rounded-card border border-line2 px-2 py-1.5">
          <p className="flex items-start gap-1.5 [overflow-wrap:anywhere]">
            <SeverityBadge severity={severity} />
            <RuleLink rule={rule} />
            <span>
              <VisibleText text={says.slice(0, 400)} />
            </span>
          </p>
          {seq !== null && <FrameLinks session={session} seqs={[seq]} />}
        </li>
      ))}
    </ul>
  );
}
