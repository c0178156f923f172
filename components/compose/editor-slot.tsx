'use client';
import dynamic from 'next/dynamic';
import { Component, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { Dialect } from '@/lib/dialects/dialect.ts';
import { whenIdle } from '../ui/when-idle.ts';
import type { TabKey } from './monaco/tab-passing.ts';
import { TextEditor } from './text-editor.tsx';

const MonacoPane = dynamic(() => import('./monaco/load.ts').then((module) => module.loadMonacoPane()), { ssr: false });

/** Which editor is on show: the plain one while Monaco is on its way, the plain one for good, or Monaco. */
export type EditorKind = 'coming' | 'plain' | 'rich';

/**
 * The plain editor until Monaco is there; text, selection and focus go over. Monaco is fetched once the page has painted and
 * is idle, or at once when the plain editor takes the focus. Where only touch is at hand it stays plain: Monaco does not
 * support touch browsers.
 */
export function EditorSlot({
  dialect,
  describedBy,
  invalid,
  onEditor,
  onTab,
}: {
  dialect: Dialect | null;
  describedBy: string;
  /** The text holds an error: the plain editor says so, Monaco underlines it. */
  invalid: boolean;
  onEditor: (kind: EditorKind) => void;
  onTab: (tab: TabKey) => void;
}) {
  const [wanted, setWanted] = useState(false);
  const [ready, setReady] = useState(false);
  const [touch, setTouch] = useState(false);
  const [failed, setFailed] = useState(false);
  const slot = useRef<HTMLDivElement>(null);

  const want = useCallback(() => {
    const onlyTouch = window.matchMedia('(pointer: coarse) and (not (any-pointer: fine))').matches;
    if (onlyTouch) setTouch(true);
    else setWanted(true);
  }, []);
  useEffect(() => whenIdle(want), [want]);
  useEffect(() => onEditor(ready ? 'rich' : touch || failed ? 'plain' : 'coming'), [ready, touch, failed, onEditor]);

  const takeOver = useCallback((focus: () => void) => {
    const typing = slot.current?.querySelector('textarea.compose-text') === document.activeElement;
    setReady(true);
    if (typing) focus();
  }, []);
  const giveUp = useCallback(() => {
    setFailed(true);
    setReady(false);
  }, []);

  return (
    <div ref={slot} className="compose-slot">
      {ready ? null : <TextEditor describedBy={describedBy} invalid={invalid} onFocus={want} />}
      {wanted && !failed && dialect !== null ? (
        <Fence onError={giveUp}>
          <MonacoPane dialect={dialect} onReady={takeOver} onTab={onTab} />
        </Fence>
      ) : null}
      {failed ? (
        <p className="compose-slot-note">The full editor could not be loaded. This plain one does the same.</p>
      ) : null}
    </div>
  );
}

/** Monaco may fail to load (offline after an update, an old browser): the plain editor then stays. */
class Fence extends Component<{ onError: () => void; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError() {
    return { broken: true };
  }
  override componentDidCatch() {
    this.props.onError();
  }
  override render() {
    return this.state.broken ? null : this.props.children;
  }
}
