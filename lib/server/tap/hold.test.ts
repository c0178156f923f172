/** Rules over an unmodified client's own socket, from the page to the wire: what it gets, and what the record says of it. */
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toHex } from '../../bytes/hex.ts';
import { encodeFish } from '../../dialects/fish/codec.ts';
import type { TapRule } from '../../relay/tap/rules.ts';
import { openPage } from '../testing/bench.ts';
import { fishAudio } from '../testing/sdk-clients.ts';
import { openTapStand, type TapStand } from '../testing/tap-stand.ts';

let stand: TapStand;
beforeEach(async () => {
  stand = await openTapStand((event, talk) => {
    if (event !== 'stop') return;
    for (const n of [1, 2, 3]) talk.say(audioOf(n));
    talk.say({ event: 'finish', reason: 'stop' });
  });
});
afterEach(() => stand.close());

const audioOf = (n: number) => ({ event: 'audio', audio: new Uint8Array(700).fill(n), time: n });
const hold: TapRule = { id: 'second', on: true, upstream: 'own', dir: 'received', kind: 'audio', nth: 2, act: 'hold' };

async function ruled(...rules: TapRule[]) {
  stand.page.say({ op: 'rules', rules });
  await stand.page.untilNotice((notice) => notice.say === 'rules' && notice.rules.length === rules.length);
}

it('holds the second audio frame of fish-audio and edits it: the client plays the edited one, the record has both', async () => {
  await ruled(hold);
  const key = `canary-${randomBytes(12).toString('hex')}`;
  const spoken = fishAudio(stand.base('own@mine'), key);
  const held = await stand.page.untilNotice((notice) => notice.say === 'held');
  if (held.say !== 'held') throw new Error('no held frame');
  const { session } = held;
  const edited = encodeFish(audioOf(99)).bytes;
  const own = encodeFish({ event: 'log', message: 'by hand' }).bytes;
  stand.page.tell({ op: 'inject', session, to: 'client', opcode: 'binary', holes: [] }, own);
  stand.page.tell({ op: 'release-edited', session, held: held.held, opcode: 'binary', holes: [] }, edited);
  expect((await spoken).map((chunk) => chunk[0])).toEqual([1, 99, 3]);
  await stand.page.untilNotice((notice) => notice.say === 'let-go' && notice.held === held.held);

  const { notice, records } = await stand.session(0);
  expect(notice.tap).toMatchObject({ name: 'mine', kind: 'parsed' });
  expect(records[0]?.body).toMatchObject({ kind: 'dial', tapped: 'parsed' });
  const frames = records.flatMap(({ seq, body }) => (body.kind === 'frame' ? [{ seq, ...body }] : []));
  const came = frames.find(({ seq }) => seq === held.seq);
  expect(came).toMatchObject({ leg: 'upstream' });
  expect(came?.bytes.filter((byte) => byte === 2).length).toBeGreaterThanOrEqual(700);
  const went = frames.find(({ of }) => of === held.seq);
  expect(went).toMatchObject({ leg: 'client', passed: 'edited' });
  expect(toHex(went?.bytes ?? own)).toBe(toHex(edited));
  expect(frames.find(({ passed }) => passed === 'injected')).toMatchObject({ leg: 'client' });
  const marks = records.flatMap(({ body }) => (body.kind === 'mark' ? [body] : []));
  expect(marks.find(({ says }) => says.includes('then let go changed'))).toMatchObject({ by: 'user', about: held.seq });
  expect(stand.page.everything()).not.toContain(key);
});

it('a page that comes while a frame is held has the frame, and lets it go', async () => {
  await ruled(hold);
  const spoken = fishAudio(stand.base(), 'sandbox');
  const first = await stand.page.untilNotice((notice) => notice.say === 'held');
  if (first.say !== 'held') throw new Error('no held frame');
  // All of it is stored there: the server need not keep it for that page.
  await stand.page.until(first.session, (records) => records.some(({ seq }) => seq === first.seq));
  stand.page.say({ op: 'ack', session: first.session, seq: first.seq });
  const late = await openPage(stand.bench.server);
  late.say({ op: 'taps' });
  const held = await late.untilNotice((notice) => notice.say === 'held');
  if (held.say !== 'held') throw new Error('no held frame');
  const records = await late.until(held.session, (all) => all.some(({ seq }) => seq === held.seq));
  const body = records.find(({ seq }) => seq === held.seq)?.body;
  expect(body).toMatchObject({ kind: 'frame', dir: 'received', leg: 'upstream' });
  if (body?.kind === 'frame') expect(toHex(body.bytes)).toBe(toHex(encodeFish(audioOf(2)).bytes));
  const own = encodeFish(audioOf(77)).bytes;
  late.tell({ op: 'release-edited', session: held.session, held: held.held, opcode: 'binary', holes: [] }, own);
  expect((await spoken).map((chunk) => chunk[0])).toEqual([1, 77, 3]);
  late.close();
});

it('lets everything go when the rule is taken off, and the next client is spliced again', async () => {
  await ruled(hold);
  const spoken = fishAudio(stand.base(), 'sandbox');
  await stand.page.untilNotice((notice) => notice.say === 'held');
  await ruled();
  expect((await spoken).map((chunk) => chunk[0])).toEqual([1, 2, 3]);
  await fishAudio(stand.base(), 'sandbox');
  const kinds = [await stand.session(0), await stand.session(1)].map(({ notice }) => notice.tap?.kind);
  expect(kinds).toEqual(['parsed', 'spliced']);
});

it('refuses rules that are none, names the place, and keeps those it had', async () => {
  await ruled(hold);
  stand.page.say({ op: 'rules', rules: [hold, { ...hold, id: 'two', nth: 0 }] });
  const refused = await stand.page.untilNotice((notice) => notice.say === 'problem');
  expect(refused).toMatchObject({ problem: { code: 'bad_rule', at: { field: '[1].nth' } } });
  expect(stand.page.notices.filter((notice) => notice.say === 'rules').at(-1)).toMatchObject({
    say: 'rules',
    rules: [hold],
  });
});
