'use client';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { answerCommand, askCommand } from '../workbench/page-commands.ts';

/** Text or `/regex/` the rows must hold. What is typed stands at once; the rows follow. */
export function FilterBox() {
  const facade = useFacade();
  const applied = useConsole((state) => state.filter.text);
  const note = useConsole((state) => state.view.filterNote);
  const [text, setText] = useState(applied);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => setText(applied), [applied]);
  useEffect(() => answerCommand('focusFilter', () => input.current?.select()), []);

  const write = (value: string) => {
    setText(value);
    facade.setFilter({ text: value });
  };
  /** `#29` and Enter: to row 29 among the others. False for other text, and for a row that is not there. */
  const goToRow = (value: string) => {
    const seq = Number(/^#(\d{1,9})$/.exec(value.trim())?.[1] ?? 0);
    const { sessions, view } = facade.getState();
    if (seq < 1 || seq > (sessions.find(({ id }) => id === view.session)?.entries ?? 0)) return false;
    facade.setFollow(false);
    facade.select(seq);
    askCommand('focusLog');
    return true;
  };
  return (
    <search className="relative flex h-6.5 min-w-24 grow items-center gap-1.5 rounded-ctl border border-field bg-bg2 pr-1 pl-2 text-fg3 has-focus-visible:border-accent narrow:h-9">
      <Search size={14} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
      <input
        ref={input}
        aria-label="Filter by text or /regex/"
        aria-describedby={note === null ? undefined : 'filter-note'}
        placeholder="Text, /regex/, #29"
        title="In the kind, the meaning and the payload; a /regex/ looks at the first 4,096 characters of an entry. #29 is row 29, and Enter goes there; A20 also finds what proves rule A20"
        value={text}
        onChange={(event) => write(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && text !== '') write('');
          else if (event.key === 'Enter' && goToRow(text)) write('');
          else if (event.key === 'Escape' || event.key === 'Enter') askCommand('focusLog');
          else return;
          event.stopPropagation();
        }}
        className="h-full min-w-0 grow bg-transparent text-fg outline-none placeholder:text-fg3"
        spellCheck={false}
        autoComplete="off"
      />
      {text === '' ? (
        <Kbd className="narrow:hidden">/</Kbd>
      ) : (
        <IconButton
          icon={X}
          size={12}
          label="Empty the filter"
          className="size-5! narrow:size-7!"
          onClick={() => write('')}
        />
      )}
    </search>
  );
}
