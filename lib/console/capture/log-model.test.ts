import { describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { fromHex } from '../../bytes/hex.ts';
import { realClock } from '../../clock/real.ts';
import type { EntryBody } from '../../session/entry.ts';
import type { Filter } from '../state.ts';
import { drawnEntries, drawnSession, drawRows } from './drawn-session.ts';
import { LogModel } from './log-model.ts';
import { rowsOf } from './rows.ts';

const all: Filter = { text: '', dir: 'both', hidden: [], onlyProblems: false };
const everything = Number.POSITIVE_INFINITY;

function shown(drawing: string, filter: Partial<Filter> = {}) {
  const session = drawnSession(drawing);
  const model = new LogModel(session, () => 0);
  model.setFilter({ ...all, ...filter });
  model.catchUp(everything);
  const rows = () => rowsOf(session, model, null, 0, 1000);
  return { session, model, rows, drawn: () => drawRows(rows()) };
}

const talk = `
dial
open
> start
> text Hello
< audio 8 x3
< log thinking
< audio 8
< ping
< audio 16 x2
< broken
< audio 8 x2
< finish
close 1000 bye`;

describe('folding', () => {
  test('runs of audio frames fold; single ones, other frames and broken ones do not', () => {
    expect(shown(talk).drawn()).toEqual([
      '1 - upgrade',
      '2 - open',
      '3 > start',
      '4 > text',
      '5 < audio [+3..7]',
      '8 < log',
      '9 < audio',
      '10 < ping',
      '11 < audio [+2..12]',
      '13 < unreadable',
      '14 < audio [+2..15]',
      '16 < finish',
      '17 - close',
    ]);
  });

  test('unfolded, every frame has its row; folded again, all is as before', () => {
    const { model, drawn } = shown(talk);
    const before = drawn();
    model.toggleFold(6);
    expect(drawn().slice(3, 9)).toEqual([
      '4 > text',
      '| 5 < audio [-3]',
      '| 6 < audio',
      '| 7 < audio',
      '8 < log',
      '9 < audio',
    ]);
    expect(drawn().length).toBe(before.length + 2);
    model.toggleFold(11);
    model.toggleFold(7);
    model.toggleFold(12);
    expect(drawn()).toEqual(before);
    model.toggleFold(9);
    model.toggleFold(3);
    expect(drawn().length).toBe(before.length);
  });

  test('a burst that grows while it is open, and while it is closed', () => {
    const { session, model, drawn } = shown('< audio 8 x2');
    const grow = () => {
      for (const { t, body } of drawnEntries('< audio 8')) session.append(t, body);
      model.catchUp(everything);
    };
    grow();
    expect(drawn()).toEqual(['1 < audio [+3..3]']);
    model.toggleFold(1);
    grow();
    expect(drawn()).toEqual(['| 1 < audio [-4]', '| 2 < audio', '| 3 < audio', '| 4 < audio']);
  });

  test('a folded row adds up its frames, and is timed from its first', () => {
    const { session, rows } = shown(talk);
    const [row] = rows().filter((r) => r.seq === 5);
    const bytes = [5, 6, 7].reduce((sum, seq) => sum + session.log.sizeOf(seq), 0);
    expect(row).toMatchObject({ bytes, t: 50, deltaMs: null, meaning: '3 frames', tone: 'normal' });
    expect(rows().find((r) => r.seq === 8)?.deltaMs).toBe(10);
    expect(rows().find((r) => r.seq === 4)?.deltaMs).toBe(10);
  });
});

describe('filter', () => {
  test.each<[string, Partial<Filter>, string[]]>([
    ['direction', { dir: 'sent' }, ['3 > start', '4 > text']],
    [
      'hidden kinds',
      { hidden: ['audio', 'upgrade', 'open', 'start', 'log', 'ping'] },
      ['4 > text', '13 < unreadable', '16 < finish', '17 - close'],
    ],
    ['problems', { onlyProblems: true }, ['13 < unreadable']],
    ['plain text, any case', { text: 'HELLO' }, ['4 > text']],
    ['text of a close', { text: 'bye' }, ['17 - close']],
    ['text inside a payload', { text: 'thinking' }, ['8 < log']],
    ['a pattern', { text: '/^(log|finish) /' }, ['8 < log', '16 < finish']],
    ['a pattern with flags', { text: '/HELLO|BYE/gi' }, ['4 > text', '17 - close']],
    ['both', { text: '/e/', dir: 'sent' }, ['3 > start', '4 > text']],
    ['nothing fits', { text: 'nowhere' }, []],
    ['the number of a row', { text: '#8' }, ['8 < log']],
    ['the number of a row inside a burst', { text: ' #6 ' }, ['6 < audio']],
    ['a number that is none', { text: '#99' }, []],
  ])('%s', (_, filter, rows) => expect(shown(talk, filter).drawn()).toEqual(rows));

  test('a pattern that cannot be read is taken literally, and says so', () => {
    const { model, drawn } = shown('> text /a(/\n> text aa', { text: '/a(/' });
    expect(drawn()).toEqual(['1 > text']);
    expect(model.note).toMatch(/^Taken literally: /);
    model.setFilter({ ...all, text: '/a/' });
    expect(model.note).toBeNull();
  });

  test.each(['/(a+)+$/', '/(a|a)*$/', `/${'a?'.repeat(40)}$/`])('%s is not started: it could take for ever', (text) => {
    const { model, drawn } = shown(`> text ${'a'.repeat(60)}!`, { text });
    expect(drawn()).toEqual([]);
    expect(model.note).toMatch(/^Taken literally: .*for ever/);
  });

  test('a pattern whose time explodes with the text is given up early, and the rows are looked through again', () => {
    const session = drawnSession(`> text b\n> text ${'a'.repeat(4000)}!\n> text b`);
    const model = new LogModel(session, () => realClock.now());
    const begun = realClock.now();
    model.setFilter({ ...all, text: '/a*a*a*a*a*b$/' });
    while (!model.catchUp(500)) {}
    expect(realClock.now() - begun).toBeLessThan(2000);
    expect(model.note).toBe('Taken literally: the pattern takes too long');
    expect(model.index.rowCount).toBe(0);
  });

  test.each(['text', '/text/'])('a slow search (%s) gives way to other work after a few milliseconds', (text) => {
    let now = 0;
    const model = new LogModel(drawnSession('> text a x400'), () => now++);
    model.setFilter({ ...all, text });
    const looked: (number | null)[] = [model.looked];
    while (!model.catchUp(500)) {
      looked.push(model.looked);
      now += 5;
    }
    expect(looked.length).toBeGreaterThan(1);
    expect([looked[0], looked.at(-1), model.looked]).toEqual([
      0,
      looked.reduce((a, b) => Math.max(a ?? 0, b ?? 0)),
      null,
    ]);
    expect(model.index.rowCount).toBe(400);
  });

  test('what comes after a search is finished is no search, and without a filter there is none', () => {
    const { model, session } = shown('> text a', { text: 'a' });
    session.append(20, drawnEntries('> text a')[0]?.body as EntryBody);
    expect(model.looked).toBeNull();
    model.setFilter(all);
    expect(model.looked).toBeNull();
    model.setFilter({ ...all, dir: 'sent' });
    expect(model.looked).toBe(0);
  });

  test('a burst cut by a filter folds only what is shown', () => {
    const { rows, session } = shown('< audio 8 x2\n< audio 100\n< audio 8', { text: '/\\b8 B/' });
    const [row] = rows();
    expect(row?.fold).toMatchObject({ count: 3, last: 4 });
    expect(row?.bytes).toBe([1, 2, 4].reduce((sum, seq) => sum + session.log.sizeOf(seq), 0));
  });

  test('an unfolded burst cut by a filter counts what is left of it, and its first row left carries the fold', () => {
    const { model, drawn } = shown('< audio 100\n< audio 8 x2\n< audio 100\n< log a');
    model.toggleFold(1);
    model.setFilter({ ...all, text: '/\\b8 B/' });
    model.catchUp(everything);
    expect(drawn()).toEqual(['| 2 < audio [-2]', '| 3 < audio']);
    model.setFilter({ ...all, text: '#3' });
    model.catchUp(everything);
    expect(drawn()).toEqual(['| 3 < audio']);
  });

  test('new entries join the filtered view; a change of filter is worked off in slices', () => {
    const { session, model, drawn } = shown(talk, { dir: 'sent' });
    session.append(999, {
      kind: 'frame',
      dir: 'sent',
      opcode: 'binary',
      bytes: fromHex('81a56576656e74a473746f70') as Uint8Array,
    });
    expect(model.catchUp(everything)).toBe(true);
    expect(drawn()).toEqual(['3 > start', '4 > text', '18 > stop']);
    model.setFilter(all);
    expect(model.catchUp(5)).toBe(false);
    expect(drawn()).toEqual(['1 - upgrade', '2 - open', '3 > start', '4 > text', '5 < audio']);
    while (!model.catchUp(5)) {}
    expect(model.matchedFrames).toBe(session.frames);
  });
});

test('kinds are counted in the order they came, and from the last clear on', () => {
  const { session, model, drawn } = shown(talk);
  expect(model.facets().map((f) => `${f.kind} ${f.count}`)).toEqual([
    'upgrade 1',
    'open 1',
    'start 1',
    'text 1',
    'audio 8',
    'log 1',
    'ping 1',
    'unreadable 1',
    'finish 1',
    'close 1',
  ]);
  model.clear();
  expect([drawn(), model.facets(), model.clearedBefore]).toEqual([[], [], 18]);
  session.append(1000, { kind: 'mark', by: 'user', says: 'here' });
  model.catchUp(everything);
  expect([drawn(), model.facets()]).toEqual([['18 - mark'], [{ kind: 'mark', count: 1 }]]);
});

test('held, the view stands still and the record goes on', () => {
  const { session, model, drawn } = shown('< audio 8 x2');
  model.hold(true);
  for (const { t, body } of drawnEntries('< audio 8 x3\n< finish')) session.append(t, body);
  expect([model.catchUp(everything), drawn(), model.waiting()]).toEqual([true, ['1 < audio [+2..2]'], 4]);
  model.hold(false);
  model.catchUp(everything);
  expect([drawn(), model.waiting()]).toEqual([['1 < audio [+5..5]', '6 < finish'], 0]);
});

test('the row before and after, over folds and past the ends', () => {
  const { model } = shown(talk);
  expect(model.neighbour(null, 1)).toBe(1);
  expect(model.neighbour(null, -1)).toBe(17);
  expect([model.neighbour(4, 1), model.neighbour(5, 1), model.neighbour(6, 1), model.neighbour(8, -1)]).toEqual([
    5, 8, 8, 5,
  ]);
  expect([model.neighbour(17, 1), model.neighbour(1, -5)]).toEqual([17, 1]);
});

test('a peer that invents names does not make the list of kinds endless', () => {
  const { session, model } = shown('open');
  for (let i = 0; i < 2000; i++) for (const { body } of drawnEntries(`< name${i}`)) session.append(0, body);
  model.catchUp(everything);
  expect(model.facets().length).toBeLessThanOrEqual(60);
  expect(session.readings.kindOf(2000)).toBe('name1998');
});

test('200,000 entries: exact counts, a hash that both ends share, and no row made that is not looked at', async () => {
  const session = drawnSession('open');
  const model = new LogModel(session, () => 0);
  const hasher = await frameHasher();
  session.hashWith(await frameHasher());
  let described = 0;
  const { describe: words } = session.dialect;
  Object.assign(session, {
    dialect: { ...session.dialect, describe: (...of: Parameters<typeof words>) => (described++, words(...of)) },
  });
  const [audio, log] = drawnEntries('< audio 64\n< log x').map((e) => e.body);
  if (audio?.kind !== 'frame' || log?.kind !== 'frame') throw new Error('drawn wrongly');
  for (let i = 0; i < 200_000; i++) {
    const body = i % 100 === 99 ? log : audio;
    session.append(i, body);
    hasher.add(body.bytes);
    if (i % 1000 === 0) model.catchUp(everything);
  }
  model.catchUp(everything);
  expect(described).toBe(0);
  expect([session.frames, model.matchedFrames, model.index.rowCount]).toEqual([200_000, 200_000, 4001]);
  expect(session.receivedHash()).toBe(hasher.hex());
  const rows = rowsOf(session, model, null, 3990, 60);
  expect(rows.map((r) => r.index)).toEqual([3990, 3991, 3992, 3993, 3994, 3995, 3996, 3997, 3998, 3999, 4000]);
  expect(described).toBe(6);
  expect(rows[0]?.seq).toBe(199_501);
  expect(model.index.rowOf(199_501)).toBe(3990);
});

test('what a clear hid is shown again, with its counts, and the filter still holds', () => {
  const { model, drawn } = shown(talk, { dir: 'sent' });
  const before = drawn();
  const facets = model.facets();
  model.clear();
  model.catchUp(everything);
  expect([drawn(), model.facets()]).toEqual([[], []]);
  model.showAll();
  model.catchUp(everything);
  expect([drawn(), model.facets(), model.clearedBefore]).toEqual([before, facets, 1]);
  expect(before).toEqual(['3 > start', '4 > text']);
});
