/**
 * Brings Monaco part by part. Run in one go, its code alone keeps the page from answering for longer than a hand notices; each part is
 * fetched by the one before it, so that it holds only what is new, and runs in a task of its own.
 */
export async function loadMonacoPane() {
  const text = await import('./parts/text.ts');
  const view = await text.next();
  const widget = await view.next();
  const lists = await widget.next();
  const services = await lists.next();
  const whole = await services.next();
  const help = await whole.next();
  const { MonacoPane } = await help.next();
  return MonacoPane;
}
