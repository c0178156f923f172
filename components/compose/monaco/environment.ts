/**
 * Tells Monaco where its workers are: files of this site. Without it Monaco starts a `blob:` worker, which the page's
 * content security policy forbids.
 */
export function provideWorkers(): void {
  self.MonacoEnvironment = {
    getWorker: (_id, label) =>
      label === 'json'
        ? new Worker(new URL('monaco-editor/languages/features/json/json.worker', import.meta.url), { type: 'module' })
        : new Worker(new URL('monaco-editor/editor/editor.worker', import.meta.url), { type: 'module' }),
  };
}
