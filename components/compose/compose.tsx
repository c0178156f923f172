'use client';
import './compose.css';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { TabStrip } from '@/components/ui/tab-strip.tsx';
import { useConsole } from '@/components/workbench/console-context.tsx';
import { answerCommand } from '@/components/workbench/page-commands.ts';
import { useDialect } from '@/components/workbench/use-dialect.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { ComposeBar } from './compose-bar.tsx';
import { composeTabs } from './compose-tabs.tsx';
import { useComposer } from './composer-hooks.ts';
import { ShownDialect } from './shown-dialect.ts';

/** The pane where a session is written and sent: as text, and in what other ways `composeTabs` has. */
export function Compose() {
  const composer = useComposer();
  const dialect = useDraftOfUpstream();
  const [tab, setTab] = useState('text');
  const key = useConsole((state) => state.key?.handle ?? null);

  useEffect(() => {
    if (key !== null) void composer.scrubKept(key);
  }, [composer, key]);

  useEffect(() => answerCommand('runAll', () => void composer.runAll()), [composer]);
  useEffect(
    () =>
      answerCommand('focusEditor', () => {
        // The focus does not go to what is out of sight.
        flushSync(() => setTab('text'));
        composer.drafts.goTo(composer.drafts.get().caret);
      }),
    [composer],
  );

  useEffect(() => {
    const leave = composeTabs.map(({ id, command }) => command && answerCommand(command, () => setTab(id)));
    return () => {
      for (const each of leave) each?.();
    };
  }, []);

  const onKeys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    // Caught on the way down: Monaco has another use for these keys.
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) void composer.runFrom();
    else void (event.shiftKey ? composer.runAll() : composer.send());
  };

  return (
    <section aria-label="Compose" className="compose" onKeyDownCapture={onKeys}>
      <ShownDialect value={dialect}>
        <ComposeBar dialect={dialect} />
        {composeTabs.length === 1 ? (
          composeTabs[0]?.body
        ) : (
          <TabStrip label="Ways to write" tabs={composeTabs} value={tab} onChange={setTab} />
        )}
      </ShownDialect>
    </section>
  );
}

/** Opens the draft of the chosen upstream once its dialect is there; until then the old draft and its dialect stay. */
function useDraftOfUpstream(): Dialect | null {
  const composer = useComposer();
  const upstream = useConsole((state) => state.upstream);
  const id = useConsole((state) => state.upstreams.find((each) => each.id === state.upstream)?.dialect);
  const loaded = useDialect(id);
  const [shown, setShown] = useState<Dialect | null>(null);
  useEffect(() => {
    if (loaded === null) return;
    let wanted = true;
    void composer.open(upstream, loaded.id, loaded.sampleSession).then(() => wanted && setShown(loaded));
    return () => {
      wanted = false;
    };
  }, [composer, upstream, loaded]);
  return shown;
}
