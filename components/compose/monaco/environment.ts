/**
 * Tells Monaco where its worker is: a file of this site. Without it Monaco starts a `blob:` worker, which the page's
 * content security policy forbids.
 */
export function provideWorkers(): void {
  self.MonacoEnvironment = {
    getWorker: () => new Worker(new URL('monaco-editor/editor/editor.worker', import.meta.url), { type: 'module' }),
  };
}

/** The worker that knows JSON. It makes itself ready at a first message, and takes what it shall hold to from a second. */
export function jsonWorker(holdsTo: object): Worker {
  const worker = new Worker(new URL('monaco-editor/languages/features/json/json.worker', import.meta.url), {
    type: 'module',
  });
  worker.postMessage('ready');
  worker.postMessage(holdsTo);
  return worker;
}
