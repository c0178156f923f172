'use client';
import { useEffect, useState } from 'react';
import { isVariable } from '@/lib/scenario/form/controls.ts';
import type { ControlProps } from './field-control.tsx';
import { useFormTools } from './form-tools.ts';
import { plainNumber, readNumber } from './read-number.ts';

/** Text, several lines of it, a list of texts, or a number. While it is typed in, it shows what is typed. */
export function Typed({ id, field, describedBy }: ControlProps) {
  const { write } = useFormTools();
  const { control, value, path, initial, required, name } = field;
  const now = textOf(value);
  const [typed, setTyped] = useState(now);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!busy) setTyped(now);
  }, [now, busy]);
  const change = (text: string) => {
    setTyped(text);
    const empty = text === '' && !required && initial === undefined;
    if (control.kind === 'number') {
      if (text.trim() === '') return write(path, undefined);
      if (isVariable(text.trim())) return write(path, text.trim());
      const read = readNumber(text, control);
      if (read.value !== null) write(path, read.value);
    } else if (control.kind === 'lines') write(path, text === '' ? [] : text.split('\n'));
    else if (control.kind === 'text' && control.numbers) write(path, empty ? undefined : (plainNumber(text) ?? text));
    else write(path, empty ? undefined : text);
  };
  // Also of what the text had before anybody typed here.
  const judged = control.kind === 'number' && typed.trim() !== '' && !isVariable(typed.trim());
  const wrong = judged ? readNumber(typed, control).says : null;
  const described = [describedBy, wrong === null ? undefined : `${id}-wrong`].filter(Boolean).join(' ');
  const offers = control.kind === 'text' ? control.offers : [];
  const shared = {
    id,
    value: typed,
    'aria-describedby': described === '' ? undefined : described,
    'aria-invalid': wrong !== null,
    'aria-required': required,
    placeholder: value === null ? 'null' : initial === undefined || value !== undefined ? '' : textOf(initial),
    autoComplete: 'off',
    spellCheck: control.kind === 'text' && control.long && name !== '$tokens' ? undefined : false,
    onFocus: () => setBusy(true),
    onBlur: () => setBusy(false),
  };
  const several = control.kind === 'lines' || (control.kind === 'text' && control.long);
  return (
    <>
      {several ? (
        <textarea {...shared} rows={rowsOf(typed)} onChange={({ target }) => change(target.value)} />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={control.kind === 'number' ? 'decimal' : undefined}
          list={offers.length > 0 ? `${id}-offers` : undefined}
          onChange={({ target }) => change(target.value)}
        />
      )}
      {offers.length > 0 && (
        <datalist id={`${id}-offers`}>
          {offers.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      <span id={`${id}-wrong`} aria-live="polite" className="step-form-wrong">
        {wrong}
      </span>
    </>
  );
}

const rowsOf = (text: string) => Math.max(2, Math.min(8, text.split('\n').length, 2 + text.length / 40));

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}
