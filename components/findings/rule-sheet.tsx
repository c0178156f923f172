import type { ReactNode } from 'react';
import type { RuleText } from '@/lib/dialects/rule.ts';
import { severityNames } from './severity.ts';
import { SeverityBadge } from './severity-badge.tsx';

/** The page of one rule, whole from its data. */
export function RuleSheet({ rule, chapter }: { rule: RuleText; chapter: string }) {
  return (
    <RuleFrame>
      <p className="text-fg2">
        <a href="/rules" className="text-accent underline">
          All rules
        </a>{' '}
        / {chapter}
      </p>
      <h1 className="mt-2 flex items-center gap-2 font-semibold text-title">
        <SeverityBadge severity={rule.severity} />
        <span className="font-mono">{rule.id}</span> {rule.title}
      </h1>
      <dl className="mt-4 grid gap-3 text-head">
        <Part name="Why it matters">{rule.why}</Part>
        <Part name="How to mend it">{rule.mend}</Part>
        <Part name="Severity">{severityNames[rule.severity]}</Part>
        <Part name="Known before sending">
          {rule.beforeSending
            ? 'Yes: the editor underlines it as it is typed.'
            : 'No: it shows only once frames have crossed the wire.'}
        </Part>
        <Part name="Source">{rule.source}</Part>
      </dl>
    </RuleFrame>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  if (children === '') return null;
  return (
    <div>
      <dt className="text-fg2">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

/** A page to read: the body does not scroll, this does. */
export function RuleFrame({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus, or only a mouse can scroll it
    <main tabIndex={0} className="h-full overflow-y-auto bg-bg1 p-6 -outline-offset-2">
      <div className="mx-auto max-w-[680px]">{children}</div>
    </main>
  );
}
