'use client';
import { useEffect, useState } from 'react';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { answerCommand } from '../workbench/page-commands.ts';
import { FaultDoor } from './fault-door.tsx';

/** On the connection bar: what is broken on purpose on the page's own connections, from the next one on. */
export function ConnectionFaults() {
  const facade = useFacade();
  const text = useConsole((state) => state.faults);
  const upstream = useConsole((state) => state.upstreams.find(({ id }) => id === state.upstream));
  const [opened, setOpened] = useState(false);
  useEffect(() => answerCommand('chooseFaults', () => setOpened(true)), []);
  if (upstream === undefined) return null;
  return (
    <FaultDoor
      text={text}
      of="the next connection"
      dialect={upstream.dialect}
      sandbox={upstream.sandbox}
      opened={opened}
      onOpen={setOpened}
      onText={(to) => facade.setFaults(to)}
    />
  );
}
