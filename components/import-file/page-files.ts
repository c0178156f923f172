/** Files that are dropped anywhere on the page, or pasted; and text that is pasted and is a recording. */
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';
import { sniff, sniffedBytes } from '@/lib/recording/import/sniff.ts';

/** Calls `take` with what came. The answer ends it. Files are taken on their way down: the editor would write their names into its text. */
export function watchPageFiles(take: (files: readonly File[]) => void, dragging: (over: boolean) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  /** Files above the page are never the browser's: it would leave the page for them. While a dialog is open they are nobody's. */
  const takes = (event: DragEvent): boolean => {
    const { dataTransfer } = event;
    if (dataTransfer?.types.includes('Files') !== true) return false;
    event.preventDefault();
    event.stopPropagation();
    if (!isDialogOpen()) return true;
    dataTransfer.dropEffect = 'none';
    return false;
  };
  document.addEventListener(
    'dragover',
    (event) => {
      if (takes(event)) dragging(true);
    },
    { signal, capture: true },
  );
  document.addEventListener(
    'dragleave',
    (event) => {
      if (event.relatedTarget === null) dragging(false);
    },
    { signal },
  );
  document.addEventListener(
    'drop',
    (event) => {
      dragging(false);
      const files = takes(event) ? [...(event.dataTransfer?.files ?? [])] : [];
      if (files.length > 0) take(files);
    },
    { signal, capture: true },
  );
  document.addEventListener(
    'paste',
    (event) => {
      if (event.defaultPrevented || isTyping(event.target) || isDialogOpen()) return;
      const files = [...(event.clipboardData?.files ?? [])];
      const text = files.length > 0 ? '' : (event.clipboardData?.getData('text/plain') ?? '');
      const pasted = files.length > 0 ? files : isRecording(text) ? [new File([text], 'pasted text')] : [];
      if (pasted.length === 0) return;
      event.preventDefault();
      take(pasted);
    },
    { signal },
  );
  return () => stop.abort();
}

/** Text of one of the formats, by its begin: any other JSON is not taken for one. */
export function isRecording(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false;
  const found = sniff(encodeUtf8(text.slice(0, sniffedBytes)));
  return 'format' in found && (found.format !== 'har' || /^\s*\{\s*"log"\s*:/.test(text));
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, [contenteditable], .monaco-editor') !== null
  );
}

function isDialogOpen(): boolean {
  return document.querySelector('dialog:modal') !== null;
}
