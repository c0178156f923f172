'use client';
import { SlidersHorizontal } from 'lucide-react';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { Field } from './field.tsx';

/** Switches of the sandbox, as they stand in its address: `pace=1,chunkBytes=512`. */
export function SwitchesField() {
  const facade = useFacade();
  const switches = useConsole((state) => state.switches);
  const sandbox = useConsole((state) => state.upstreams.find(({ id }) => id === state.upstream)?.sandbox ?? false);
  if (!sandbox) return null;
  return (
    <Field>
      <SlidersHorizontal size={14} strokeWidth={1.75} aria-hidden="true" />
      <input
        aria-label="Sandbox switches"
        title="name=value, joined by commas: afterFinish, firstAudioMs, latencyScale, pace, chunkBytes, id3, seed, flood"
        placeholder="switches"
        value={switches}
        onChange={(event) => facade.setSwitches(event.target.value)}
        spellCheck={false}
        autoComplete="off"
        className="h-full w-32 rounded-ctl bg-transparent pr-1 font-mono text-code text-fg outline-none placeholder:font-sans placeholder:text-fg3 placeholder:text-body"
      />
    </Field>
  );
}
