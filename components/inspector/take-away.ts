'use client';
import { download } from '@/lib/console/browser/download.ts';

/** Puts `text` on the clipboard; false when the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Hands `bytes` to the browser as a download. They go as they are: never through a string. */
export function saveBytes(bytes: Uint8Array, name: string): void {
  download(new Blob([bytes.slice()], { type: 'application/octet-stream' }), name);
}
