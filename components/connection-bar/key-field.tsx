'use client';
import clsx from 'clsx';
import { KeyRound, X } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { IconButton } from '../ui/icon-button.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { answerCommand } from '../workbench/page-commands.ts';
import { Field } from './field.tsx';
import { HeldKey } from './held-key.tsx';

/**
 * Where the key is typed. It goes to the server's memory and leaves the page at once: it is never part of React's state,
 * and what stays is a handle.
 */
export function KeyField({
  upstream,
  missing,
  onHanded,
}: {
  /** The upstream whose key is typed here. The field is to be made anew for another one: what was typed does not go along. */
  upstream: string;
  missing: boolean;
  onHanded: () => void;
}) {
  const facade = useFacade();
  const key = useConsole((state) => state.key);
  const needed = useConsole((state) => state.upstreams.find(({ id }) => id === upstream)?.needsKey ?? false);
  const held = useConsole((state) => state.upstreams.find(({ id }) => id === upstream)?.heldKey ?? null);
  /** A key of the user's own is to be typed although the server holds one. */
  const [own, setOwn] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const focus = useCallback(() => {
    // What is not there yet takes no focus.
    flushSync(() => setOwn(true));
    input.current?.focus();
  }, []);
  useEffect(() => answerCommand('focusKey', focus), [focus]);

  const hand = () => {
    const field = input.current;
    // Nothing was typed: the one that is held is used.
    if (field?.value === '') setOwn(false);
    if (field === null || field.value === '') return;
    const { value } = field;
    field.value = '';
    facade.setKey(upstream, value);
    onHanded();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') hand();
  };

  if (key !== null)
    return (
      <Field>
        <KeyRound size={14} strokeWidth={1.75} aria-hidden="true" />
        <span
          className="font-mono text-code text-fg"
          title={`Stands for the key you typed for ${upstream} (${key.length} characters); the key itself is only in the server’s memory`}
        >
          {key.handle}
          {key.tail !== null && <span className="text-fg2"> ····{key.tail}</span>}
        </span>
        <IconButton
          icon={X}
          size={12}
          label="Forget the key"
          className="size-6.5!"
          onClick={() => {
            setOwn(false);
            facade.setKey(upstream, null);
          }}
        />
      </Field>
    );
  if (held !== null && !own && !missing) return <HeldKey upstream={upstream} held={held} onOwn={focus} />;
  return (
    <Field
      className={clsx('min-[1400px]:max-w-38 min-[1400px]:grow-99 min-[1400px]:basis-29', missing && 'border-err')}
    >
      <KeyRound size={14} strokeWidth={1.75} aria-hidden="true" />
      <input
        ref={input}
        type="password"
        name="wiretone-key"
        aria-label="API key"
        aria-invalid={missing}
        aria-describedby={missing ? 'key-missing key-refused' : undefined}
        title="Sent to this upstream alone; kept in the server’s memory until it stops, never written down, never shown again"
        placeholder={held !== null ? 'your own key' : needed ? 'API key' : 'no key needed'}
        autoComplete="off"
        data-1p-ignore
        data-lpignore="true"
        spellCheck={false}
        onBlur={hand}
        onKeyDown={onKeyDown}
        className="h-full w-30 min-w-0 rounded-ctl min-[1400px]:w-full bg-transparent pr-1 text-fg outline-none placeholder:text-fg3"
      />
    </Field>
  );
}
