'use client';
import { type ReactNode, useId } from 'react';
import { ruleActs } from '@/lib/relay/tap/rules.ts';
import { Choice } from '../connection-bar/choice.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import type { RuleDraft } from './rule-draft.ts';
import { actNames } from './rule-words.ts';
import { useEventNames } from './use-event-names.ts';

const field =
  'h-7 min-w-0 rounded-ctl border border-line2 bg-bg2 px-1.5 font-mono text-code text-fg placeholder:font-sans placeholder:text-fg3 phone:h-9';
const dirs = [
  { value: 'received', name: 'that the server sends' },
  { value: 'sent', name: 'that the client sends' },
  { value: 'both', name: 'that either side sends' },
];

/** What a rule does to which frames of which connections. */
export function RuleFields({ draft, set }: { draft: RuleDraft; set: (part: Partial<RuleDraft>) => void }) {
  const upstreams = useConsole((state) => state.upstreams);
  const events = useEventNames(upstreams, draft.upstream, draft.dir);
  const list = useId();
  const waits = draft.act === 'hold' || draft.act === 'delay';
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <Choice
          label="Do"
          value={draft.act}
          options={ruleActs.map((act) => ({ value: act, name: actNames[act] }))}
          onChange={(act) => set({ act: act as RuleDraft['act'] })}
        />
        {draft.act === 'delay' && (
          <Named label="by ms">
            <input
              type="number"
              min={0}
              value={draft.delayMs}
              onChange={({ target }) => set({ delayMs: target.value })}
              className={`${field} w-20`}
            />
          </Named>
        )}
        <Named label="frames of kind">
          <input
            list={list}
            value={draft.kind}
            placeholder="any"
            maxLength={64}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => set({ kind: target.value })}
            className={`${field} w-28`}
          />
          <datalist id={list}>
            {events.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </Named>
        <Choice
          label="Sender"
          value={draft.dir}
          options={dirs}
          onChange={(dir) => set({ dir: dir as RuleDraft['dir'] })}
        />
        <Named label="only number">
          <input
            type="number"
            min={1}
            value={draft.nth}
            placeholder="each"
            title="Of the frames that match, on each connection; empty for each of them"
            onChange={({ target }) => set({ nth: target.value })}
            className={`${field} w-18`}
          />
        </Named>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <Named label="where field">
          <input
            value={draft.path}
            placeholder="any"
            title="Path of a value in the message, such as request.format"
            maxLength={200}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => set({ path: target.value })}
            className={`${field} w-32`}
          />
        </Named>
        <Choice
          label="Test"
          value={draft.part ? 'part' : 'is'}
          options={[
            { value: 'is', name: 'is' },
            { value: 'part', name: 'contains' },
          ]}
          onChange={(test) => set({ part: test === 'part' })}
        />
        <input
          aria-label="Value of the field"
          value={draft.value}
          maxLength={4096}
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => set({ value: target.value })}
          className={`${field} w-36`}
        />
        <Choice
          label="on upstream"
          value={draft.upstream}
          options={[{ value: 'any', name: 'any' }, ...upstreams.map((one) => ({ value: one.id, name: one.id }))]}
          onChange={(upstream) => set({ upstream })}
        />
        <Named label="tap named">
          <input
            value={draft.name}
            placeholder="any"
            title="The name after @ in the tap's address"
            maxLength={40}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => set({ name: target.value })}
            className={`${field} w-24`}
          />
        </Named>
        {waits && (
          <label className="flex min-h-6 items-center gap-1.5 narrow:min-h-9">
            <input
              type="checkbox"
              checked={draft.overtake}
              onChange={({ target }) => set({ overtake: target.checked })}
              className="size-4 accent-(--accent)"
            />
            frames behind it do not wait
          </label>
        )}
      </div>
    </>
  );
}

function Named({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is its child
    <label className="flex items-center gap-1.5 whitespace-nowrap text-fg2">
      {label}
      {children}
    </label>
  );
}
