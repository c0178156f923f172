'use client';
import { useComposer, useOutline } from '../compose/composer-hooks.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { useDialect } from '../workbench/use-dialect.ts';
import { Choice } from './choice.tsx';
import { formatPlace } from './format-place.ts';

/** The audio format the session in the editor asks for. Choosing another one writes it there: the editor stays the truth. */
export function FormatChoice() {
  const { drafts } = useComposer();
  const { steps } = useOutline();
  const id = useConsole((state) => state.upstreams.find((each) => each.id === state.upstream)?.dialect);
  const dialect = useDialect(id);
  const place = formatPlace(steps.map(({ step }) => step));
  if (place === null || dialect === null) return null;

  const write = (format: string) => {
    const { text, caret } = drafts.get();
    // The outline may lag behind fast typing: what is replaced must still be what was shown.
    if (text.slice(place.offset, place.end) !== JSON.stringify(place.value)) return;
    const value = JSON.stringify(format);
    const grown = value.length - (place.end - place.offset);
    const next = text.slice(0, place.offset) + value + text.slice(place.end);
    drafts.replace(next, caret >= place.end ? caret + grown : Math.min(caret, place.offset + value.length), 'page');
  };
  return (
    <Choice
      label="Format"
      title="Audio format the session in the editor asks for; choosing one changes it there"
      value={place.value}
      options={dialect.formats.map((format) => ({ value: format, name: format }))}
      onChange={write}
    />
  );
}
