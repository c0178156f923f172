/** Starts the worker that writes sessions to the disk. */

/** `port` is for the capture worker; `close` ends the worker, and with it its hold on the sessions. */
export function openVault(): { port: MessagePort; close: () => void } {
  const worker = new Worker(new URL('./vault-worker.ts', import.meta.url), { type: 'module', name: 'vault' });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(port1, [port1]);
  return { port: port2, close: () => worker.terminate() };
}
