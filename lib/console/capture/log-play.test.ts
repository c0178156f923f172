/** The log of a record that is played again, against the log of a record that has come so far. */
import { describe, expect, test } from 'vitest';
import { noFilter } from '../initial-state.ts';
import type { Filter } from '../state.ts';
import type { CapturedSession } from './captured-session.ts';
import { drawnEntries, drawnSession, drawRows } from './drawn-session.ts';
import { LogModel } from './log-model.ts';
import { rowsOf } from './rows.ts';

const drawing = `dial
open
> start
> text Hello there
> flush
< log one
< audio 64 x5
< broken
< audio 64 x3
> text Again
< ping
< audio 32 x2
< finish
close 1000 bye`;
const total = drawnEntries(drawing).length;

const pictureOf = (session: CapturedSession, model: LogModel) => {
  while (!model.catchUp(3));
  return {
    rows: drawRows(rowsOf(session, model, null, 0, 400)),
    bytes: rowsOf(session, model, null, 0, 400).map(({ bytes }) => bytes),
    frames: model.matchedFrames,
    passed: model.index.matchedCount,
    hides: model.hides,
    facets: model.facets(),
  };
};

/** What a log shows that has come so far and no further. */
function soFar(to: number, filter: Filter) {
  const session = drawnSession('');
  for (const { t, body } of drawnEntries(drawing).slice(0, to)) session.append(t, body);
  const model = new LogModel(session, () => 0);
  model.setFilter(filter);
  return pictureOf(session, model);
}

function modelled(filter: Filter = noFilter) {
  const session = drawnSession(drawing);
  const model = new LogModel(session, () => 0);
  model.setFilter(filter);
  pictureOf(session, model);
  return { session, model, at: (to: number | null) => (model.playTo(to), pictureOf(session, model)) };
}

const filters: [string, Filter][] = [
  ['no filter', noFilter],
  ['received', { ...noFilter, dir: 'received' }],
  ['kinds hidden', { ...noFilter, hidden: ['audio', 'text'] }],
  ['sizes', { ...noFilter, size: { min: 20, max: 60 } }],
  ['a text', { ...noFilter, text: 'again' }],
  ['problems', { ...noFilter, onlyProblems: true }],
];

describe.each(filters)('%s', (_, filter) => {
  test('on and back, entry by entry and in leaps, it shows what had come', () => {
    const { at } = modelled(filter);
    const way = Array.from({ length: total + 1 }, (_each, i) => i);
    const leaps = [total, 3, 17, 0, 9, total, 1, 12];
    for (const to of [...way, ...way.toReversed(), ...leaps]) expect(at(to), `at ${to}`).toEqual(soFar(to, filter));
    expect(at(null)).toEqual(soFar(total, filter));
  });
});

test('an unfolded burst stays unfolded, with the frames that have come', () => {
  const { session, model, at } = modelled();
  model.toggleFold(7);
  expect(at(9).rows.slice(-3)).toEqual(
    ['7 < audio [-3]', '| 8 < audio', '| 9 < audio'].map((row, i) => (i === 0 ? `| ${row}` : row)),
  );
  expect(at(7).rows.at(-1)).toContain('7 < audio');
  expect(at(null).rows).toHaveLength(total - (3 - 1) - (2 - 1));
  expect(session.log.length).toBe(total);
});

test('the filter may change meanwhile', () => {
  const { session, model, at } = modelled();
  at(8);
  const filter = { ...noFilter, dir: 'received' } as const;
  model.setFilter(filter);
  expect(pictureOf(session, model)).toEqual(soFar(8, filter));
});

test('"Clear" hides what has come by then, and comes back with the rest', () => {
  const { session, model, at } = modelled();
  at(10);
  model.clear();
  expect(pictureOf(session, model)).toMatchObject({ rows: [], facets: [], frames: 0 });
  expect(at(4).rows).toEqual([]);
  expect(at(13).rows).toEqual(
    ['11 < audio', '12 < ?', '13 < audio'].map((row) => expect.stringMatching(row.slice(0, 4))),
  );
  model.showAll();
  expect(pictureOf(session, model)).toEqual(soFar(13, noFilter));
});

test('a held view waits, and counts what has come since', () => {
  const { model, at, session } = modelled();
  at(5);
  model.hold(true);
  expect(at(9).rows).toEqual(soFar(5, noFilter).rows);
  expect(model.waiting()).toBe(4);
  expect(at(3)).toEqual(soFar(3, noFilter));
  model.hold(false);
  at(9);
  expect(pictureOf(session, model)).toEqual(soFar(9, noFilter));
});
