'use client';
import { SlidersHorizontal } from 'lucide-react';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { Field } from './field.tsx';
import { OwnText } from './own-text.tsx';
import { SwitchesHelp } from './switches-help.tsx';

/** Switches of the sandbox, as they stand in its address: `pace=1,chunkBytes=512`. */
export function SwitchesField() {
  const facade = useFacade();
  const switches = useConsole((state) => state.switches);
  const sandbox = useConsole((state) => state.upstreams.find(({ id }) => id === state.upstream)?.sandbox ?? false);
  if (!sandbox) return null;
  return (
    // With much room it is wide; where there is less, what else the bar holds does not wrap for it.
    <Field className="min-[1400px]:max-w-48 min-[1400px]:grow-99 min-[1400px]:basis-32">
      <SlidersHorizontal size={14} strokeWidth={1.75} aria-hidden="true" />
      <OwnText
        aria-label="Sandbox switches"
        title="name=value, joined by commas; the ? lists them all"
        placeholder="switches"
        value={switches}
        onText={(text) => facade.setSwitches(text)}
        className="h-full w-32 min-w-0 rounded-ctl min-[1400px]:w-full bg-transparent pr-1 font-mono text-code text-fg outline-none phone:w-22 placeholder:font-sans placeholder:text-fg3 placeholder:text-body"
      />
      <SwitchesHelp />
    </Field>
  );
}
