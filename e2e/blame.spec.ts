/** Sound that comes late, in the running product: whoever was late is blamed, wherever that was. `npm run bench` does each ten times. */
import { expect, test } from '@playwright/test';
import { judge, lateAudio } from './tools/late-audio.ts';
import { type LiveConsole, openLiveConsole } from './tools/live-console.ts';

let live: LiveConsole;
test.beforeAll(async () => {
  live = await openLiveConsole();
});
test.afterAll(() => live?.close());

for (const late of lateAudio) {
  test(`${late.what}: ${late.by}`, async () => {
    const at = await live.open({ throughProxy: late.throughProxy });
    const found = await late.run(live, at);
    const { right, says } = judge(late, found);
    expect(right, says).toBe(true);
    await at.close();
  });
}
