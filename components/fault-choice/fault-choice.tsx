'use client';
import { useId, useState } from 'react';
import type { Problem } from '@/lib/problem/problem.ts';
import { OwnText } from '../connection-bar/own-text.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { faultGroups, foundGroups } from './fault-groups.ts';
import { FaultRow } from './fault-row.tsx';
import { partsOf, toggled, withMoment, withValue } from './fault-text.ts';

/** The table of faults with a box each, and the text that they make, which can be written by hand as well. */
export function FaultChoice({
  text,
  problem,
  dialect,
  sandbox,
  onText,
}: {
  text: string;
  /** What is wrong with the text; null for nothing. */
  problem: Problem | null;
  dialect: string;
  sandbox: boolean;
  onText: (text: string) => void;
}) {
  const [search, setSearch] = useState('');
  const id = useId();
  const parts = partsOf(text);
  const groups = foundGroups(faultGroups, search, dialect);
  const count = groups.reduce((sum, { faults }) => sum + faults.length, 0);
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <div className="sticky -top-3 z-10 flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-bg1 py-2">
        <span className="flex grow items-center gap-2">
          <label htmlFor={`${id}-text`}>Faults</label>
          <OwnText
            id={`${id}-text`}
            value={text}
            onText={onText}
            placeholder="none"
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : `${id}-problem`}
            title="name:value@when, joined by +"
            className="h-7 min-w-40 grow rounded-ctl border border-line2 bg-bg0 px-2 font-mono text-code text-fg placeholder:font-sans placeholder:text-fg3 phone:h-9"
          />
        </span>
        <label className="flex items-center gap-2">
          Find
          <input
            type="search"
            value={search}
            placeholder="name, symptom, rule"
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setSearch(target.value)}
            className="h-7 w-44 rounded-ctl border border-line2 bg-bg0 px-2 text-fg placeholder:text-fg3 phone:h-9"
          />
        </label>
        <span role="status" className="text-fg2 text-label">
          {search.trim() === '' ? '' : `${count} found`}
        </span>
      </div>
      {problem !== null && (
        <div id={`${id}-problem`} className="shrink-0">
          <ProblemCard problem={problem} showsCode={false} />
        </div>
      )}
      {groups.map(({ title, faults }) => (
        <section key={title} aria-label={title}>
          <h3 className="font-semibold text-fg2">{title}</h3>
          <ul>
            {faults.map((fault) => (
              <FaultRow
                key={fault.name}
                fault={fault}
                part={parts.find(({ name }) => name === fault.name) ?? null}
                dialect={dialect}
                sandbox={sandbox}
                onToggle={() => onText(toggled(text, fault.name))}
                onValue={(index, value) => onText(withValue(text, fault.name, index, fault.values.length, value))}
                onMoment={(when) => onText(withMoment(text, fault.name, when))}
              />
            ))}
          </ul>
        </section>
      ))}
      {count === 0 && <p className="text-fg2">No fault is named so.</p>}
    </div>
  );
}
