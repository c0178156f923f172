'use client';
import { download } from '@/lib/console/browser/download.ts';

/** Puts `text` on the clipboard; false when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard === undefined) return copiedTheOldWay(text);
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Browsers keep the clipboard itself back from a page that came over plain HTTP, but not the command "copy". */
function copiedTheOldWay(text: string): boolean {
  let taken = false;
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = true;
  };
  document.addEventListener('copy', give, { capture: true });
  try {
    return document.execCommand('copy') && taken;
  } finally {
    document.removeEventListener('copy', give, { capture: true });
  }
}

/** Hands `bytes` to the browser as a download. They go as they are: never through a string. */
export function saveBytes(bytes: Uint8Array, name: string): void {
  download(new Blob([bytes.slice()], { type: 'application/octet-stream' }), name);
}
