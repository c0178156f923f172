/** Every session is on the disk as it comes: a killed browser loses a flush, a full one loses nothing, and what is kept can be put in order. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { WebSocket } from 'ws';
import { recordingReader } from '@/lib/recording/recording-reader.ts';
import { decodeBatch } from '@/lib/relay/batch.ts';
import { subProtocol } from '@/lib/relay/wire.ts';
import { KeptSessions } from './kept.page.ts';
import { launchOptions } from './playwright.config.ts';
import { expect, runKey, serverUrl, test, watchContext } from './test.ts';
import { violations } from './tools/axe.ts';
import { secretForms } from './tools/secret-forms.ts';
import { scanFiles } from './tools/secret-scan.ts';
import { asText, fishSteps } from './tools/sessions.ts';
import { Workbench } from './workbench.page.ts';

const viewport = { width: 1440, height: 900 };
const start = (profile: string) =>
  chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: serverUrl(), viewport });

/**
 * How many entries the server had of a session at `t`, by its own numbers and times. It keeps what the page was not told yet: it is asked
 * for what follows `seq`, or the first number behind it that it still has.
 */
async function entriesAt(context: BrowserContext, session: string, seq: number, t: number): Promise<number> {
  const cookie = (await context.cookies(serverUrl())).map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`${serverUrl().replace(/^http/, 'ws')}/api/relay`, subProtocol, {
    headers: { cookie, origin: serverUrl() },
  });
  const count = await new Promise<number>((resolve, reject) => {
    let from = seq;
    const ask = () => socket.send(JSON.stringify({ op: 'resume', session, seq: from }));
    socket.on('open', ask);
    socket.on('error', reject);
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) {
        const later = decodeBatch(new Uint8Array(data)).find((record) => record.t > t);
        if (later !== undefined) resolve(later.seq - 1);
      } else if (/"gone"/.test(String(data))) {
        if (++from > seq + 1000) reject(new Error(String(data)));
        ask();
      }
    });
  });
  socket.terminate();
  return count;
}

test('a browser killed in the middle of a session loses a flush at most; the rest is offered, whole, and plays', async () => {
  test.setTimeout(90_000);
  const since = Date.now();
  const profile = mkdtempSync(path.join(tmpdir(), 'wiretone-kept-'));
  try {
    const first = await start(profile);
    const page = first.pages()[0] ?? (await first.newPage());
    const workbench = new Workbench(page);
    await workbench.open();
    // Half a minute of speech at the pace of a speaker: sixty frames a second.
    await workbench.setSwitches('pace=1,chunkBytes=512');
    const text = 'A sentence that is said again and again. '.repeat(18);
    await workbench.writeSteps(asText(fishSteps('pcm', text, { sample_rate: 16000 }).slice(0, 3)));
    await workbench.connect();
    await workbench.runAllButton.click();
    await expect.poll(() => workbench.player.textContent(), { timeout: 20_000 }).toMatch(/\/ [5-9]\.\d\d s/);
    const folder = new RegExp(`user-data-dir=${profile}`);
    const pids = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => folder.test(line))
      .map((line) => Number.parseInt(line, 10));
    expect(pids.length).toBeGreaterThan(0);
    const killedAt = Date.now();
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await new Promise((closed) => (page.isClosed() ? closed(null) : first.on('close', closed)));

    const second = await start(profile);
    try {
      const watch = await watchContext(second);
      const again = second.pages()[0] ?? (await second.newPage());
      const bench = new Workbench(again);
      const kept = new KeptSessions(again);
      await bench.open();
      await expect(kept.leftOpen.getByRole('status')).toHaveText(
        /A session was still open when its page was left: sandbox-fish 1, .+ at least \d+ frames/,
      );
      await kept.leftOpen.getByRole('button', { name: 'Open' }).click();
      await expect(bench.sessionTabs).toHaveText([/sandbox-fish 1/]);
      await expect(kept.leftOpen).toBeHidden();
      const last = await bench.findRow('mark');
      await expect(last).toContainText(/cut short: the page that recorded it was gone after entry [\d,]+/);
      const entries = Number(/after entry ([\d,]+)/.exec((await last.textContent()) ?? '')?.[1]?.replace(/,/g, ''));
      const { id, startedAt } = await again.evaluate(async () => {
        const asked = indexedDB.open('kept-sessions');
        const db = await new Promise<IDBDatabase>((done) => {
          asked.onsuccess = () => done(asked.result);
        });
        const all = db.transaction('records').objectStore('records').getAll();
        return new Promise<{ id: string; startedAt: number }>((done) => {
          all.onsuccess = () => done(all.result[0]);
        });
      });
      // What the server had when the browser was killed, by its own count.
      const livedMs = killedAt - startedAt;
      const sent = await entriesAt(second, id, entries, livedMs);
      // A flush is due after 250 ms; as much again for its way to the disk on a busy machine.
      expect(sent - entries).toBeLessThanOrEqual(Math.ceil((sent * 500) / livedMs));
      expect(sent).toBeGreaterThan(200);
      console.log(`kept ${entries} entries, the server had ${sent} after ${livedMs} ms`);
      await bench.playButton.click();
      await expect(bench.playerState).toHaveText('Playing');
      await expect(bench.player).toContainText(/\/ [4-9]\.\d\d s/);
      expect(watch.faults()).toEqual([]);
    } finally {
      await second.close();
    }
    expect(scanFiles([profile], since, secretForms(runKey())).hits).toEqual([]);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});

test('in 2 MiB of space a session goes on in memory, whole, and is written once there is more', async ({
  page,
  workbench,
}) => {
  const kept = new KeptSessions(page);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: serverUrl(), quotaSize: 2 * 1024 * 1024 });
  const count = 4000;
  await workbench.setSwitches(`flood=0x1000x${count}`);
  await workbench.writeSteps(asText(fishSteps('mp3').slice(0, 1)));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.state).toHaveText(/^Closed 1000/, { timeout: 30_000 });
  await expect(kept.notKept.getByRole('status')).toHaveText(/space is full: 1 session is kept in memory only/, {
    timeout: 15_000,
  });
  await workbench.isolateKind('log');
  await expect.poll(() => workbench.rowCount()).toBe(count);
  await expect(workbench.footer).toContainText(/dropped\s*0/);
  // What is exported is all of it, from memory.
  await kept.notKept.getByRole('button', { name: 'Export' }).click();
  const download = page.waitForEvent('download');
  await page
    .getByRole('dialog', { name: /^Export/ })
    .getByRole('button', { name: 'Save the file' })
    .click();
  const reader = await recordingReader({ entry: () => {} });
  reader.push(readFileSync(await (await download).path(), 'utf8'));
  // The upgrade, its answer, the start, the flood, the close.
  expect(reader.end()).toMatchObject({ entries: count + 4, closed: true, brokenLine: null, problem: null });
  await page.keyboard.press('Escape');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: serverUrl() });
  await expect(kept.notKept).toBeHidden({ timeout: 15_000 });
  await kept.open();
  await expect(kept.opener('sandbox-fish 1')).toContainText(/4,00\d frames, [56]\.\d MB, Closed 1000/);
});

test('kept sessions are found, named, noted, pinned, deleted, brought back and opened', async ({ page, workbench }) => {
  const kept = new KeptSessions(page);
  for (const turn of [1, 2]) {
    await workbench.connect();
    await workbench.disconnect();
    await workbench.closeSession(`sandbox-fish ${turn}`).click();
  }
  await expect(workbench.sessionTabs).toHaveCount(0);
  await kept.open();
  await expect(kept.rows).toHaveText([/sandbox-fish 2.*Closed 1000/, /sandbox-fish 1.*Closed 1000/]);
  await expect(kept.space).toHaveText(/2 sessions, .+B\. This browser has room for .+ and/);
  await kept.button('Name and note of sandbox-fish 1').click();
  await kept.dialog.getByRole('textbox', { name: 'Name' }).fill('the first');
  await kept.dialog.getByRole('textbox', { name: 'Note' }).fill('nothing in it');
  await page.keyboard.press('Enter');
  await expect(kept.rows.last()).toHaveText(/the first.*nothing in it/);
  await kept.button('Pin the first').click();
  await expect(kept.button('Pin the first')).toHaveAttribute('aria-pressed', 'true');
  await expect(kept.button('Pin the first')).toBeFocused();
  await kept.search.fill('NOTHING it');
  await expect(kept.rows).toHaveText([/the first/]);
  await kept.search.fill('');
  expect(await violations(page)).toEqual([]);
  await kept.button(/^Delete all that are not pinned or open \(1\)/).click();
  await expect(kept.rows).toHaveText([/the first/]);
  await kept.button('Undo').click();
  await expect(kept.search).toBeFocused();
  await expect(kept.rows).toHaveCount(2);
  await kept.dialog.getByRole('checkbox', { name: 'Tick sandbox-fish 2' }).check();
  await kept.button('Delete 1 session').click();
  await expect(kept.rows).toHaveText([/the first/]);
  // Another page has the same list, and what is typed there is here the next time.
  await kept.opener('the first').press('Enter');
  await expect(kept.dialog).toBeHidden();
  await expect(workbench.sessionTabs).toHaveText([/the first/]);
  await page.reload();
  await workbench.open();
  await expect(workbench.sessionTabs).toHaveCount(0);
  await expect(kept.leftOpen).toBeHidden();
  // What was deleted before the page was left stays so; its tab comes back.
  await expect(page.getByRole('region', { name: 'Kept', exact: true })).toContainText(
    /1 session is kept.*the first.*1 was on a tab/,
  );
  await page.getByRole('button', { name: 'Bring back 1 tab' }).click();
  await expect(workbench.sessionTabs).toHaveText([/the first/]);
  // By the palette: named, deleted, brought back, with its tab.
  const palette = async (words: string, name: RegExp) => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type(words);
    await expect(page.getByRole('option', { name, selected: true })).toBeVisible();
    await page.keyboard.press('Enter');
  };
  await palette('rename session', /Rename session the first/);
  await expect(kept.dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await kept.close();
  await palette('delete session', /Delete session the first/);
  await expect(kept.deleted.getByRole('status')).toHaveText(/the first deleted\. Undo works for a minute/);
  await expect(workbench.sessionTabs).toHaveCount(0);
  await palette('undo', /Bring back the deleted session/);
  await expect(workbench.sessionTabs).toHaveText([/the first/]);
  await expect(kept.deleted).toBeHidden();
});
