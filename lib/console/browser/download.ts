/** Hands `blob` to the browser as a download of this name. Throws what the browser throws when it refuses. */
export function download(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read by the next turn of the loop.
  requestAnimationFrame(() => URL.revokeObjectURL(address));
}
