/** Starts the worker that writes sessions to the disk. */

/**
 * `port` is for the capture worker, and null where the worker cannot be loaded; `close` ends the worker, and with it its hold on the
 * sessions.
 */
export function openVault(): { port: Promise<MessagePort | null>; close: () => void } {
  const worker = new Worker(new URL('./vault-worker.ts', import.meta.url), { type: 'module', name: 'vault' });
  const { port1, port2 } = new MessageChannel();
  const port = new Promise<MessagePort | null>((resolve) => {
    worker.onmessage = () => resolve(port2);
    worker.onerror = () => resolve(null);
  });
  worker.postMessage(port1, [port1]);
  return { port, close: () => worker.terminate() };
}
