'use client';
import { useEffect, useRef } from 'react';
import { useComposer } from './composer-hooks.ts';
import type { Draft } from './drafts.ts';

/** The plain editor: there from the first paint, and all there is where Monaco does not suit (touch) or does not load. */
export function TextEditor({
  describedBy,
  invalid,
  onFocus,
}: {
  describedBy: string;
  invalid: boolean;
  onFocus: () => void;
}) {
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
      aria-invalid={invalid}
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

/** Puts the line of the caret in the middle when it is out of sight. Lines wrap, so that only a copy of the text tells its height. */
function scrollToCaret(area: HTMLTextAreaElement): void {
  const style = getComputedStyle(area);
  const height = Number.parseFloat(style.lineHeight) || 18;
  const copy = document.createElement('div');
  for (const name of ['font', 'padding', 'tab-size', 'white-space', 'overflow-wrap', 'letter-spacing']) {
    copy.style.setProperty(name, style.getPropertyValue(name));
  }
  Object.assign(copy.style, { position: 'absolute', visibility: 'hidden', boxSizing: 'border-box' });
  copy.style.width = `${area.clientWidth}px`;
  const caret = document.createElement('span');
  caret.textContent = area.value.slice(area.selectionEnd) || ' ';
  copy.append(area.value.slice(0, area.selectionEnd), caret);
  area.after(copy);
  const top = caret.offsetTop;
  copy.remove();
  const seen = top >= area.scrollTop && top + height <= area.scrollTop + area.clientHeight;
  if (!seen) area.scrollTop = top - (area.clientHeight - height) / 2;
}
