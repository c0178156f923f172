/** msw in the page as its users start it, with a sandbox behind each of many addresses. */
import { ws } from 'msw';
import { setupWorker } from 'msw/browser';
import { sandboxOnMsw } from '@/lib/sandbox/msw-host.ts';
import { toneVoice } from '@/lib/sandbox/tone-voice.ts';

type Answer = { url: string; dialect: string; switches: string };
const page = globalThis as typeof globalThis & { answerWithMsw(answers: Answer[]): Promise<void> };

page.answerWithMsw = async (answers) => {
  const handlers = answers.map(({ url, ...options }) =>
    ws.link(url).addEventListener('connection', sandboxOnMsw({ ...options, voice: toneVoice() })),
  );
  await setupWorker(...handlers).start({ quiet: true, onUnhandledRequest: 'bypass' });
};
