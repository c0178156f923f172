import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { fakeClock } from '../clock/fake.ts';
import { bodyMs, endLateBody, type TimedRequest } from './late-body.ts';

function asked(headers: Record<string, string>, complete: boolean) {
  const said: string[] = [];
  const socket = {
    writable: true,
    bytesRead: 100,
    end: (text: string) => said.push(text),
    destroy: () => said.push('gone'),
  };
  const request = Object.assign(new EventEmitter(), { headers, complete, socket });
  return { said, request: request as unknown as TimedRequest & EventEmitter };
}

it('ends a request whose body does not come, and no other', async () => {
  const clock = fakeClock();
  const all = {
    late: asked({ 'content-length': '9' }, false),
    whole: asked({ 'transfer-encoding': 'chunked' }, true),
    closed: asked({ 'content-length': '9' }, false),
    bare: asked({}, false),
  };
  for (const { request } of Object.values(all)) endLateBody(request, clock);
  all.closed.request.emit('close');
  await clock.advance(bodyMs - 1);
  expect(all.late.said).toEqual([]);
  await clock.advance(1);
  expect(all.late.said).toEqual([expect.stringMatching(/^HTTP\/1\.1 408 /), 'gone']);
  expect([all.whole.said, all.closed.said, all.bare.said]).toEqual([[], [], []]);
});
