'use client';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { visible } from '@/lib/bytes/visible.ts';
import type { FormField } from '@/lib/scenario/form/form-fields.ts';
import { AsWritten } from './as-written.tsx';
import { Choice } from './choice.tsx';
import { FileChoice } from './file-choice.tsx';
import { useFormTools } from './form-tools.ts';
import { ItemList } from './item-list.tsx';
import { MapFields } from './map-fields.tsx';
import { Typed } from './typed.tsx';

/** What a control is told beside its field: `id` of what is labelled, `describedBy` of what explains it. */
export type ControlProps = { id: string; field: FormField; describedBy: string | undefined };

/** One field: its name, what it is set to, what it means. A group holds more of them. */
export function FieldControl({ field }: { field: FormField }) {
  const { control, misfit } = field;
  if (misfit !== null) return <Field field={field} />;
  if (control.kind === 'group') return <Group field={field} fields={control.fields} />;
  if (control.kind === 'items') {
    return (
      <Group field={field}>
        <ItemList field={field} items={control.items} blank={control.blank} />
      </Group>
    );
  }
  if (control.kind === 'map') {
    return (
      <Group field={field}>
        <MapFields field={field} fields={control.fields} />
      </Group>
    );
  }
  return <Field field={field} />;
}

/** What is left out and may be is folded away, until it is opened. */
function Group({ field, fields, children }: { field: FormField; fields?: readonly FormField[]; children?: ReactNode }) {
  const id = useId();
  const { name, help, value, required, path } = field;
  const { write } = useFormTools();
  const written = value !== undefined;
  const [open, setOpen] = useState(written || required);
  useEffect(() => {
    if (written) setOpen(true);
  }, [written]);
  const inside = (
    <>
      {help !== '' && <p id={id}>{help}</p>}
      {fields?.map((one) => (
        <FieldControl key={one.name} field={one} />
      ))}
      {children}
      {written && !required && path.length > 1 && <LeaveOut field={field} write={write} />}
    </>
  );
  return (
    <details
      className="step-form-group"
      open={open}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      data-written={written}
      tabIndex={-1}
    >
      <summary>
        <VisibleText text={name} />
        {required && <span className="step-form-required"> required</span>}
        {!written && <span className="step-form-required"> left out</span>}
      </summary>
      <fieldset aria-label={visible(name)} aria-describedby={help === '' ? undefined : id}>
        {inside}
      </fieldset>
    </details>
  );
}

function Field({ field }: { field: FormField }) {
  const id = useId();
  const { write } = useFormTools();
  const { control, name, help, value, misfit, required } = field;
  const describedBy = help === '' ? undefined : `${id}-help`;
  const written = value !== undefined;
  const choice = control.kind === 'switch' || control.kind === 'choice' || control.kind === 'file';
  return (
    <div className="step-form-field" data-written={written} tabIndex={-1}>
      <label htmlFor={id}>
        <VisibleText text={name} />
        {required && (
          <span className="step-form-required" aria-hidden="true">
            {' '}
            required
          </span>
        )}
      </label>
      <div className="step-form-control">
        {misfit !== null || control.kind === 'as-written' || control.kind === 'steps' ? (
          <AsWritten id={id} field={field} describedBy={describedBy} />
        ) : control.kind === 'file' ? (
          <FileChoice id={id} field={field} describedBy={describedBy} />
        ) : choice ? (
          <Choice id={id} field={field} describedBy={describedBy} />
        ) : (
          <Typed id={id} field={field} describedBy={describedBy} />
        )}
        {written && !required && !choice && <LeaveOut field={field} write={write} />}
      </div>
      {help !== '' && <p id={`${id}-help`}>{help}</p>}
    </div>
  );
}

function LeaveOut({ field, write }: { field: FormField; write: (path: FormField['path'], value: unknown) => void }) {
  return (
    <button
      type="button"
      aria-label={`Leave out ${visible(field.name)}`}
      onClick={({ currentTarget }) => {
        // The button goes with the value: the focus stays with the field.
        currentTarget.closest<HTMLElement>('[data-written]')?.focus();
        write(field.path, undefined);
      }}
    >
      Leave out
    </button>
  );
}
