import { expect } from '@playwright/test';
import { localVoice } from '@/lib/sandbox/node/local-voice.ts';
import { sandboxOnPlaywright } from '@/lib/sandbox/node/playwright-host.ts';
import { test } from './tools/hosts/app-server.ts';

test('the app has something to play', async ({ page }) => {
  const sandbox = sandboxOnPlaywright({ dialect: 'fish', voice: localVoice(), switches: 'pace=0' });
  await page.routeWebSocket('wss://api.fish.audio/v1/tts/live', sandbox);
  await page.goto('/');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(page.getByRole('status')).toHaveText('ready to play');
});

test('the app says when the connection is lost', async ({ page }) => {
  const sandbox = sandboxOnPlaywright({ dialect: 'fish', voice: localVoice(), switches: 'drop=1' });
  await page.routeWebSocket('wss://api.fish.audio/v1/tts/live', sandbox);
  await page.goto('/');
  await page.getByRole('button', { name: 'Speak' }).click();
  await expect(page.getByRole('status')).toHaveText('lost (1006)');
});
