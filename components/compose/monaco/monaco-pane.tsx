'use client';
import './features.ts';
import './monaco-pane.css';
import { useEffect, useRef, useState } from 'react';
import { useTheme } from '@/components/ui/theme.ts';
import { useFacade } from '@/components/workbench/console-context.tsx';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { useComposer } from '../composer-hooks.ts';
import { goToStepFrame } from '../go-to-step-frame.ts';
import { leaveKeys } from '../leave-keys.ts';
import { outlineOf, stepUnder } from '../outline.ts';
import { rulePlaces } from '../rule-places.ts';
import { loneAct } from '../step-acts.ts';
import { statesOf, stateWords } from '../step-states.ts';
import { textHints } from '../text-hints.ts';
import { dialectOfDraft } from '../text-notes.ts';
import { provideWorkers } from './environment.ts';
import { createLenses } from './lenses.ts';
import { offerTexts } from './offer-texts.ts';
import { showRules } from './rule-marks.ts';
import { stepMarks } from './step-marks.ts';
import { bindToDrafts, createEditor, type StepsEditor } from './steps-editor.ts';
import { knowDialect } from './steps-language.ts';
import type { TabKey } from './tab-passing.ts';
import { applyTheme } from './theme.ts';
import { useTurns } from './use-turns.ts';

const label = () => `Steps of the session, a JSON array with comments. ${leaveKeys()} makes Tab leave the editor.`;

/** Monaco, once it is fetched. `onReady` is called with a way to give it the focus when it can be typed into, `onTab` with what Tab does. */
export function MonacoPane({
  dialect,
  onReady,
  onTab,
}: {
  dialect: Dialect;
  onReady: (focus: () => void) => void;
  onTab: (tab: TabKey) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const [code, setCode] = useState<ReturnType<typeof createEditor> | null>(null);
  const [steps, setSteps] = useState<StepsEditor | null>(null);
  const composer = useComposer();
  const facade = useFacade();
  const { shown } = useTheme();

  // Piece by piece: its theme wakes Monaco up, the editor is made, the text comes in, what is drawn over it.
  const turn = useTurns(3);
  useEffect(() => applyTheme(shown), [shown]);
  useEffect(() => knowDialect(dialect), [dialect]);

  useEffect(
    () =>
      offerTexts(() => ({
        environment: new Map(Object.entries(composer.environment()?.variables ?? {})),
        files: [...composer.files().keys()],
        upstreams: facade
          .getState()
          .upstreams.map(({ id }) => id)
          .filter((id) => id !== dialect.id && id !== `sandbox-${dialect.id}`),
      })),
    [composer, facade, dialect],
  );

  const made = turn >= 1;
  useEffect(() => {
    if (host.current === null || !made) return;
    provideWorkers();
    const editor = createEditor(host.current, label());
    setCode(editor);
    return () => {
      setCode(null);
      editor.dispose();
    };
  }, [made]);

  const bound = turn >= 2;
  useEffect(() => {
    if (host.current === null || code === null || !bound) return;
    const steps = bindToDrafts(code, host.current, composer.drafts, onTab);
    const blur = code.onDidBlurEditorWidget(() => void composer.scrub());
    setSteps(steps);
    onReady(() => code.focus());
    return () => {
      setSteps(null);
      blur.dispose();
      steps.dispose();
    };
  }, [code, bound, composer, onReady, onTab]);

  const drawn = turn >= 3 ? steps : null;
  useEffect(() => {
    if (drawn === null) return;
    const { code } = drawn;
    const outlineNow = () => outlineOf(composer.drafts.get().text, composer.environment()?.variables);
    const statesNow = () =>
      statesOf(outlineNow().steps, composer.drafts.get().upstream, composer.ran(), facade.getState().run);
    const command = (run: (offset: number) => void) =>
      code.addCommand(0, (_accessor, offset: number) => run(offset)) ?? '';
    const lenses = createLenses(() => code.getModel(), {
      send: command((offset) => void composer.send(offset)),
      from: command((offset) => void composer.runFrom(offset)),
      show: command((offset) => {
        const state = statesNow()[stepUnder(outlineNow(), offset)?.step.index ?? -1];
        if (state != null) goToStepFrame(facade, state);
      }),
    });
    const marks = code.createDecorationsCollection();
    const paint = () => {
      const model = code.getModel();
      const { text } = composer.drafts.get();
      if (model === null || model.getValue() !== text) return;
      const outline = outlineNow();
      const states = statesNow();
      marks.set(stepMarks(model, outline.steps, states));
      lenses.show(
        model,
        outline.steps.map((each, index) => ({
          line: each.step.line,
          offset: each.step.offset,
          act: loneAct(each),
          from: each.depth === 0,
          words: stateWords(each, states[index] ?? null),
          seq: states[index]?.seq ?? null,
        })),
      );
    };
    const soon = oncePerFrame(paint);
    let { run } = facade.getState();
    const runChanged = () => {
      // The console changes with every frame that arrives; the run with a step.
      if (facade.getState().run === run) return;
      run = facade.getState().run;
      soon();
    };
    const leave = [composer.drafts.subscribe(soon), composer.subscribe(soon), facade.subscribe(runChanged)];
    const forgets = [code.onDidBlurEditorText(() => lenses.refresh()), code.onDidChangeModel(() => lenses.refresh())];
    paint();
    return () => {
      for (const each of forgets) each.dispose();
      for (const each of leave) each();
      lenses.dispose();
      marks.clear();
    };
  }, [drawn, composer, facade]);

  useEffect(() => {
    if (drawn === null) return;
    const judge = () => {
      const model = drawn.code.getModel();
      const draft = composer.drafts.get();
      const { text } = draft;
      // Asked once more after another dialect has come, it would put the marks of the old one on the new text.
      if (model === null || model.getValue() !== text || dialectOfDraft(draft, dialect) === null) return;
      const outline = outlineOf(text, composer.environment()?.variables);
      const hints = textHints(text, outline, dialect, { upstream: draft.upstream, files: composer.files() });
      showRules(model, rulePlaces(outline.steps, dialect), hints, outline.problems);
    };
    judge();
    const soon = oncePerFrame(judge);
    const leave = [composer.drafts.subscribe(soon), composer.subscribe(soon)];
    return () => {
      for (const each of leave) each();
    };
  }, [drawn, composer, dialect]);

  return <div ref={host} className="compose-monaco" />;
}

function oncePerFrame(run: () => void): () => void {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      run();
    });
  };
}
