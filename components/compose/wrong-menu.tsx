'use client';
import './wrong-menu.css';
import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { PopoverButton } from '@/components/ui/popover-button.tsx';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { visible } from '@/lib/bytes/visible.ts';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import type { Mutation } from '@/lib/scenario/mutate/mutations.ts';
import { useComposer, useDraft } from './composer-hooks.ts';
import { stepUnder } from './outline.ts';
import { useOutline, useSupplies } from './outline-hooks.ts';
import { wrongWays } from './wrong-ways.ts';

const groups: readonly [Mutation['group'], string][] = [
  ['event', 'The event'],
  ['values', 'Its values'],
  ['frame', 'The frame'],
  ['encoding', 'The encoding'],
  ['order', 'The order'],
];

/** Longer lists are counted through. */
const mostChoices = 100;

/** Makes of the event under the caret one that is wrong on purpose: a step of its own behind it, sent as it stands. */
export function WrongMenu({ dialect }: { dialect: Dialect | null }) {
  const [open, setOpen] = useState(false);
  return (
    <PopoverButton
      icon={FlaskConical}
      label="Wrong on purpose"
      role="dialog"
      disabled={dialect === null}
      onOpen={(box) => {
        setOpen(true);
        box.focus();
      }}
      onClose={() => setOpen(false)}
    >
      {open && dialect !== null && <Ways dialect={dialect} />}
    </PopoverButton>
  );
}

function Ways({ dialect }: { dialect: Dialect }) {
  const composer = useComposer();
  const outline = useOutline();
  const supplies = useSupplies();
  const step = stepUnder(outline, useDraft().caret);
  const { ways, none } = wrongWays(step, dialect, supplies);
  const insert = (box: HTMLElement, way: Mutation, numbers: Readonly<Record<string, number>>) => {
    box.closest<HTMLElement>('[popover]')?.hidePopover();
    void composer.insertText(way.apply(numbers).text);
  };
  if (none !== null) return <p className="compose-wrong-none">{visible(none)}</p>;
  return (
    <div className="compose-wrong-ways">
      <p>
        Of <VisibleText text={step?.name ?? ''} /> in line {step?.step.line}. The step goes in behind it.
      </p>
      {groups.map(([group, title]) => {
        const own = ways.filter((way) => way.group === group);
        return (
          own.length > 0 && (
            <section key={group} aria-label={title}>
              <h3>{title}</h3>
              <ul>
                {own.map((way) => (
                  <Way key={way.id} way={way} onInsert={insert} />
                ))}
              </ul>
            </section>
          )
        );
      })}
    </div>
  );
}

function Way({
  way,
  onInsert,
}: {
  way: Mutation;
  onInsert: (box: HTMLElement, way: Mutation, numbers: Readonly<Record<string, number>>) => void;
}) {
  const [numbers, setNumbers] = useState<Record<string, number>>(() =>
    Object.fromEntries(way.params.map(({ name, initial }) => [name, initial])),
  );
  return (
    <li>
      <div>
        <b>
          <VisibleText text={way.title} />
        </b>
        <p>
          <VisibleText text={way.why} />
        </p>
        {way.params.map(({ name, label, least, most, words, choice }) => {
          const n = numbers[name] ?? least;
          if (choice && most - least < mostChoices) {
            return (
              <label key={name}>
                {label}{' '}
                <select
                  value={n}
                  aria-label={`${visible(way.title)}: ${label}`}
                  onChange={(event) => setNumbers({ ...numbers, [name]: Number(event.currentTarget.value) })}
                >
                  {Array.from({ length: most - least + 1 }, (_, at) => (
                    <option key={words(least + at)} value={least + at}>
                      {visible(words(least + at))}
                    </option>
                  ))}
                </select>
              </label>
            );
          }
          return (
            <label key={name}>
              {label}{' '}
              <input
                type="number"
                min={least}
                max={most}
                value={Number.isNaN(n) ? '' : n}
                aria-label={`${visible(way.title)}: ${label}, ${least} to ${most}`}
                onChange={(event) => setNumbers({ ...numbers, [name]: event.currentTarget.valueAsNumber })}
              />{' '}
              {Number.isNaN(n) || n < least || n > most ? `${least} to ${most}` : <VisibleText text={words(n)} />}
            </label>
          );
        })}
      </div>
      <Button
        aria-label={`Insert: ${visible(way.title)}`}
        onClick={(event) => onInsert(event.currentTarget, way, numbers)}
      >
        Insert
      </Button>
    </li>
  );
}
