/** The page over plain HTTP under another name: no secure context. It says what is lost there, and all else works. */
import { chromium, expect, test } from '@playwright/test';
import { launchOptions } from './playwright.config.ts';
import { TapTab } from './tap.page.ts';
import { violations } from './tools/axe.ts';
import { startOwnServer } from './tools/own-server.ts';
import { Workbench } from './workbench.page.ts';

const name = 'console.test';
const args = launchOptions.args.map((arg) =>
  arg.startsWith('--host-resolver-rules=') ? `--host-resolver-rules=MAP ${name} 127.0.0.1, MAP * ~NOTFOUND` : arg,
);

test('what is lost there is said, and a session runs, is read and copied', async () => {
  const server = await startOwnServer((port) => ['--allow-origin', `http://${name}:${port}`]);
  const browser = await chromium.launch({ ...launchOptions, args });
  try {
    const context = await browser.newContext({ baseURL: `http://${name}:${server.port}`, acceptDownloads: true });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      // Said of each document: a browser isolates no page of such an origin.
      if (message.type() === 'error' && !/Cross-Origin-Opener-Policy|Origin-Agent-Cluster/.test(message.text()))
        faults.push(message.text());
    });
    const workbench = new Workbench(page);
    await workbench.open();
    expect(await page.evaluate(() => [isSecureContext, crossOriginIsolated])).toEqual([false, false]);
    const note = page.getByRole('region', { name: 'This page came over plain HTTP' });
    await expect(note).toBeVisible();
    await expect(note).toContainText('Put TLS in front of the server');
    await expect(note.getByRole('listitem')).toHaveText([/^Sound is not played/, /not kept/, /0\.1 ms/, /unencrypted/]);
    await workbench.editorIsWhole();
    expect(await violations(page)).toEqual([]);

    await workbench.runAllButton.click();
    await workbench.findRow('finish');
    await workbench.disconnect();
    await expect(page.getByText(/^Sound cannot be played here: browsers play this sound only/)).toBeVisible();
    await expect(workbench.waveform).toBeVisible();
    expect(await workbench.hash()).toMatch(/^[0-9a-f]{16}$/);
    await workbench.openRow('start');

    const tap = new TapTab(page, workbench);
    await tap.open('Set up a client');
    await tap.button('Copy base URL').click();
    await expect(tap.pane).toContainText(/copied/i);
    expect(faults).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
  }
});
