'use client';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import type { TapWish } from '@/lib/console/rooms/tap-room.ts';
import type { Problem } from '@/lib/problem/problem.ts';
import type { TapRule } from '@/lib/relay/tap/rules.ts';
import { focusOn } from '../palette/reach.ts';
import { Button } from '../ui/button.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { nextRuleId } from './hold-acts.ts';
import { RuleForm } from './rule-form.tsx';
import { useRuleForm } from './rule-form-open.ts';
import { ruleWords } from './rule-words.ts';

/** The rules in their order, each with its switch; the form opens below. */
export function RuleList() {
  const facade = useFacade();
  const { rules, used, gone } = useConsole((state) => state.tap);
  const [form, openForm] = useRuleForm();
  const [problem, setProblem] = useState<Problem | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const does = async (wish: TapWish) => {
    const why = await facade.ask('tap', wish);
    setProblem(why);
    return why;
  };
  const show = (of: string, name: string) => {
    openForm(of);
    focusOn(`form[aria-label=${JSON.stringify(name)}] select`);
  };
  const edited = rules?.find(({ id }) => id === form) ?? null;
  const leave = () => {
    openForm(null);
    add.current?.focus();
  };
  const put = async (rule: TapRule) => {
    if ((await does({ op: 'put', rule })) !== null) return;
    leave();
  };
  /** For what takes its own button away. */
  const doesAway = async (wish: TapWish) => {
    if ((await does(wish)) === null) add.current?.focus();
  };
  return (
    <section aria-labelledby="tap-rules" className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h2 id="tap-rules" className="font-semibold">
          Rules
        </h2>
        <Button
          ref={add}
          disabled={rules === null}
          aria-expanded={form === 'new'}
          onClick={() => (form === 'new' ? leave() : show('new', 'New rule'))}
        >
          <Plus size={14} strokeWidth={1.75} aria-hidden="true" />
          Add a rule
        </Button>
        {rules?.some(({ on }) => on) && (
          <Button title="Lets go what they hold" onClick={() => void doesAway({ op: 'disarm' })}>
            Disarm all
          </Button>
        )}
      </div>
      <p className="max-w-[90ch] text-fg2">
        {rules === null
          ? 'The server has not told its rules yet.'
          : `${rules.length === 0 ? 'No rules: bytes pass untouched. ' : ''}Rules act on tapped connections that are opened while one of them is armed; those that are open already pass as they do. Of several that match, the first acts.`}
      </p>
      {rules !== null && gone.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          The server was restarted: its rules are gone.
          <Button
            title={gone.map((rule) => visible(ruleWords(rule))).join(' ')}
            onClick={() => void doesAway({ op: 'again' })}
          >
            {gone.length === 1 ? 'Set the rule again' : `Set the ${gone.length} rules again`}
          </Button>
        </p>
      )}
      {problem !== null && <ProblemCard problem={problem} />}
      {form === 'new' && rules !== null && (
        <RuleForm
          key="new"
          id={nextRuleId({ rules, used })}
          rule={null}
          onPut={(rule) => void put(rule)}
          onLeave={leave}
        />
      )}
      {rules !== null && rules.length > 0 && (
        <ol aria-label="Rules" className="grid gap-1.5">
          {rules.map((rule) => (
            <li
              key={rule.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-card border border-line px-2.5 py-1.5"
            >
              <label className="flex min-h-6 items-center gap-1.5 narrow:min-h-9">
                <input
                  type="checkbox"
                  checked={rule.on}
                  aria-label={`Rule ${rule.id} armed`}
                  onChange={({ target }) => void does({ op: 'arm', id: rule.id, on: target.checked })}
                  className="size-4 accent-(--accent)"
                />
                <span className="font-mono text-data text-fg2">
                  <VisibleText text={rule.id} />
                </span>
              </label>
              <span className={`min-w-40 flex-1 [overflow-wrap:anywhere] ${rule.on ? '' : 'text-fg2'}`}>
                <VisibleText text={ruleWords(rule)} />
                {!rule.on && ' Not armed.'}
              </span>
              <span className="flex gap-1.5">
                <Button aria-label={`Change rule ${rule.id}`} onClick={() => show(rule.id, `Rule ${rule.id}`)}>
                  Change
                </Button>
                <Button
                  aria-label={`Remove rule ${rule.id}`}
                  onClick={() => void doesAway({ op: 'remove', id: rule.id })}
                >
                  Remove
                </Button>
              </span>
            </li>
          ))}
        </ol>
      )}
      {edited !== null && (
        <RuleForm key={edited.id} id={edited.id} rule={edited} onPut={(rule) => void put(rule)} onLeave={leave} />
      )}
    </section>
  );
}
