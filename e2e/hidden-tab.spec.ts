/** A tab that nobody looks at has no frames of animation, and its timers are slow: what comes meanwhile is counted all the same. */
import { expect, serverUrl, test } from './test.ts';
import { openTab } from './tools/hidden-tab.ts';

const count = 2500;

/** Keeps the sessions as the capture worker tells the page: a hidden page paints nothing. */
const probe = `
  globalThis.sessionsNow = [];
  globalThis.Worker = class extends globalThis.Worker {
    constructor(url, options) {
      super(url, options);
      if (options?.name !== 'capture') return;
      this.addEventListener('message', ({ data }) => {
        if (data.patch?.sessions !== undefined) globalThis.sessionsNow = data.patch.sessions;
      });
    }
  };
`;
const button = (name: string) =>
  `[...document.querySelectorAll('button')].find((one) => one.textContent.trim().startsWith('${name}'))`;

type Told = { frames: number; receivedHash: string; connection: { words: string } };

test('hidden while it is given frames: every one is counted, with the hash of the server', async () => {
  const tab = await openTab(serverUrl(), probe);
  try {
    // The page is there before it works; the editor comes last.
    await tab.until(`document.querySelector('.monaco-editor .view-line') !== null`, 30_000);
    await tab.evaluate(`document.querySelector('[aria-label="Sandbox switches"]').focus()`);
    await tab.type(`flood=500x1000x${count}`);
    await tab.evaluate(`${button('Run all')}.click()`);
    await tab.until('(globalThis.sessionsNow[0]?.frames ?? 0) > 20', 20_000);
    await tab.hide();
    const before = await tab.evaluate<Told>('globalThis.sessionsNow[0]');
    expect(before.frames).toBeLessThan(count);
    await tab.until('/flood/.test(globalThis.sessionsNow[0].connection.words)', 30_000);
    const { frames, receivedHash, connection } = await tab.evaluate<Told>('globalThis.sessionsNow[0]');
    const said = /flood (\d+) xxh64 ([0-9a-f]{16})/.exec(connection.words);
    expect(said?.[1]).toBe(String(count));
    expect(frames).toBeGreaterThanOrEqual(count);
    expect(receivedHash).toBe(said?.[2]);
  } finally {
    await tab.close();
  }
});
