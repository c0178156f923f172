'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { socketUrl } from '@/lib/lessons/tap-clients/client-card.ts';
import { Choice } from '../connection-bar/choice.tsx';
import { Field } from '../connection-bar/field.tsx';
import { FaultButton } from '../fault-choice/fault-door.tsx';
import { copyText } from '../inspector/take-away.ts';
import { Button } from '../ui/button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole } from '../workbench/console-context.tsx';
import { isGoodName } from './tap-address.ts';
import { chooseTap, useTapChoice } from './tap-choice.ts';
import { useTapBase } from './use-tap-base.ts';

/** The base URL to give to a client: of which upstream, under which name. */
export function AddressForm() {
  const upstreams = useConsole((state) => state.upstreams);
  const { name, faults } = useTapChoice();
  const { base, info, unfit } = useTapBase();
  const [says, setSays] = useState('');
  const copy = async (text: string, what: string) =>
    setSays((await copyText(text)) ? `${what} copied` : 'The browser did not allow copying');
  const named = isGoodName(name);
  return (
    <section aria-label="Address for a client" className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Choice
          label="Server behind the tap"
          value={info?.id ?? ''}
          options={upstreams.map(({ id, title }) => ({ value: id, name: title }))}
          onChange={(id) => chooseTap({ upstream: id })}
        />
        <Field>
          <span aria-hidden="true">Name</span>
          <input
            aria-label="Name for its connections"
            aria-invalid={!named}
            aria-describedby={named ? undefined : 'tap-name-help'}
            placeholder="optional"
            value={name}
            onChange={({ target }) => chooseTap({ name: target.value.trim() })}
            spellCheck={false}
            autoComplete="off"
            className="h-full w-28 rounded-ctl bg-transparent pr-1 font-mono text-code text-fg outline-none placeholder:font-sans placeholder:text-body placeholder:text-fg3"
          />
        </Field>
        {info !== undefined && (
          <FaultButton
            text={faults}
            of="this address"
            word="Faults"
            dialect={info.dialect}
            sandbox={info.sandbox}
            onText={(text) => chooseTap({ faults: text.trim() })}
          />
        )}
        {!named && (
          <span id="tap-name-help" className="text-err">
            A name has up to 40 letters, digits, dots, - and _.
          </span>
        )}
      </div>
      {unfit !== null && (
        <p role="alert" className="text-err">
          <VisibleText text={unfit.detail} /> Choose other faults, or none.
        </p>
      )}
      {base !== null && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <code className="select-all font-mono text-data [overflow-wrap:anywhere]">{base}</code>
          <Button onClick={() => void copy(base, 'Base URL')}>
            <Copy size={14} strokeWidth={1.75} aria-hidden="true" />
            Copy base URL
          </Button>
          <Button onClick={() => void copy(socketUrl(base), 'ws:// form')}>Copy as ws://</Button>
          <span aria-live="polite" className="text-fg2 text-label">
            {says}
          </span>
        </div>
      )}
      <p className="max-w-[90ch] text-fg2">
        A client with this base URL talks to {info?.sandbox === false ? 'the service' : 'the sandbox'} as ever: what
        both say goes through {faults === '' ? 'untouched' : 'but for these faults'}, and is recorded here. Its key goes
        on with it and is masked in the record. The page only reads along: however slow it is, the client is not held
        up.
        {info?.sandbox === false && ' It is the client that spends credit, as without the tap.'}
      </p>
    </section>
  );
}
