'use client';
import { useComposer } from '../compose/composer-hooks.ts';
import { useOutline } from '../compose/outline-hooks.ts';
import { useConsole } from '../workbench/console-context.tsx';
import { useDialect } from '../workbench/use-dialect.ts';
import { Choice } from './choice.tsx';
import { formatPlace, writeFormat } from './format-place.ts';

/** The audio format the session in the editor asks for. Choosing another one writes it there: the editor stays the truth. */
export function FormatChoice() {
  const { drafts } = useComposer();
  const { steps } = useOutline();
  const id = useConsole((state) => state.upstreams.find((each) => each.id === state.upstream)?.dialect);
  const dialect = useDialect(id);
  const place = formatPlace(steps.map(({ step }) => step));
  if (place === null || dialect === null) return null;

  return (
    <Choice
      label="Format"
      title="Audio format the session in the editor asks for; choosing one changes it there"
      value={place.value}
      options={dialect.formats.map((format) => ({ value: format, name: format }))}
      onChange={(format) => writeFormat(drafts, place, format)}
    />
  );
}
