'use client';
import { visible } from '@/lib/bytes/visible.ts';
import type { ControlProps } from './field-control.tsx';
import { useFormTools } from './form-tools.ts';

/** One of a few, null and "left out" among them where they may be. What the text has beside them is shown as well. */
export function Choice({ id, field, describedBy }: ControlProps) {
  const { write } = useFormTools();
  const { control, value, path, nullable, required, initial } = field;
  const listed: unknown[] = control.kind === 'choice' ? [...control.choices] : [true, false];
  if (nullable) listed.push(null);
  const all = value === undefined || listed.includes(value) ? listed : [value, ...listed];
  const unset = initial === undefined ? 'left out' : `left out: ${JSON.stringify(initial)}`;
  return (
    <select
      id={id}
      aria-describedby={describedBy}
      aria-required={required}
      value={value === undefined ? '' : String(all.indexOf(value))}
      onChange={({ target }) => write(path, target.value === '' ? undefined : all[Number(target.value)])}
    >
      {(!required || value === undefined) && <option value="">{unset}</option>}
      {all.map((one, index) => (
        <option key={JSON.stringify(one)} value={index}>
          {`${typeof one === 'string' ? visible(one) : JSON.stringify(one)}${listed.includes(one) ? '' : ' (not one of those known)'}`}
        </option>
      ))}
    </select>
  );
}
