import { expect, test } from 'vitest';
import { fakeClock } from '../../clock/fake.ts';
import { type Home, type LinkEvents, RelayLink } from './relay-link.ts';

function stage(home: () => Home = () => 'here') {
  const clock = fakeClock();
  const happened: string[] = [];
  let events: LinkEvents | null = null;
  const link = new RelayLink(
    {
      clock,
      open(given) {
        events = given;
        happened.push(`dial @${clock.now()}`);
        return {
          send: (data) => happened.push(`sent ${typeof data === 'string' ? data : `${data.length} bytes`}`),
          close: () => happened.push('closed by us'),
        };
      },
      async visitHome() {
        happened.push('visit home');
        return home();
      },
    },
    {
      state: (state) => happened.push(state),
      notice: (notice) => happened.push(`notice ${notice.say}`),
      batch: (bytes, seenMs) => happened.push(`batch of ${bytes.length} @${seenMs}`),
      up: () => happened.push('up'),
    },
  );
  const taken = () => happened.splice(0);
  return { clock, link, taken, events: () => events as unknown as LinkEvents };
}

test('commands wait for the line; frames do not', () => {
  const { link, taken, events } = stage();
  link.start();
  link.command({ op: 'ping', at: 1 });
  link.commandNow({ op: 'ping', at: 2 });
  expect(link.bytes(Uint8Array.of(1))).toBe(false);
  expect(taken()).toEqual(['connecting', 'dial @0']);
  events().opened();
  expect(taken()).toEqual(['open', 'up', 'sent {"op":"ping","at":1}']);
  expect(link.bytes(Uint8Array.of(1, 2))).toBe(true);
  events().text('{"say":"pong","at":1,"serverNow":2}');
  events().text('{"say"');
  events().text('null');
  events().binary(Uint8Array.of(9));
  expect(taken()).toEqual(['sent 2 bytes', 'notice pong', 'batch of 1 @0']);
});

test('lost after it was open: again after half a second, without a visit', async () => {
  const { clock, link, taken, events } = stage();
  link.start();
  events().opened();
  taken();
  events().closed();
  await clock.advance(500);
  expect(taken()).toEqual(['lost', 'dial @500']);
  events().opened();
  expect(taken()).toEqual(['open', 'up']);
});

test('never open: the page is fetched once before each try, and the pauses grow to eight seconds', async () => {
  const { clock, link, taken, events } = stage();
  link.start();
  const dials: number[] = [];
  for (let i = 0; i < 7; i++) {
    const lost = events();
    lost.closed();
    lost.closed();
    await clock.advance(8000);
    const lines = taken();
    expect(lines.filter((line) => line === 'visit home').length).toBe(1);
    dials.push(Number(lines.find((line) => line.startsWith('dial @') && line !== 'dial @0')?.slice(6)) - i * 8000);
  }
  expect(dials).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

test('a login is wanted: said once per visit, nothing is dialled until it is done, then the line comes back by itself', async () => {
  let home: Home = 'login';
  const { clock, link, taken, events } = stage(() => home);
  link.start();
  events().opened();
  events().closed();
  await clock.advance(500);
  taken();
  // The gate refuses it: the visit says why.
  events().closed();
  await clock.advance(1000);
  expect(taken()).toEqual(['lost', 'visit home', 'login']);
  await clock.advance(6000);
  expect(taken()).toEqual(['visit home', 'login', 'visit home', 'login', 'visit home', 'login']);
  link.command({ op: 'ping', at: 1 });
  home = 'here';
  await clock.advance(2000);
  expect(taken()).toEqual(['visit home', 'dial @9500']);
  events().opened();
  expect(taken()).toEqual(['open', 'up', 'sent {"op":"ping","at":1}']);
});

test('stopped while a login is waited for, it visits and dials no more', async () => {
  const { clock, link, taken, events } = stage(() => 'login');
  link.start();
  events().closed();
  await clock.advance(500);
  taken();
  link.stop();
  await clock.advance(60_000);
  expect(taken()).toEqual([]);
  expect(clock.pending()).toBe(0);
});

test('stopped, it stays down', async () => {
  const { clock, link, taken, events } = stage();
  link.start();
  events().opened();
  link.stop();
  events().closed();
  await clock.advance(60_000);
  expect(taken()).not.toContain('lost');
  expect(clock.pending()).toBe(0);
});
