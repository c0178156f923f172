'use client';
import { Command as List } from 'cmdk';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import { Kbd } from '../ui/kbd.tsx';
import { VisibleText } from '../ui/visible-text.tsx';
import { useFacade } from '../workbench/console-context.tsx';
import { type Choice, choicesFor } from './choices.ts';
import { commandRooms } from './command-rooms.ts';
import { FieldLine, fieldLook } from './palette-field.tsx';
import { recentCommands, rememberCommand } from './recent.ts';
import { loadShipped } from './shipped.ts';

export type PaletteProps = {
  typed: string;
  onTyped: (typed: string) => void;
  /** Enter was pressed before the list was there. */
  takeFirst: boolean;
  /** Gives the focus back to where it was. */
  close: () => void;
};

/** The text field over the list of commands. A command chosen runs after the focus went back. */
export function Palette({ typed, onTyped, takeFirst, close }: PaletteProps) {
  const facade = useFacade();
  const field = useRef<HTMLInputElement>(null);
  const [recent] = useState(recentCommands);
  const [shipped, setShipped] = useState(false);
  useEffect(() => {
    void loadShipped().then(
      () => setShipped(true),
      () => undefined,
    );
  }, []);
  // The list stands still while one reads it: it is made of the state at the last stroke.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was fetched is listed, too.
  const groups = useMemo(
    () => choicesFor(commandRooms, { facade, state: facade.getState() }, typed, recent),
    [facade, typed, recent, shipped],
  );
  const choose = (choice: Choice) => {
    close();
    rememberCommand(choice.id);
    choice.run();
  };
  // The field that was typed into went away with the same paint.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list has come.
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(typed.length, typed.length);
    const first = groups.flatMap(({ choices }) => choices).find(({ unavailable }) => !unavailable);
    if (takeFirst && first !== undefined) choose(first);
  }, []);
  return (
    <List
      label="Command"
      shouldFilter={false}
      vimBindings={false}
      loop
      className="flex max-h-[min(460px,76dvh)] flex-col"
    >
      <FieldLine>
        <List.Input ref={field} value={typed} onValueChange={onTyped} {...fieldLook} />
      </FieldLine>
      <List.List label="Commands" className="min-h-0 overflow-y-auto overscroll-contain p-1.5">
        {groups.map(({ name, choices }) =>
          name === '' ? (
            choices.map((choice) => <Item key={choice.id} choice={choice} onChoose={choose} withRoom />)
          ) : (
            <List.Group
              key={name}
              heading={name}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-fg3 [&_[cmdk-group-heading]]:text-label"
            >
              {choices.map((choice) => (
                <Item key={choice.id} choice={choice} onChoose={choose} withRoom={name === 'Lately'} />
              ))}
            </List.Group>
          ),
        )}
        <List.Empty className="px-2 py-3 text-fg2">
          No command has these words. Type how a word of it begins (pause, filter, theme), a rule (A20), or the number
          of a row (#29); without any text, all of them are listed.
        </List.Empty>
      </List.List>
    </List>
  );
}

function Item({
  choice,
  onChoose,
  withRoom,
}: {
  choice: Choice;
  onChoose: (choice: Choice) => void;
  withRoom: boolean;
}) {
  const { id, words, keys, unavailable, room } = choice;
  return (
    <List.Item
      value={visible(id)}
      disabled={Boolean(unavailable)}
      onSelect={() => onChoose(choice)}
      className="flex min-h-7.5 cursor-pointer items-center gap-3 rounded-ctl px-2 py-1 data-[disabled=true]:cursor-default data-[selected=true]:bg-bg3 data-[disabled=true]:text-fg3 narrow:min-h-10"
    >
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <VisibleText text={words} />
        {unavailable && <span> – {unavailable}</span>}
      </span>
      <span className="grow" />
      {withRoom && <span className="shrink-0 text-fg3 text-label">{room}</span>}
      {keys !== undefined && <Kbd className="shrink-0 phone:hidden">{keys}</Kbd>}
    </List.Item>
  );
}
