'use client';
import './step-form.css';
import { useId, useMemo, useState } from 'react';
import { useComposer, useDraft, useNotice } from '@/components/compose/composer-hooks.ts';
import { type OutlineStep, stepUnder } from '@/components/compose/outline.ts';
import { useOutline } from '@/components/compose/outline-hooks.ts';
import { useShownDialect } from '@/components/compose/shown-dialect.ts';
import { TemplateMenu } from '@/components/compose/template-menu.tsx';
import { ScrollRegion } from '@/components/ui/scroll-region.tsx';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { askCommand } from '@/components/workbench/page-commands.ts';
import { visible } from '@/lib/bytes/visible.ts';
import { FieldControl } from './field-control.tsx';
import { headOffset, placeOf, valueAt, writeField } from './form-actions.ts';
import { type FormTools, FormToolsContext } from './form-tools.ts';
import { headFields, stepFields } from './step-schema.ts';

/** In the list of steps: the object around them. */
const head = 'head';

/** Number, depth and name, and what tells it from others of its name. */
function stepWords({ step, name, says, depth }: OutlineStep): string {
  const text = step.kind === 'event' ? (step.event as { text?: unknown }).text : says;
  const more = typeof text !== 'string' || text === '' ? '' : `: ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`;
  return `${step.index + 1} ${'· '.repeat(depth)}${visible(name + more)}`;
}

/** The step under the caret as a form, every field with what it means. What is set here stands in the text, and the other way round. */
export function StepForm() {
  const { drafts, scrub } = useComposer();
  const dialect = useShownDialect();
  const outline = useOutline();
  const { upstream, text, caret, wanted } = useDraft();
  const notice = useNotice();
  const id = useId();
  const around = useMemo(() => headOffset(text), [text]);
  /** `wanted` of the draft when the head was chosen: whoever asks for the focus since then, asks for a step. */
  const [headAt, setHeadAt] = useState(-1);
  const current = stepUnder(outline, caret);
  const atHead = around !== -1 && (headAt === wanted || current === null);
  const offset = atHead ? around : (current?.step.offset ?? -1);
  const fields = useMemo(() => {
    if (dialect === null || offset < 0) return [];
    const value = valueAt(text, offset);
    if (value === undefined) return [];
    return atHead ? headFields(dialect, value) : stepFields(dialect, value);
  }, [dialect, text, offset, atHead]);
  const tools = useMemo(
    (): FormTools => ({
      write: (path, value) => writeField(drafts, offset, path, value, !atHead),
      inText(path) {
        const at = placeOf(drafts.get().text, offset, path);
        drafts.moved(at, at);
        askCommand('focusEditor');
      },
    }),
    [drafts, offset, atHead],
  );
  const choose = (value: string) => {
    setHeadAt(value === head ? drafts.get().wanted : -1);
    const chosen = value === head ? undefined : outline.steps[Number(value)];
    if (chosen !== undefined) drafts.moved(chosen.step.offset, chosen.step.offset);
  };
  const chosen = atHead ? head : String(current?.step.index ?? '');
  const problem = current?.step.kind === 'bad' && !atHead ? current.step.problem : null;
  return (
    <ScrollRegion
      label="Form of the step"
      className="step-form"
      // As when the text is left: a key that was typed into a field does not stay in it.
      onBlur={() => void scrub()}
    >
      <div className="step-form-head">
        {offset >= 0 && (
          <>
            <label htmlFor={id}>Step</label>
            <select id={id} value={chosen} onChange={({ target }) => choose(target.value)}>
              {around !== -1 && <option value={head}>The scenario itself</option>}
              {outline.steps.map((each) => (
                <option key={each.step.index} value={each.step.index}>
                  {stepWords(each)}
                </option>
              ))}
            </select>
            <button type="button" onClick={() => tools.inText([])}>
              In the text
            </button>
          </>
        )}
        <TemplateMenu dialect={dialect} label="Add a step" />
      </div>
      <p role="status" className="step-form-notice">
        {notice !== null && <VisibleText text={notice} />}
      </p>
      {offset < 0 && <p>There is no step to fill in yet: add one, or write one in the text.</p>}
      {problem !== null && (
        <p className="step-form-wrong">
          <VisibleText text={problem.detail} />
        </p>
      )}
      {offset >= 0 && fields.length === 0 && <p>This is not an object with fields: see the text.</p>}
      <FormToolsContext value={tools}>
        {fields.map((field) => (
          // Of another step it is another field: what is half typed does not go over.
          <FieldControl key={`${upstream} ${chosen} ${field.name}`} field={field} />
        ))}
      </FormToolsContext>
    </ScrollRegion>
  );
}
