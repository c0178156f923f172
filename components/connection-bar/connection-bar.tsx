'use client';
import { Box } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { askCommand } from '../workbench/page-commands.ts';
import { Choice } from './choice.tsx';
import { FormatChoice } from './format-choice.tsx';
import { KeyField } from './key-field.tsx';
import { StatePill } from './state-pill.tsx';
import { SwitchesField } from './switches-field.tsx';
import { UpgradeOptions } from './upgrade-options.tsx';

/** Where to connect, with what, and how it stands. */
export function ConnectionBar() {
  const facade = useFacade();
  const upstreams = useConsole((state) => state.upstreams);
  const upstream = useConsole((state) => state.upstream);
  const phase = useConsole((state) => state.connection.phase);
  const linked = useConsole((state) => state.link === 'open');
  const keyless = useConsole((state) => state.key === null);
  const refused = useConsole((state) => state.keyProblem);
  const [asked, setAsked] = useState(false);
  /** A key was typed and is on its way to the server, which answers with its handle. */
  const [handed, setHanded] = useState(false);
  const chosen = upstreams.find(({ id }) => id === upstream);
  const missing = asked && keyless && !handed && chosen?.needsKey === true;
  const busy = phase === 'dialling' || phase === 'open' || phase === 'closing';

  useEffect(() => {
    if (refused !== null) setHanded(false);
  }, [refused]);
  useEffect(() => {
    if (keyless) return;
    setHanded(false);
    setAsked(false);
    // Connect was pressed while the key was on its way.
    if (asked && handed) facade.connect();
  }, [keyless, asked, handed, facade]);

  const connect = () => {
    if (chosen?.needsKey === true && keyless) {
      setAsked(true);
      if (!handed) askCommand('focusKey');
      return;
    }
    facade.connect();
  };
  return (
    <section
      aria-label="Connection"
      className="link flex min-h-10 flex-wrap items-center gap-2 border-line border-b bg-bg1 px-3 py-1.5 wide:flex-nowrap wide:py-0 wide:pr-2"
    >
      <Choice
        label="Upstream"
        icon={Box}
        value={upstream}
        options={upstreams.map(({ id, title }) => ({ value: id, name: title }))}
        disabled={busy}
        onChange={(id) => {
          setAsked(false);
          facade.setUpstream(id);
        }}
      />
      <span className="hidden min-w-0 truncate font-mono text-code text-fg3 min-[1400px]:block" title={chosen?.address}>
        {chosen?.address}
      </span>
      <UpgradeOptions />
      <FormatChoice />
      <KeyField missing={missing || refused !== null} onHanded={() => setHanded(true)} />
      <SwitchesField />
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
      <span className="grow phone:hidden" />
      <span className="shrink-0 phone:hidden">
        <StatePill />
      </span>
      <Button
        disabled={phase !== 'open' && phase !== 'dialling'}
        className="narrow:ml-auto phone:grow phone:justify-center"
        onClick={() => facade.disconnect()}
      >
        Disconnect
      </Button>
      <Button
        primary
        disabled={busy || !linked || chosen === undefined}
        className="phone:grow phone:justify-center"
        onClick={connect}
      >
        Connect
      </Button>
    </section>
  );
}
