'use client';
import { useRef } from 'react';
import type { FormField } from '@/lib/scenario/form/form-fields.ts';
import { FieldControl } from './field-control.tsx';
import { useFormTools } from './form-tools.ts';

/** A list of groups: each can be taken out, and one added. */
export function ItemList({ field, items, blank }: { field: FormField; items: readonly FormField[]; blank: unknown }) {
  const { write } = useFormTools();
  const { path, name } = field;
  const add = useRef<HTMLButtonElement>(null);
  return (
    <>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item has no name but its place
        <fieldset key={index} className="step-form-item">
          <legend>{`${name} ${index + 1}`}</legend>
          {item.control.kind === 'group' &&
            item.control.fields.map((one) => <FieldControl key={one.name} field={one} />)}
          <button
            type="button"
            aria-label={`Remove ${name} ${index + 1}`}
            onClick={() => {
              add.current?.focus();
              write(items.length === 1 && !field.required ? path : [...path, index], undefined);
            }}
          >
            Remove
          </button>
        </fieldset>
      ))}
      <button
        ref={add}
        type="button"
        aria-label={`Add to ${name}`}
        onClick={() => write([...path, items.length], blank)}
      >
        Add one
      </button>
    </>
  );
}
