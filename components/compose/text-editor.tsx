'use client';
import { useEffect, useRef } from 'react';
import { useComposer } from './composer-hooks.ts';
import type { Draft } from './drafts.ts';

/** The plain editor: there from the first paint, and all there is where Monaco does not suit (touch) or does not load. */
export function TextEditor({ describedBy, onFocus }: { describedBy: string; onFocus: () => void }) {
  const { drafts, scrub } = useComposer();
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    let wanted = drafts.get().wanted;
    const show = () => {
      const draft = drafts.get();
      const area = field.current;
      if (area === null) return;
      take(area, draft);
      if (draft.wanted !== wanted) {
        wanted = draft.wanted;
        area.focus();
        area.setSelectionRange(draft.caret, draft.caret);
        scrollToCaret(area);
      }
    };
    show();
    return drafts.subscribe(show);
  }, [drafts]);

  const report = (area: HTMLTextAreaElement) => {
    const { selectionStart, selectionEnd } = area;
    const back = area.selectionDirection === 'backward';
    drafts.typed(area.value, back ? selectionEnd : selectionStart, back ? selectionStart : selectionEnd);
  };

  return (
    <textarea
      ref={field}
      className="compose-text"
      aria-label="Steps of the session, a JSON array with comments"
      aria-describedby={describedBy}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      autoCorrect="off"
      translate="no"
      onFocus={onFocus}
      onInput={(event) => report(event.currentTarget)}
      onSelect={(event) => report(event.currentTarget)}
      onBlur={() => void scrub()}
    />
  );
}

/** Shows a text that was not typed here. Assigning `value` moves the caret, so it is put back. */
function take(area: HTMLTextAreaElement, draft: Draft): void {
  if (area.value === draft.text) return;
  area.value = draft.text;
  area.setSelectionRange(Math.min(draft.anchor, draft.caret), Math.max(draft.anchor, draft.caret));
}

function scrollToCaret(area: HTMLTextAreaElement): void {
  const line = area.value.slice(0, area.selectionEnd).split('\n').length - 1;
  const height = Number.parseFloat(getComputedStyle(area).lineHeight) || 18;
  const top = line * height;
  if (top < area.scrollTop || top > area.scrollTop + area.clientHeight - 2 * height) area.scrollTop = top - 2 * height;
}
