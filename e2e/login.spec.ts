/** Where the server asks who comes: by a one-time link on the machine itself, by name and password in a team. */
import { type Browser, expect, test } from '@playwright/test';
import { hashPassword } from '@/lib/server/login/password.ts';
import { LoginPage } from './login.page.ts';
import { TapTab } from './tap.page.ts';
import { runKey } from './test.ts';
import { violations } from './tools/axe.ts';
import { type OwnServer, startOwnServer } from './tools/own-server.ts';
import { Workbench } from './workbench.page.ts';

/** It is printed once the pages are ready, a moment after the first answer. */
async function newest(server: OwnServer): Promise<string> {
  await expect.poll(() => server.links().length).toBeGreaterThan(0);
  return server.links().at(-1) as string;
}

async function openPage(browser: Browser, baseURL: string) {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('pageerror', (error) => said.push(String(error)));
  page.on('console', (message) => said.push(message.text()));
  return { context, page, said, login: new LoginPage(page), workbench: new Workbench(page) };
}

test('a one-time link opens the console once; the server’s key is used; after a restart one logs in again', async ({
  browser,
}) => {
  const upstream = `mine=${process.env.WIRETONE_UPSTREAM?.replace('http', 'ws')}/keyed-fish,dialect=fish,loopback`;
  const server = await startOwnServer(() => ['--upstream', upstream], { env: { MINE_API_KEY: runKey() } });
  try {
    const { context, page, said, login, workbench } = await openPage(browser, server.address);
    const link = await newest(server);
    await page.goto('/?q=private');
    await expect(login.title).toBeVisible();
    // Where one wanted to go is not carried along.
    expect(page.url()).toBe(`${server.address}/login`);
    await page.goto(`${server.address}/login#c=abc`);
    await expect(page.getByRole('alert').filter({ hasText: 'not whole' })).toBeVisible();
    // The page is open already: the fragment alone changes.
    await page.goto(link);
    // The first page that this server makes, on a machine that has others to make.
    await expect(workbench.connectButton).toBeEnabled({ timeout: 30_000 });
    expect(page.url()).toBe(`${server.address}/`);
    const code = link.split('#c=')[1] as string;
    const stored = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage, document.cookie]));
    expect(stored + said.join('\n')).not.toContain(code);

    const other = await openPage(browser, server.address);
    await other.page.goto(link);
    await expect(other.page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible();
    expect(other.page.url()).toBe(`${server.address}/login`);
    await expect(other.page.getByText(/a new one is printed|a new link/)).toHaveCount(1);
    await other.context.close();

    await expect(page.getByRole('button', { name: 'Log out', exact: true })).toBeVisible();
    await workbench.chooseUpstream('mine');
    await expect(login.serversKey).toBeVisible();
    await expect(page.getByText(/with the server’s key/)).toBeVisible();
    await expect(workbench.keyField).toHaveCount(0);
    await workbench.connect();
    await workbench.runAllButton.click();
    await workbench.findRow('finish');
    await workbench.disconnect();
    const rows = await workbench.rowCount();
    const hash = await workbench.hash();
    // One's own may be typed instead; without one the server's is back.
    await page.getByRole('button', { name: 'Type a key of your own' }).click();
    await expect(workbench.keyField).toBeFocused();
    await workbench.keyField.press('Enter');
    await expect(login.serversKey).toBeVisible();

    await server.restart();
    await expect(login.again).toBeVisible({ timeout: 20_000 });
    await expect(login.again).toContainText('the rows you have are kept');
    expect(await workbench.rowCount()).toBe(rows);
    const [tab] = await Promise.all([context.waitForEvent('page'), login.loginInNewTab.click()]);
    await expect(new LoginPage(tab).title).toBeVisible();
    await tab.close();
    // As from a terminal: in a tab of its own. In that one the fragment alone would change, perhaps before its scripts are there to see it.
    const fresh = await context.newPage();
    await fresh.goto(await newest(server));
    // The first page that the restarted server makes.
    await expect(new Workbench(fresh).connectButton).toBeEnabled({ timeout: 30_000 });
    await fresh.close();
    await expect(login.again).toHaveCount(0, { timeout: 20_000 });
    expect(await workbench.rowCount()).toBe(rows);
    expect(await workbench.hash()).toBe(hash);
    // The key has another handle now: it is that one which is used.
    await workbench.connect();
    await workbench.disconnect();
    await context.close();
  } finally {
    await server.close();
  }
});

test('a team logs in by name and password: refused, let in, out again', async ({ browser }) => {
  const password = `pass-${runKey()}`;
  const config = { team: { users: [{ name: 'ana', password: await hashPassword(password) }] } };
  const server = await startOwnServer(() => ['--team', '--public-origin', 'https://console.example'], { config });
  try {
    const { context, page, said, login, workbench } = await openPage(browser, server.address);
    await page.goto('/');
    await expect(login.name).toBeFocused();
    expect(server.links()).toEqual([]);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    await login.enter('ana', 'not-this-one');
    await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await expect(login.password).toHaveValue('');
    await expect(login.password).toBeFocused();
    await login.enter('ana', password);
    await expect(login.logOut('ana')).toBeVisible();
    await expect(workbench.connectButton).toBeEnabled();
    expect(page.url()).toBe(`${server.address}/`);
    expect(said.join('\n')).not.toContain(password);

    // What a client is told to call holds whose it is.
    const tap = new TapTab(page, workbench);
    await tap.open('Set up a client');
    await expect(tap.address).toContainText(/\/tap\/[\w-]+~t=[\w-]{16,}/);
    await workbench.showPane('Log');
    await workbench.connect();
    await workbench.runAllButton.click();
    await workbench.findRow('finish');

    // Of two tabs one logs out: the other says so, and keeps what it has.
    const tab = await context.newPage();
    await tab.goto('/');
    await new LoginPage(tab).logOut('ana').click();
    await expect(new LoginPage(tab).title).toBeVisible();
    await expect(login.again).toBeVisible({ timeout: 20_000 });
    await workbench.findRow('finish');
    await new LoginPage(tab).enter('ana', password);
    await expect(login.again).toHaveCount(0, { timeout: 20_000 });
    await context.close();
  } finally {
    await server.close();
  }
});
