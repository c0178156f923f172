import type { ReactNode } from 'react';
import type { RuleText } from '@/lib/dialects/rule.ts';
import { FollowTheme } from '../ui/follow-theme.tsx';
import { type RulePlaced, referencesOf } from './rule-book.ts';
import { severityNames } from './severity.ts';
import { SeverityBadge } from './severity-badge.tsx';

/** The page of one rule, whole from its data. */
export function RuleSheet({ rule, chapter, before, after }: RulePlaced) {
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
        <Part name="In the reference">
          {referencesOf(rule).map(({ path, says }) => (
            <a key={path} href={path} className="mr-4 text-accent underline">
              {says}
            </a>
          ))}
        </Part>
      </dl>
      <nav aria-label="Rules beside this one" className="mt-6 flex justify-between gap-4 border-line border-t pt-3">
        <span>{before !== null && <Beside rule={before} words="Previous" />}</span>
        <span className="text-right">{after !== null && <Beside rule={after} words="Next" />}</span>
      </nav>
    </RuleFrame>
  );
}

function Beside({ rule, words }: { rule: RuleText; words: string }) {
  return (
    <a href={`/rules/${rule.id}`} title={rule.title} className="text-accent underline">
      {words}: {rule.id}
    </a>
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
      <FollowTheme />
      <div className="mx-auto max-w-[680px]">
        <p className="mb-4 flex gap-4">
          <a href="/" className="text-accent underline">
            To the console
          </a>
          <a href="/reference" className="text-accent underline">
            Reference
          </a>
        </p>
        {children}
      </div>
    </main>
  );
}
