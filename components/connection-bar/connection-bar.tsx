'use client';
import { Box } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { ConnectionFaults } from '../fault-choice/connection-faults.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { answerCommand, askCommand } from '../workbench/page-commands.ts';
import { Choice } from './choice.tsx';
import { ConnectButtons } from './connect-buttons.tsx';
import { KeyField } from './key-field.tsx';
import { LiveElsewhere } from './live-elsewhere.tsx';
import { PathChoice } from './path-choice.tsx';
import { StatePill } from './state-pill.tsx';
import { SwitchesField } from './switches-field.tsx';
import { UpgradeOptions } from './upgrade-options.tsx';

/** It reads the text of the editor: what that takes comes after the first paint. */
const FormatChoice = dynamic(() => import('./format-choice.tsx').then((module) => module.FormatChoice), { ssr: false });

/** Where to connect, with what, and how it stands. */
export function ConnectionBar() {
  const facade = useFacade();
  const upstreams = useConsole((state) => state.upstreams);
  const upstream = useConsole((state) => state.upstream);
  const phase = useConsole((state) => state.live?.connection.phase ?? 'idle');
  const linked = useConsole((state) => state.link === 'open');
  const keyless = useConsole((state) => state.key === null);
  const refused = useConsole((state) => state.keyProblem);
  /** The upstream for which Connect was pressed without a key. */
  const [askedFor, setAsked] = useState('');
  /** The upstream whose key was typed and is on its way to the server, which answers with its handle. */
  const [handedFor, setHanded] = useState('');
  const asked = askedFor === upstream;
  const handed = handedFor === upstream;
  const chosen = upstreams.find(({ id }) => id === upstream);
  const needsKey = chosen?.needsKey === true && chosen.heldKey === undefined;
  const missing = asked && keyless && !handed && needsKey;
  const busy = phase === 'dialling' || phase === 'open' || phase === 'closing';

  useEffect(() => {
    if (refused !== null) setHanded('');
  }, [refused]);
  // What was on its way when the link went is not answered any more.
  useEffect(() => {
    if (!linked) setHanded('');
  }, [linked]);
  useEffect(() => {
    if (keyless) return;
    setHanded('');
    setAsked('');
    // Connect was pressed while the key was on its way.
    if (asked && handed) facade.connect();
  }, [keyless, asked, handed, facade]);

  const connect = () => {
    if (needsKey && keyless) {
      setAsked(upstream);
      if (!handed) askCommand('focusKey');
      return;
    }
    facade.connect();
  };
  useEffect(() => answerCommand('connect', connect));
  return (
    <section
      aria-label="Connection"
      className="link flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1.5 border-line border-b bg-bg1 px-3 py-1.5 wide:pr-2 min-[1400px]:py-1"
    >
      <Choice
        label="Upstream"
        icon={Box}
        value={upstream}
        options={upstreams.map(({ id, title }) => ({ value: id, name: title }))}
        disabled={busy}
        title={busy ? 'Disconnect to choose another upstream' : undefined}
        onChange={(id) => facade.setUpstream(id)}
      />
      <PathChoice busy={busy} />
      <UpgradeOptions />
      <FormatChoice />
      <KeyField
        key={upstream}
        upstream={upstream}
        missing={missing || refused !== null}
        onHanded={() => setHanded(upstream)}
      />
      <SwitchesField />
      <ConnectionFaults />
      {refused !== null && (
        <span id="key-refused" className="whitespace-nowrap text-err">
          Not taken: <VisibleText text={refused.detail} />
        </span>
      )}
      {missing && refused === null && (
        <span id="key-missing" role="alert" className="whitespace-nowrap text-err">
          This upstream needs a key.
        </span>
      )}
      {/* They stay on one row: long words of the state give way first. */}
      <span className="flex grow-99 items-center justify-end gap-2 phone:basis-full phone:flex-wrap">
        <LiveElsewhere />
        <span className="flex w-0 min-w-28 max-w-max grow justify-end phone:hidden">
          <StatePill />
        </span>
        <ConnectButtons ready={linked && chosen !== undefined} onConnect={connect} />
      </span>
    </section>
  );
}
