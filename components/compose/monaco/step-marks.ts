/** What is painted into the text: a bar beside steps that ran, and the `$` words that are ours and not the protocol's. */

import type { editor } from 'monaco-editor/editor';
import type { StepState } from '@/lib/console/state.ts';
import type { OutlineStep } from '../outline.ts';

const ours = /"\$(?:wait|until|tokens|raw|ping|close|repeat|parallel|expect|key|bin|hex|file|text)"(?=\s*:)/g;

/** Decorations for `model`, whose text the steps were read from. */
export function stepMarks(
  model: editor.ITextModel,
  steps: readonly OutlineStep[],
  states: readonly (StepState | null)[],
): editor.IModelDeltaDecoration[] {
  const marks: editor.IModelDeltaDecoration[] = [];
  const range = (from: number, to: number) => {
    const start = model.getPositionAt(from);
    const end = model.getPositionAt(to);
    return {
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    };
  };
  for (const [index, { step, source, depth }] of steps.entries()) {
    const state = states[index]?.state;
    if (state !== undefined && state !== 'idle') {
      marks.push({
        range: range(step.offset, step.end),
        options: { linesDecorationsClassName: `compose-ran compose-ran-${state}`, isWholeLine: true },
      });
    }
    // Those of the steps inside are in its text.
    for (const word of depth > 0 ? [] : source.matchAll(ours)) {
      const from = step.offset + word.index;
      marks.push({ range: range(from, from + word[0].length), options: { inlineClassName: 'compose-ours' } });
    }
  }
  return marks;
}
