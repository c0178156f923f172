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
    test.setTimeout(180_000);
    // A machine that is busy with other things makes sound late by itself, and is blamed rightly: then it is done again, a few times.
    await expect(async () => {
      const at = await live.open({ throughProxy: late.throughProxy });
      try {
        const { right, says } = judge(late, await late.run(live, at));
        console.log(`    ${late.id}: ${says}`);
        expect(right, says).toBe(true);
      } finally {
        await at.close();
      }
    }).toPass({ timeout: 150_000 });
  });
}
