import { defineConfig } from '@playwright/test';
import { findBrowser } from './tools/browser.ts';

// `npm test` has looked already; a bare `playwright test` looks for itself, and installs nothing.
const executablePath = process.env.WIRETONE_BROWSER ?? findBrowser({ install: false })?.path;

// The last two are pages of the address bar, loaded anew for every window: nine tenths of a second of processor for each test.
const needless = ['OptimizationHints', 'MediaRouter', 'Translate', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Chromium's own errands (updates, field trials, hints), and every name but the loopback, are cut off. */
export const launchOptions = {
  ...(executablePath === undefined ? {} : { executablePath }),
  args: [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    `--disable-features=${needless.join(',')}`,
    '--no-pings',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
};

/**
 * Where sound is heard or time is told, or one test must not see another's traffic at the upstream, each test has the machine to
 * itself. The others may run two at a time: the lanes of the timeline tell times too, but those that were written down.
 */
const alone = [
  'blame',
  'bomb',
  'clocks',
  'cold-start',
  'figures',
  'first-sound',
  'flood',
  'har',
  'image',
  'kept',
  'key',
  'player',
  'replay',
  'report',
  'sessions',
  'sound',
  // Every open page sees every tap.
  'tap',
  'hold',
].map((name) => `**/${name}.spec.ts`);

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './tools/global-setup.ts',
  // `npm test` runs the projects one after the other, the first with two workers. Speech is heard in real time: more than one listener
  // on two cores would starve the players.
  workers: 1,
  projects: [
    { name: 'two at a time', testMatch: '**/*.spec.ts', testIgnore: alone },
    { name: 'alone', testMatch: alone },
  ],
  // A machine that is shared may stand still for seconds, and sound with it. What needed its second attempt is named at the end.
  retries: 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...launchOptions,
      // Each test has a page of its own, and no use for the renderer that is started in advance for the next. Of flags that are
      // given twice the last one counts.
      args: [...launchOptions.args, `--disable-features=${[...needless, 'SpareRendererForSitePerProcess'].join(',')}`],
    },
    // A trace holds every keystroke, hence the key that some tests type.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
