import { describe, expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { pausedWords } from '../session/mark-words.ts';
import { drawn } from './testing/draw-timing.ts';
import { verdictOf } from './verdict.ts';

const asked = '0 > text "One two three."\n1 > flush\n';
const verdict = (lines: string) => verdictOf(drawn(fish, `${asked}${lines}`));
const steady = [100, 150, 200, 250, 300, 400].map((t) => `${t} < audio 10B 0.1s seen ${t + 5}`).join('\n');
/** Eight pieces of 0.15 s, one every 190 ms. */
const slow = Array.from({ length: 8 }, (_, i) => `${100 + 190 * i} < audio 10B 0.15s`).join('\n');
const slowSays =
  "The audio came slower than it plays (real-time factor 0.90): upstream's; a longer text runs dry with any prebuffer.";

test('before audio there is nothing to judge; without a gap nobody was late', () => {
  expect(verdict('')).toMatchObject({ state: 'waiting', says: 'No audio yet: nothing to judge so far.' });
  expect(verdictOf(drawn(fish, '10 close us\n10 end')).says).toBe('No audio came: there is nothing to judge.');
  expect(verdict(steady)).toMatchObject({ state: 'fine', says: 'No gap over 200 ms so far.' });
  expect(verdict(`${steady}\n500 < audio 10B 0.1s seen 505 heard 700\n600 end`).says).toBe(
    'No gap over 200 ms, and the player never ran dry.',
  );
});

test('gaps that are all alike are not called short', () => {
  const even = [500, 1000, 1500, 2100].map((t) => `${t} < audio 10B 0.6s seen ${t + 5}`).join('\n');
  expect(verdict(even)).toMatchObject({
    state: 'fine',
    says: 'No gap stands out: the median is 500 ms, the longest 600 ms so far.',
  });
});

test('a record without the clock of a page says that the way to one is not known', () => {
  const alone = [100, 150, 200, 250, 300].map((t) => `${t} < audio 10B 0.1s`).join('\n');
  const known = "Told by the recorder's clock alone: what was late on the way to a page is not known.";
  expect(verdict(`${alone}\n900 < audio 10B 0.1s\n1000 end`).says).toBe(`The one late gap was upstream's. ${known}`);
  expect(verdict(`${alone}\n400 end`).says).toBe(`No gap over 200 ms. ${known}`);
  // A page may not have compared its clocks yet.
  expect(verdict(alone).says).toBe('No gap over 200 ms so far.');
  expect(verdict(`${steady}\n600 end`).says).toBe('No gap over 200 ms.');
});

test('one party is named for all, several with their share', () => {
  const one = `${steady}\n900 < audio 10B 0.1s seen 905`;
  expect(verdict(one)).toMatchObject({ state: 'late', says: "The one late gap was upstream's." });
  const two = `${one}\n1500 < audio 10B 0.1s seen 1505`;
  expect(verdict(two).says).toBe("Both late gaps were upstream's.");
  const three = `${two}\n2200 < audio 10B 0.1s seen 2205`;
  expect(verdict(three).says).toBe("All 3 late gaps were upstream's.");
  expect(verdict(three).parties[0]).toMatchObject({ by: 'upstream', gaps: 3, starved: 0, ms: 500 + 600 + 700 });
  const mixed = `${two}\n1600 < audio 10B 0.1s seen 2205 doubt 3`;
  expect(verdict(mixed).says).toBe("3 late gaps: 2 upstream's, 1 the network's or the relay's.");
});

test('a player that ran dry is told', () => {
  const dry = `${steady}\n500 < audio 10B 0.1s seen 505\n2000 starved 120 after 0.2 doubt 3`;
  expect(verdict(dry)).toMatchObject({
    says: "The one time the player ran dry was the player's.",
    state: 'late',
  });
  expect(verdict(dry).parties.map(({ by, starved, inTime }) => [by, starved, inTime])).toEqual([
    ['upstream', 0, true],
    ['network', 0, true],
    ['page', 0, true],
    ['player', 1, false],
  ]);
});

describe('slower than it plays', () => {
  test('is said even where no gap stands out, and against the party', () => {
    expect(verdict(slow)).toMatchObject({ state: 'late', says: slowSays });
    expect(verdict(slow).parties[0]).toMatchObject({ notes: ['0.90 × as fast as it plays'], inTime: false });
  });

  test('of several slow turns the factor is named as that of the slowest', () => {
    const again = Array.from({ length: 8 }, (_, i) => `${9000 + 200 * i} < audio 10B 0.15s`).join('\n');
    const both = verdict(`${slow}\n8000 > text "Four five six."\n8001 > flush\n${again}`);
    expect(both.says).toMatch('The audio of 2 turns came slower than it plays (real-time factor 0.86 in turn 2)');
    expect(both.parties[0]?.notes).toEqual(['turn 2: 0.86 × as fast as it plays']);
  });

  test("is not upstream's where the relay did not read", () => {
    const held = verdict(`${slow}\n1500 mark relay ${pausedWords(400)}`);
    expect(held.parties.map(({ notes }) => notes.length)).toEqual([0, 1, 0, 0]);
    expect(held.says).toMatch("0.90): the network's or the relay's");
  });

  test('of one turn of several is said of that turn', () => {
    const two = `${steady}\n2000 > text "Four."\n2000 > flush\n${slow.replace(/^\d+/gm, (t) => `${2000 + Number(t)}`)}`;
    expect(verdict(two)).toMatchObject({
      state: 'late',
      says: expect.stringMatching(/^The audio of turn 2 came slower/),
    });
  });

  test('of a short sound it is not said; what an ideal player would meet is', () => {
    const short = [100, 250, 400, 550, 700].map((t) => `${t} < audio 10B 0.05s`).join('\n');
    expect(verdict(short)).toMatchObject({
      state: 'late',
      says: 'An ideal player that waits 200 ms would run dry twice.'.replace('twice', '2 times'),
    });
  });
});

test('what is all of one party is one sentence about it', () => {
  // Two thirds of what it takes, a second of silence before the last piece, and a player that runs dry in it.
  const late = `${slow}\n2700 < audio 10B 0.15s\n1700 starved 900 after 1.2 doubt 3`;
  expect(verdict(late)).toMatchObject({
    state: 'late',
    says: 'Upstream was late: 1 late gap, the player dry once, the audio slower than it plays (real-time factor 0.52).',
  });
  // The silence that was heard lies in the gap: one wait, told once.
  expect(verdict(late).parties[0]).toMatchObject({ gaps: 1, starved: 1, ms: 2700 - 1430 });
});

describe('first audio', () => {
  test('that is late is said, with whom to blame', () => {
    const late = verdict('4001 < audio 10B 0.5s seen 4005');
    expect(late).toMatchObject({
      state: 'late',
      says: "The first audio was waited for 4,000 ms: upstream's.",
    });
    expect(late.parties[0]).toMatchObject({ by: 'upstream', firsts: 1, gaps: 0, ms: 4000, inTime: false });
  });

  test('that does not come is said while it is waited for, and when the session is over', () => {
    expect(verdict('3001 time').state).toBe('waiting');
    expect(verdict('3501 time')).toMatchObject({
      state: 'late',
      says: "No audio for 3,500 ms since it was due: upstream's so far.",
    });
    expect(verdict('500 close us\n500 end')).toMatchObject({ state: 'late', says: 'What was asked for got no audio.' });
    const second = `${steady}\n2000 > text "Two."\n2000 > flush\n2500 close us\n2500 end`;
    expect(verdict(second).says).toBe('Turn 2 got no audio.');
  });

  test('in time at the relay and late at the page is the way between them', () => {
    const way = verdict('200 < audio 10B 0.5s seen 900 doubt 5');
    expect(way).toMatchObject({ state: 'late', says: expect.stringMatching(/^The first audio was waited for 700 ms/) });
    expect(way.parties[1]).toMatchObject({ by: 'network', firsts: 1 });
    // Clocks that may differ by as much tell nothing.
    const doubtful = verdict('200 < audio 10B 0.5s seen 900 doubt 800');
    expect(doubtful.state).toBe('fine');
    expect(doubtful.parties.map(({ inTime }) => inTime)).toEqual([true, false, false, false]);
  });

  test('of a text that waits for the one before it is not due yet', () => {
    const line = (late: number) =>
      `0 > text "One."
       1 > text "Two."
       200 < {"event": "audio", "format": "mp3", "text": "One."}
       200 < audio 10B 5s
       5000 < audio 10B 2s
       5001 < {"event": "done", "text": "One."}
       5002 < {"event": "audio", "format": "mp3", "text": "Two."}
       ${5000 + late} < audio 10B 1s`;
    expect(drawn(fishspeech, line(300)).blames.filter(({ kind }) => kind === 'first')).toEqual([]);
    expect(drawn(fishspeech, line(3300)).blames.filter(({ kind }) => kind === 'first')).toMatchObject([
      { by: 'upstream', fromMs: 5000, toMs: 8300 },
    ]);
  });
});

describe('a connection that went wrong', () => {
  const wrong = (lines: string) => verdictOf(drawn(fish, lines));
  test.each([
    ['close network 1006', 'The connection was lost (1006).', 'connection lost'],
    ['close peer 1011', 'The server closed the connection with 1011.', 'closed with an error'],
    [
      '< {"event": "finish", "reason": "error", "message": "no"}',
      /^The server told of an error in entry \d+\./,
      'told of an error',
    ],
  ] as const)('%s: said before all else, and no tick', (line, says, note) => {
    const { state, says: all, parties } = wrong(`0 handshake\n${asked}${steady}\n500 ${line}\n500 end`);
    expect(state).toBe('wrong');
    expect(all).toMatch(says);
    expect(all).toMatch(/ No gap over 200 ms\.$/);
    expect(parties[0]).toMatchObject({ by: 'upstream', notes: [note], inTime: false });
  });

  test('errors are told once, after the end of the connection, however many there were', () => {
    const error = '< {"event": "finish", "reason": "error", "message": "no"}';
    const errors = (count: number) => Array.from({ length: count }, (_, i) => `${500 + i} ${error}`).join('\n');
    const { says, parties } = wrong(`0 handshake\n${asked}${steady}\n${errors(30)}\n600 close network 1006\n600 end`);
    expect(says).toMatch(
      /^The connection was lost \(1006\)\. The server told of several errors, the first in entry 10\. No gap/,
    );
    expect(parties[0]?.notes).toEqual(['connection lost', 'told of an error']);
  });

  test('a close that says all is well is none', () => {
    for (const line of ['close peer 1000', 'close peer 1005', 'close us 1000'])
      expect(wrong(`0 handshake\n${asked}${steady}\n500 ${line}\n500 end`).state).toBe('fine');
  });

  test('refused: said once, though a close follows', () => {
    expect(wrong('5 handshake status=401\n6 close peer 1006\n6 end')).toMatchObject({
      state: 'wrong',
      says: 'The server refused the connection with 401.',
    });
  });

  test('never there: the problem is named', () => {
    const { says, state } = wrong('5 failure unreachable\n6 end');
    expect([state, says]).toEqual(['wrong', expect.stringMatching(/^There was no connection: .+\.$/)]);
  });

  test('a page without a line to its server does not claim that all is well', () => {
    const lost = verdictOf(drawn(fish, `${asked}${steady}`), { linkLost: true });
    expect(lost).toMatchObject({
      state: 'wrong',
      says: expect.stringMatching(/^The link to the server of this console/),
    });
    expect(lost.parties[1]).toMatchObject({ by: 'network', notes: ['link lost'] });
  });
});

test('a party of which nothing is known is not called in time', () => {
  const bare = verdict('100 < audio 10B 0.1s\n150 < audio 10B 0.1s');
  expect(bare.parties.map(({ by, inTime }) => [by, inTime])).toEqual([
    ['upstream', true],
    ['network', false],
    ['page', false],
    ['player', false],
  ]);
});
