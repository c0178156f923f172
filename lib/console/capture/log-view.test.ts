/** What the page may lay over the log without changing it: a zero of time, pins, sizes, and what each part of the filter hides. */
import { describe, expect, test } from 'vitest';
import { openAudioStream } from '../../audio/audio-stream.ts';
import { fakeClock } from '../../clock/fake.ts';
import { mostPins, noFilter } from '../initial-state.ts';
import type { ToWorker } from '../port.ts';
import type { Filter, Hides } from '../state.ts';
import { drawnEntries, drawnSession } from './drawn-session.ts';
import { HeldSession } from './held-session.ts';
import { LogDesk } from './log-desk.ts';

const talk = `
dial @0
open @20
> start @30
> text Hello @40
< audio 8 @100
< audio 8 @130
< audio 8 @170
< log thinking @180
< broken @190
close 1000 bye @200`;

function held(drawing: string) {
  return new HeldSession(drawnSession(drawing), fakeClock(), openAudioStream, () => {});
}

function desk(drawing: string) {
  const made = new LogDesk();
  const session = held(drawing);
  made.show(session);
  made.setFollow(false);
  const view = () => {
    while (!made.catchUp(fakeClock()));
    return made.view();
  };
  const take = (message: ToWorker) => {
    view();
    made.take(message);
    return view();
  };
  const filter = (part: Partial<Filter>) => take({ do: 'filter', filter: { ...noFilter, ...part } });
  const deltas = () => view().rows.map(({ seq, deltaMs }) => [seq, deltaMs]);
  const pins = () => view().pins.map(({ seq, index }) => [seq, index]);
  return { made, session, view, take, filter, deltas, pins };
}

describe('zero', () => {
  const usual = [
    [1, null],
    [2, null],
    [3, null],
    [4, 10],
    [5, null],
    [8, 10],
    [9, 10],
    [10, null],
  ];

  test('every row tells its time from the zero, before it too; the same again takes it back', () => {
    const { take, view, deltas } = desk(talk);
    expect([view().zero, deltas()]).toEqual([null, usual]);
    expect(take({ do: 'zero', seq: 4 }).zero).toBe(4);
    expect(deltas()).toEqual([
      [1, -40],
      [2, -20],
      [3, -10],
      [4, 0],
      [5, 60],
      [8, 140],
      [9, 150],
      [10, 160],
    ]);
    expect(take({ do: 'zero', seq: 8 }).zero).toBe(8);
    expect(take({ do: 'zero', seq: 8 }).zero).toBeNull();
    expect(deltas()).toEqual(usual);
    take({ do: 'zero', seq: 1 });
    expect(take({ do: 'zero', seq: null }).zero).toBeNull();
  });

  test('of a folded burst it is the first frame, of an open one the frame itself', () => {
    const { take } = desk(talk);
    expect(take({ do: 'zero', seq: 6 }).zero).toBe(5);
    expect(take({ do: 'zero', seq: 7 }).zero).toBeNull();
    take({ do: 'fold', seq: 5 });
    expect(take({ do: 'zero', seq: 7 }).zero).toBe(7);
    take({ do: 'fold', seq: 5 });
    // Folded away it is still the zero, and can be taken back by its own name.
    expect(take({ do: 'zero', seq: 7 }).zero).toBeNull();
    expect(take({ do: 'zero', seq: 0 }).zero).toBeNull();
    expect(take({ do: 'zero', seq: 11 }).zero).toBeNull();
  });

  test('it outlives filters and stays with its session', () => {
    const { made, session, take, filter, deltas } = desk(talk);
    take({ do: 'zero', seq: 4 });
    expect(filter({ dir: 'received' }).zero).toBe(4);
    expect(deltas()[0]).toEqual([5, 60]);
    made.show(held('open'));
    expect(made.view().zero).toBeNull();
    made.show(session);
    expect(made.view().zero).toBe(4);
  });
});

describe('pins', () => {
  test('pinned rows stand in the order of the log, and know where they are in it', () => {
    const { take, filter, pins, view } = desk(talk);
    take({ do: 'pin', seq: 8 });
    take({ do: 'pin', seq: 6 });
    take({ do: 'pin', seq: 2 });
    const all = [
      [2, 1],
      [5, 4],
      [8, 5],
    ];
    expect(pins()).toEqual(all);
    expect(view().pins[1]).toMatchObject({ kind: 'audio', fold: null, meaning: '8 B of audio' });
    filter({ text: 'thinking' });
    expect(pins()).toEqual([
      [2, -1],
      [5, -1],
      [8, 0],
    ]);
    filter({});
    expect(pins()).toEqual(all);
    take({ do: 'clear' });
    expect(pins().map(([seq]) => seq)).toEqual([2, 5, 8]);
    take({ do: 'pin', seq: 2 });
    expect(pins().map(([seq]) => seq)).toEqual([5, 8]);
  });

  test('a frame pinned while its burst was open is let go by its own name, folded or not', () => {
    const { take, pins } = desk(talk);
    take({ do: 'fold', seq: 5 });
    take({ do: 'pin', seq: 6 });
    take({ do: 'fold', seq: 5 });
    expect(pins()).toEqual([[6, 4]]);
    take({ do: 'pin', seq: 6 });
    expect(pins()).toEqual([]);
  });

  test('they stay with their session, and there are never more than can be looked at', () => {
    const { made, session, take, pins } = desk(`> text a x${mostPins + 5}`);
    for (let seq = 1; seq <= mostPins + 5; seq++) take({ do: 'pin', seq });
    take({ do: 'pin', seq: 0 });
    expect(pins().length).toBe(mostPins);
    // Those refused are told of, until there is room again; what is no row is none of them.
    expect(made.view().pinsRefused).toBe(5);
    made.show(held('open'));
    expect([made.view().pins, made.view().pinsRefused]).toEqual([[], 0]);
    made.show(session);
    expect(pins().length).toBe(mostPins);
    expect(take({ do: 'pin', seq: 3 }).pinsRefused).toBe(0);
  });
});

describe('what the filter hides', () => {
  const none: Hides = { dir: 0, kinds: 0, problems: 0, size: 0, text: 0 };

  test.each<[string, Partial<Filter>, Hides, number[]]>([
    ['nothing', {}, none, [1, 2, 3, 4, 5, 8, 9, 10]],
    ['direction', { dir: 'sent' }, { ...none, dir: 8 }, [3, 4]],
    ['kinds', { hidden: ['audio', 'log'] }, { ...none, kinds: 4 }, [1, 2, 3, 4, 9, 10]],
    ['size', { size: { min: 20, max: 30 } }, { ...none, size: 8 }, [4, 8]],
    ['both ends of a size count', { size: { min: 1, max: 1 } }, { ...none, size: 9 }, [9]],
    ['a size is a frame’s', { size: { min: 0, max: 100 } }, { ...none, size: 3 }, [3, 4, 5, 8, 9]],
    ['no upper end', { size: { min: 25, max: Number.POSITIVE_INFINITY } }, { ...none, size: 5 }, [3, 5, 8]],
    ['each by itself', { dir: 'sent', hidden: ['text', 'log'] }, { ...none, dir: 8, kinds: 2 }, [3]],
    ['the text, of what is left', { dir: 'sent', text: 'hello' }, { ...none, dir: 8, text: 1 }, [4]],
  ])('%s', (_, part, hides, seqs) => {
    const { filter } = desk(talk);
    const view = filter(part);
    expect([view.hides, view.rows.map(({ seq }) => seq)]).toEqual([hides, seqs]);
  });

  test('another end of a size is another filter', () => {
    const { filter } = desk(talk);
    const rows = (min: number, max: number) => filter({ size: { min, max } }).rows.map(({ seq }) => seq);
    expect([rows(1, 1), rows(1, 23), rows(2, 23)]).toEqual([[9], [4, 9], [4]]);
  });

  test('counts grow with the record, and begin anew with a filter and a clear', () => {
    const { session, take, filter, view } = desk(talk);
    filter({ dir: 'sent' });
    for (const { t, body } of drawnEntries('< log more @300')) session.session.append(t, body);
    expect(view().hides.dir).toBe(9);
    expect(take({ do: 'clear' }).hides).toEqual(none);
    expect(take({ do: 'show-all' }).hides.dir).toBe(9);
    expect(filter({}).hides).toEqual(none);
  });
});

test('a list that leaves its end has the rows it had there, until others are asked for', () => {
  for (const leave of [
    { do: 'follow', on: false },
    { do: 'pause', on: true },
  ] as const) {
    const { made, take } = desk(talk);
    made.setFollow(true);
    // While rows go by the page asks for as many as it shows, not for where they stand.
    take({ do: 'window', from: 0, count: 3 });
    const seqs = ({ rows }: { rows: readonly { seq: number }[] }) => rows.map(({ seq }) => seq);
    expect(seqs(made.view())).toEqual([8, 9, 10]);
    expect(seqs(take(leave))).toEqual([8, 9, 10]);
    expect(seqs(take({ do: 'window', from: 1, count: 3 }))).toEqual([2, 3, 4]);
    expect(seqs(take(leave))).toEqual([2, 3, 4]);
  }
});
