'use client';
import './step-list.css';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { visible } from '@/lib/bytes/visible.ts';
import type { StepState } from '@/lib/console/state.ts';
import { useComposer, useDraft, useOutline, useStepStates } from './composer-hooks.ts';
import { type OutlineStep, stepUnder } from './outline.ts';
import { stateWords } from './step-states.ts';

/**
 * The steps as a list: what the lines above the steps show in the full editor, for the keyboard, for screen readers, and for
 * the plain editor. `open` opens it where there are no such lines; the button wins.
 */
export function StepList({ open, hint }: { open: boolean; hint: string }) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const outline = useOutline();
  const states = useStepStates(outline);
  const current = stepUnder(outline, useDraft().caret);
  const id = useId();
  const shown = chosen ?? open;
  return (
    <div className="compose-steps">
      <div className="compose-steps-bar">
        <button type="button" aria-expanded={shown} aria-controls={id} onClick={() => setChosen(!shown)}>
          <ChevronRight size={12} strokeWidth={2.25} aria-hidden="true" />
          Steps
        </button>
        <span className="compose-hint" aria-live="polite">
          {hint}
        </span>
      </div>
      <ol id={id} hidden={!shown} aria-label="Steps">
        {outline.steps.map((each, index) => (
          <Item key={each.step.offset} each={each} state={states[index] ?? null} current={each === current} />
        ))}
      </ol>
    </div>
  );
}

function Item({ each, state, current }: { each: OutlineStep; state: StepState | null; current: boolean }) {
  const composer = useComposer();
  const { index, offset, line, kind } = each.step;
  const words = stateWords(each, state);
  return (
    <li aria-current={current ? 'step' : undefined}>
      <button
        type="button"
        className="compose-step-name"
        title={`Go to line ${line}`}
        onClick={() => composer.drafts.goTo(offset)}
      >
        <span className="compose-step-number">{index + 1}</span>
        <VisibleText text={each.name} />
      </button>
      <span className="compose-step-state" data-state={state?.state} title={visible(words)}>
        <VisibleText text={words} />
      </span>
      {kind === 'event' ? (
        <button
          type="button"
          className="compose-step-send"
          aria-label={`Send step ${index + 1}, ${visible(each.name)}`}
          onClick={() => void composer.send(offset)}
        >
          Send
        </button>
      ) : null}
    </li>
  );
}
