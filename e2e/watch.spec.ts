/** The watch over every page does see what it is there for: these tests pass because they fail. */
import { runKey, test } from './test.ts';

test.fail('a break of the content policy fails a test', async ({ page, workbench: _ }) => {
  await page.evaluate(() => fetch('http://127.0.0.1:9/').catch(() => {}));
});

test.fail('a request to another origin fails a test', async ({ page, workbench: _ }) => {
  await page.goto(`${process.env.WIRETONE_UPSTREAM}/seen`);
});

test.fail('an error on the console fails a test', async ({ page, workbench: _ }) => {
  await page.evaluate(() => console.error('something is wrong'));
});

test.fail('the key on the console fails a test', async ({ page, workbench: _ }) => {
  await page.evaluate((key) => console.log(`the key is ${btoa(key)}`), runKey());
});

test.fail('the key in an address fails a test', async ({ page, workbench: _ }) => {
  await page.evaluate((key) => fetch(`/healthz?token=${encodeURIComponent(key)}`), runKey());
});
