/** The keys that make Tab leave Monaco, as it binds them on this machine. Browser only. */
export function leaveKeys(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? 'Ctrl+Shift+M' : 'Ctrl+M';
}
