'use client';
import './step-list.css';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { VisibleText } from '@/components/ui/visible-text.tsx';
import { useFacade } from '@/components/workbench/console-context.tsx';
import { visible } from '@/lib/bytes/visible.ts';
import type { StepState } from '@/lib/console/state.ts';
import { useComposer, useDraft } from './composer-hooks.ts';
import { goToStepFrame } from './go-to-step-frame.ts';
import { type OutlineStep, stepUnder } from './outline.ts';
import { useOutline, useStepStates } from './outline-hooks.ts';
import { loneAct } from './step-acts.ts';
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
          <Item key={each.step.index} each={each} state={states[index] ?? null} current={each === current} />
        ))}
      </ol>
    </div>
  );
}

function Item({ each, state, current }: { each: OutlineStep; state: StepState | null; current: boolean }) {
  const composer = useComposer();
  const { index, offset, line } = each.step;
  const called = `step ${index + 1}, ${visible(each.name)}`;
  const act = loneAct(each);
  return (
    <li aria-current={current ? 'step' : undefined}>
      <button
        type="button"
        className="compose-step-name"
        title={`Go to line ${line}`}
        style={{ marginLeft: Math.min(each.depth, 6) * 12 }}
        onClick={() => composer.drafts.goTo(offset)}
      >
        <span className="compose-step-number">{index + 1}</span>
        <VisibleText text={each.name} />
        {each.depth > 0 && <span className="sr-only">, inside another step</span>}
        {each.branch !== null && (
          <span className="compose-step-branch">
            <VisibleText text={each.branch} />
          </span>
        )}
      </button>
      <StateOf each={each} state={state} />
      {act !== null && (
        <button
          type="button"
          className="compose-step-send"
          aria-label={`${act} ${called}`}
          onClick={() => void composer.send(offset)}
        >
          {act}
        </button>
      )}
      {each.depth === 0 && (
        <button
          type="button"
          className="compose-step-send"
          title="Run from here: this step and those after it"
          aria-label={`Run from ${called}`}
          onClick={() => void composer.runFrom(offset)}
        >
          From here
        </button>
      )}
    </li>
  );
}

/** What became of the step; a press goes to the frame it is about. */
function StateOf({ each, state }: { each: OutlineStep; state: StepState | null }) {
  const facade = useFacade();
  const words = stateWords(each, state);
  if (state?.seq === undefined) {
    return (
      <span className="compose-step-state" data-state={state?.state} title={visible(words)}>
        <VisibleText text={words} />
      </span>
    );
  }
  return (
    <button
      type="button"
      className="compose-step-state"
      data-state={state.state}
      title={`${visible(words)}. Go to frame ${state.seq}`}
      onClick={() => goToStepFrame(facade, state)}
    >
      <VisibleText text={words} />
    </button>
  );
}
