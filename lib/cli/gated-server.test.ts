import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import { bodyMs } from '../server/late-body.ts';
import { gatedServer } from './gated-server.ts';

/** A request whose body is begun; where it is passed on, its rest is sent once the clock stands far behind what a body of ours may take. */
async function slowBody(passesAnswers: boolean): Promise<string> {
  const clock = fakeClock();
  let came = () => {};
  const hasCome = new Promise<void>((resolve) => {
    came = resolve;
  });
  const room = {
    prefix: '/tap/',
    passesAnswers,
    upgrade() {},
    async request(incoming: IncomingMessage, response: { end(words: string): void }) {
      came();
      response.end(await text(incoming).catch(() => 'cut'));
    },
  };
  const server = await gatedServer(room, { clock, port: 0 });
  const asked = request(`${server.address}/tap/x`, { method: 'POST', headers: { 'Content-Length': 8 } });
  asked.on('error', () => {});
  const answered = once(asked, 'response');
  asked.write('half');
  await hasCome;
  await clock.advance(bodyMs * 2);
  if (passesAnswers) asked.end('half');
  const [answer] = (await answered) as [IncomingMessage];
  const words = `${answer.statusCode} ${await text(answer)}`;
  await server.close();
  return words;
}

it('waits for the body of a request that it passes on as long as its client takes, and for one of its own a while', async () => {
  expect(await slowBody(true)).toBe('200 halfhalf');
  expect(await slowBody(false)).toBe('408 ');
});
