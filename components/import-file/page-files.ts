/** Files that are dropped anywhere on the page, or pasted; and text that is pasted and is a recording. */
import { encodeUtf8 } from '@/lib/bytes/utf8.ts';
import { sniff, sniffedBytes } from '@/lib/recording/import/sniff.ts';

/** Calls `take` with what came. The answer ends it. What another part of the page has taken for itself is left alone. */
export function watchPageFiles(take: (files: readonly File[]) => void, dragging: (over: boolean) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true && !isDialogOpen();
  document.addEventListener(
    'dragover',
    (event) => {
      if (event.defaultPrevented || !holdsFiles(event)) return;
      event.preventDefault();
      dragging(true);
    },
    { signal },
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
      if (event.defaultPrevented || !holdsFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) take(files);
    },
    { signal },
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
