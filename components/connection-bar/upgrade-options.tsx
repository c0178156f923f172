'use client';
import { useId } from 'react';
import type { UpgradeOption } from '@/lib/dialects/dialect.ts';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { useDialect } from '../workbench/use-dialect.ts';
import { Choice } from './choice.tsx';
import { Field } from './field.tsx';
import { OwnText } from './own-text.tsx';

/** What the chosen dialect lets one decide about the upgrade (the model of Fish Audio). */
export function UpgradeOptions() {
  const facade = useFacade();
  const id = useConsole((state) => state.upstreams.find((each) => each.id === state.upstream)?.dialect);
  const chosen = useConsole((state) => state.options);
  const dialect = useDialect(id);
  return dialect?.upgradeOptions.map((option) => {
    const value = chosen[option.name] ?? option.initial;
    const set = (to: string) => facade.setOption(option.name, to);
    return option.open ? (
      <OpenOption key={option.name} option={option} value={value} onChange={set} />
    ) : (
      <Choice
        key={option.name}
        label={option.label}
        title={option.help}
        value={value}
        options={option.values.map((each) => ({ value: each, name: each }))}
        onChange={set}
      />
    );
  });
}

/** A list to pick from where anything may be typed: a debug console must be able to send what is not on it. */
function OpenOption({
  option,
  value,
  onChange,
}: {
  option: UpgradeOption;
  value: string;
  onChange: (to: string) => void;
}) {
  const list = useId();
  return (
    <Field>
      <span aria-hidden="true">{option.label}</span>
      <OwnText
        aria-label={option.label}
        title={option.help}
        list={list}
        value={value}
        onText={onChange}
        className="h-full w-24 rounded-ctl bg-transparent pr-1 font-mono text-code text-fg outline-none"
      />
      <datalist id={list}>
        {option.values.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </Field>
  );
}
