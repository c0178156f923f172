'use client';
import { useRef } from 'react';
import { useComposer, useFiles } from '@/components/compose/composer-hooks.ts';
import { visible } from '@/lib/bytes/visible.ts';
import type { ControlProps } from './field-control.tsx';
import { useFormTools } from './form-tools.ts';

/** One of the files chosen in this page, or another from the disk. */
export function FileChoice({ id, field, describedBy }: ControlProps) {
  const composer = useComposer();
  const { write } = useFormTools();
  const { value, path, required, name } = field;
  const input = useRef<HTMLInputElement>(null);
  const chosen = [...useFiles().keys()];
  const named = (value as { $file?: string } | null | undefined)?.$file ?? null;
  const missing = named !== null && !chosen.includes(named);
  const take = async (file: File) => {
    await composer.addFiles([file]);
    if (composer.files().has(file.name)) write(path, { $file: file.name });
  };
  return (
    <>
      <select
        id={id}
        aria-describedby={describedBy}
        aria-required={required}
        value={named ?? ''}
        onChange={({ target }) => write(path, target.value === '' ? undefined : { $file: target.value })}
      >
        {(!required || named === null) && <option value="">left out</option>}
        {missing && <option value={named}>{`${visible(named)} (not chosen in this page)`}</option>}
        {chosen.map((each) => (
          <option key={each} value={each}>
            {visible(each)}
          </option>
        ))}
      </select>
      <button type="button" aria-label={`Choose a file for ${visible(name)}`} onClick={() => input.current?.click()}>
        Choose a file
      </button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={`File for ${visible(name)}`}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) void take(file);
          target.value = '';
        }}
      />
    </>
  );
}
