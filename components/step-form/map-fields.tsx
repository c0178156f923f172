'use client';
import { useId, useState } from 'react';
import { visible } from '@/lib/bytes/visible.ts';
import type { FormField } from '@/lib/scenario/form/form-fields.ts';
import { FieldControl } from './field-control.tsx';
import { useFormTools } from './form-tools.ts';

/** Values by names of one's own: those there are, and a name for another. */
export function MapFields({ field, fields }: { field: FormField; fields: readonly FormField[] }) {
  const { write } = useFormTools();
  const [name, setName] = useState('');
  const id = useId();
  const wanted = name.trim();
  const taken = fields.some((one) => one.name === wanted);
  return (
    <>
      {fields.map((one) => (
        <FieldControl key={one.name} field={one} />
      ))}
      <form
        className="step-form-add"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === '' || taken) return;
          write([...field.path, wanted], '');
          setName('');
        }}
      >
        <label htmlFor={id}>{`Another of ${visible(field.name)}`}</label>
        <div className="step-form-control">
          <input
            id={id}
            value={name}
            autoComplete="off"
            spellCheck={false}
            placeholder="its name"
            aria-invalid={taken}
            onChange={({ target }) => setName(target.value)}
          />
          <button type="submit" disabled={wanted === '' || taken}>
            Add
          </button>
          <span className="step-form-wrong" aria-live="polite">
            {taken ? 'There is one of this name.' : ''}
          </span>
        </div>
      </form>
    </>
  );
}
