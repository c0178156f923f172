'use client';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { visible } from '@/lib/bytes/visible.ts';
import type { ControlProps } from './field-control.tsx';
import { useFormTools } from './form-tools.ts';

/** What no control fits. */
export function AsWritten({ id, field, describedBy }: ControlProps) {
  const { inText } = useFormTools();
  const { value, misfit, control, path } = field;
  return (
    <>
      <code className="step-form-source">
        <VisibleText text={control.kind === 'steps' ? stepsWords(value) : shortSource(value)} />
      </code>
      {misfit !== null && <span className="step-form-wrong">{misfit}</span>}
      <button
        type="button"
        id={id}
        aria-label={`Edit ${visible(field.name)} in the text`}
        aria-describedby={describedBy}
        onClick={() => inText(path)}
      >
        In the text
      </button>
    </>
  );
}

function stepsWords(value: unknown): string {
  const count = Array.isArray(value) ? value.length : 0;
  return `${count} step${count === 1 ? '' : 's'}, each with a form of its own`;
}

function shortSource(value: unknown): string {
  const source = value === undefined ? 'left out' : (JSON.stringify(value) ?? '');
  return source.length > 120 ? `${source.slice(0, 120)}...` : source;
}
