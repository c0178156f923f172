/** A session of the page as a server: an unmodified client hears it, and the page tells where that client did something else. */
import { FishAudioClient, RealtimeEvents } from 'fish-audio';
import { ReplayTab } from './replay.page.ts';
import { ServePart } from './replay-server.page.ts';
import { expect, runKey, serverUrl, test } from './test.ts';
import { violations } from './tools/axe.ts';
import { asText, fishSteps } from './tools/sessions.ts';

/** Says two texts in one go; how many pieces of audio came. */
async function listen(baseUrl: string, texts: readonly string[]): Promise<number> {
  async function* said() {
    yield* texts;
  }
  const client = new FishAudioClient({ apiKey: runKey(), baseUrl });
  const connection = await client.textToSpeech.convertRealtime({ text: '', format: 'mp3' } as never, said());
  let pieces = 0;
  await new Promise<void>((resolve, reject) => {
    connection.on(RealtimeEvents.AUDIO_CHUNK, () => pieces++);
    connection.on(RealtimeEvents.ERROR, reject);
    connection.on(RealtimeEvents.CLOSE, () => resolve());
  });
  connection.close();
  return pieces;
}

test('a session is served to fish-audio, and its departures are told', async ({ page, context, workbench }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const part = new ServePart(page);
  await workbench.writeSteps(asText(fishSteps('mp3', 'Hello there. ').filter((step) => step.event !== 'flush')));
  await workbench.setSwitches('afterFinish=close,pace=0');
  await workbench.runAll();
  await workbench.findRow('finish');
  await new ReplayTab(page, workbench).open('Serve it to a client');
  await part.serve.click();
  await expect(part.served).toHaveCount(1);
  await expect(part.pane).toContainText('No client has come yet.');
  const frames = /([\d,]+) frames of the server/.exec((await part.served.textContent()) ?? '')?.[1];
  // All but the finish.
  const audio = Number(frames) - 1;
  await part.speed('No waits').click();
  const address = await part.address();
  expect(address).toMatch(new RegExp(`^${serverUrl().replace(/\/$/, '')}/replay/[0-9a-f]{12}~speed=max$`));
  await part.button('Copy address').click();
  await expect(part.pane.getByText('Address copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);

  expect(await listen(address, ['Hello ', 'there. '])).toBe(audio);
  await expect(part.visits).toHaveCount(1);
  await expect(part.visits.first()).toContainText('whole, as recorded');
  await listen(address, ['Hello you.']);
  await expect(part.visits).toHaveCount(2);
  const departures = part.visits.first().getByRole('list', { name: 'Departures of visit 2' });
  await expect(departures.getByRole('listitem')).toHaveText([/text differs from byte 6 Entry \d+$/]);
  expect(await violations(page)).toEqual([]);
  const entry = departures.getByRole('button', { name: /^Entry \d+$/ });
  const seq = (await entry.textContent())?.replace('Entry ', '');
  await entry.click();
  await expect(workbench.inspector.getByRole('heading', { name: /^#\d+$/ })).toHaveText(`#${seq}`);

  // The page's own client may go there too, for as long as it is served.
  const upstreams = workbench.upstream.getByRole('option', { name: 'Replay of sandbox-fish' });
  await expect(upstreams).toHaveCount(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await workbench.showPane('Sound');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await part.button('Stop serving').click();
  await expect(part.served).toHaveCount(0);
  await expect(part.serve).toBeFocused();
  await expect(upstreams).toHaveCount(0);
  const gone = await fetch(address.replace('~speed=max', ''));
  expect(gone.status).toBe(404);
});
