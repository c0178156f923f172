/** What goes wrong is shown as what it is: status, body, code, reason, and who ended it. */
import { expect, test } from './test.ts';
import { asText, fishSteps } from './tools/sessions.ts';

const refusals = [
  { name: '401', upstream: 'sandbox-fish', key: 'sandbox-401', status: /401/, body: /Invalid Token/ },
  { name: '402', upstream: 'sandbox-fish', key: 'sandbox-402', status: /402/, body: /credit/i },
  { name: '403', upstream: 'sandbox-fish', key: 'sandbox-403', status: /403/, body: /"status":\s*403/ },
  { name: '429', upstream: 'sandbox-fish', key: 'sandbox-429', status: /429/, body: /429|concurren|rate/i },
  { name: '401 of the JSON dialect', upstream: 'sandbox-fishspeech', key: 'sandbox-401', status: /401/, body: /error/ },
  { name: 'a wrong path', upstream: 'wrong-path', key: 'any key at all', status: /404/, body: /Not Found here/ },
  { name: 'a gateway page', upstream: 'gateway', key: 'any key at all', status: /503/, body: /<h1>Try later/ },
];

test('a refusal is shown with its status and body', async ({ workbench, watch }) => {
  test.setTimeout(120_000);
  for (const { name, upstream, key, status, body } of refusals) {
    await test.step(name, async () => {
      await workbench.chooseUpstream(upstream);
      await workbench.typeKey(key);
      const earlier = await workbench.sessionTabs.count();
      await workbench.connectButton.click();
      await expect(workbench.sessionTabs).toHaveCount(earlier + 1);
      await expect(workbench.state).toHaveText(status);
      await expect(workbench.state).toHaveText(/refused/i);
      await expect(workbench.alerted(status)).toBeAttached();
      await workbench.openRow('refused');
      await expect(workbench.inspector).toContainText(status);
      await expect(workbench.inspector).toContainText(body);
      await expect(workbench.state).not.toContainText('1006');
      expect(watch.faults()).toEqual([]);
    });
  }
});

test('a redirect is not followed, and its target is shown', async ({ workbench }) => {
  await workbench.chooseUpstream('redirect');
  await workbench.typeKey('any key at all');
  await workbench.connectButton.click();
  await expect(workbench.state).toHaveText(/302|redirect/i);
  await workbench.selectLastRow();
  await expect(workbench.inspector).toContainText('elsewhere.example');
});

test('an unreachable host is called that', async ({ workbench }) => {
  await workbench.chooseUpstream('unreachable');
  await workbench.typeKey('any key at all');
  await workbench.connectButton.click();
  await expect(workbench.state).toHaveText(/unreachable|cannot be reached|refused the connection|failed/i);
  await workbench.openRow('failure');
  await expect(workbench.inspector).toContainText(/cannot be reached/i);
  await expect(workbench.inspector).toContainText('127.0.0.1');
  await expect(workbench.state).not.toContainText('1006');
});

test('an upstream that needs a key is not dialled without one', async ({ workbench }) => {
  await workbench.chooseUpstream('keyed-fish');
  await workbench.connectButton.click();
  await expect(workbench.page.getByText(/needs a key/i).first()).toBeVisible();
  await expect(workbench.rowsOf('upgrade')).toHaveCount(0);
});

test('close 1008 is shown with its reason and who closed', async ({ workbench }) => {
  await workbench.chooseUpstream('policy');
  await workbench.typeKey('any key at all');
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await workbench.runAllButton.click();
  await expect(workbench.state).toHaveText(/1008/);
  await workbench.openRow('close');
  await expect(workbench.inspector).toContainText('1008');
  await expect(workbench.inspector).toContainText('The quota of this key is used up: see your plan');
  await expect(workbench.inspector).toContainText(/47/);
  await expect(workbench.alerted(/1008/)).toBeAttached();
});

test('an abrupt loss keeps what was received and says that there was no close frame', async ({ workbench }) => {
  await workbench.chooseUpstream('abrupt');
  await workbench.typeKey('any key at all');
  await workbench.writeSteps(asText(fishSteps('mp3')));
  await workbench.connect();
  await expect(workbench.rowsOf('log').first()).toContainText('the last words');
  await workbench.runAllButton.click();
  await expect(workbench.state).toHaveText(/lost/i);
  await expect(workbench.rowsOf('close').first()).toContainText('connection lost');
  await expect(workbench.page.getByText('ended without a close frame').first()).toBeVisible();
  await workbench.openRow('close');
  await expect(workbench.inspector).toContainText('Closed bythe network');
  await expect(workbench.rowsOf('log').first()).toContainText('the last words');
});
