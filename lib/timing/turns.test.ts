import { describe, expect, test } from 'vitest';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { openTiming } from './session-timing.ts';
import { drawInto, drawn } from './testing/draw-timing.ts';
import type { TimingView } from './timing-view.ts';

const brief = ({ turns }: TimingView) =>
  turns.map(({ fromSeq, toSeq, frames, endedBy, interrupted }) => [
    fromSeq,
    toSeq,
    frames,
    endedBy,
    interrupted !== null,
  ]);

describe('fish', () => {
  test('tokens are one turn; it begins with the first text and ends with finish', () => {
    const view = drawn(
      fish,
      `0 > start
       100 > text "Hel"
       150 > text "lo. "
       200 > text "Again."
       210 > stop
       500 < audio 100B 0.5s
       600 < audio 100B 0.5s
       700 < finish`,
    );
    expect(brief(view)).toEqual([[2, 8, 2, 'done', false]]);
    const [turn] = view.turns;
    expect([turn?.t0Ms, turn?.endMs, turn?.texts, turn?.textBytes, turn?.firstByteMs]).toEqual([100, 700, 3, 13, 400]);
  });

  test('barge-in: text while audio of a flushed turn still comes; what comes on is counted up to the pause', () => {
    const view = drawn(
      fish,
      `0 > start
       100 > text "One two three."
       100 > flush
       300 < audio 1000B 0.25s
       350 < audio 1000B 0.25s
       400 < audio 1000B 0.25s
       420 > text "Stop, wait."
       421 > flush
       450 < audio 700B 0.2s
       500 < audio 300B 0.1s
       760 < audio 1000B 0.25s
       810 < audio 1000B 0.25s
       2000 time`,
    );
    expect(brief(view)).toEqual([
      [2, 10, 5, 'interruption', true],
      [7, 12, 2, 'silence', false],
    ]);
    const [one, two] = view.turns;
    expect(one?.interrupted).toEqual({
      seq: 7,
      tMs: 420,
      frames: 2,
      bytes: 1000,
      seconds: expect.closeTo(0.3),
      toldBy: 'pause',
    });
    expect([two?.t0Ms, two?.firstByteMs, two?.audioBytes]).toEqual([420, 340, 2000]);
    // The rest between the turns is no gap and no stall.
    expect([one?.longestGapMs, two?.longestGapMs]).toEqual([50, 50]);
    expect(one?.playouts[0]?.lateMs.length).toBe(1);
  });

  test('barge-in without a pause: what comes sooner than the server ever answered is still of the turn before', () => {
    const view = drawn(
      fish,
      `100 > text "One two three."
       100 > flush
       300 < audio 1000B 0.25s
       350 < audio 1000B 0.25s
       360 > text "Stop, wait."
       400 < audio 700B 0.2s
       410 > flush
       500 < audio 300B 0.1s
       580 < audio 300B 0.1s
       600 < audio 300B 0.1s
       640 < audio 300B 0.1s
       700 > stop
       720 < finish`,
    );
    // The first turn was answered after 200 ms; nine tenths of it after the flush are at 590.
    expect(view.turns[0]?.interrupted).toMatchObject({ frames: 3, bytes: 1300, toldBy: 'answer' });
    expect(view.turns[1]).toMatchObject({ frames: 2, firstByteMs: 240 });
  });

  test('what waited for the client to stop is no pause that tells turns apart', () => {
    const view = drawn(
      fish,
      `100 > text "One two three."
       100 > flush
       300 < audio 1000B 0.25s
       350 < audio 1000B 0.25s
       360 > text "Stop, wait."
       360 > flush
       470 < audio 700B 0.2s
       590 < audio 300B 0.1s
       640 < audio 300B 0.1s
       1200 > stop
       1208 < audio 100B 0.1s
       1210 < finish`,
    );
    expect(view.turns[0]?.interrupted).toMatchObject({ frames: 1, bytes: 700, toldBy: 'answer' });
    expect(view.turns[1]).toMatchObject({ frames: 3, firstByteMs: 230 });
  });

  test('at a slow pace every gap is long, and no pause of the boundary', () => {
    const view = drawn(
      fish,
      `100 > text "One two three."
       100 > flush
       300 < audio 100B 0.25s
       550 < audio 100B 0.25s
       800 < audio 100B 0.25s
       810 > text "Stop."
       810 > flush
       1050 < audio 100B 0.25s
       1700 < audio 100B 0.25s`,
    );
    expect(view.turns[0]?.interrupted).toMatchObject({ frames: 1, toldBy: 'pause' });
  });

  test('interrupted after one piece: at a slow and even pace no gap is taken for the pause', () => {
    const at = [300, 555, 800, 1050, 1300, 1620];
    const view = drawn(
      fish,
      `100 > text "One two three."
       100 > flush
       ${at[0]} < audio 100B 0.25s
       400 > text "Stop."
       400 > flush
       ${at
         .slice(1)
         .map((t) => `${t} < audio 100B 0.25s`)
         .join('\n')}`,
    );
    // Nine tenths of the 200 ms of the first answer, after the flush: at 580.
    expect(view.turns[0]?.interrupted).toMatchObject({ frames: 1, toldBy: 'answer' });
    expect(view.turns.map(({ frames }) => frames)).toEqual([2, 4]);
  });

  test('text that follows before any audio belongs to the turn; each flush has its own figure', () => {
    const view = drawn(
      fish,
      `100 > text "One. "
       110 > flush
       120 > text "Two."
       130 > flush
       400 < audio 100B 0.25s
       500 > stop
       510 < finish`,
    );
    expect(view.turns.length).toBe(1);
    expect(view.turns[0]?.flushes).toEqual([
      { seq: 2, tMs: 110, textBytes: 5, firstByteMs: null },
      { seq: 4, tMs: 130, textBytes: 4, firstByteMs: 270 },
    ]);
  });

  test('a flush while audio comes is answered by what comes after it', () => {
    const view = drawn(
      fish,
      `100 > text "One. "
       110 > flush
       400 < audio 100B 0.25s
       450 > flush
       470 < audio 100B 0.25s`,
    );
    expect(view.turns[0]?.flushes.map(({ firstByteMs, textBytes }) => [firstByteMs, textBytes])).toEqual([
      [290, 5],
      [20, 0],
    ]);
  });

  test('text while unflushed text is spoken belongs to the turn: the model is still writing', () => {
    const view = drawn(
      fish,
      `100 > text "A long sentence that is cut by the server. "
       400 < audio 100B 0.25s
       420 > text "And more."
       500 > flush
       700 < audio 100B 0.25s`,
    );
    expect(brief(view)).toEqual([[1, 5, 2, null, false]]);
  });

  test('silence ends a turn after 800 ms, and is taken back when audio goes on', () => {
    const timing = drawInto(
      openTiming(fish),
      fish,
      '100 > text "One."\n110 > flush\n400 < audio 100B 0.25s\n1199 time',
    );
    expect(timing.view().turns[0]?.endedBy).toBeNull();
    timing.time(1200);
    expect(timing.view().turns[0]?.endedBy).toBe('silence');
    const on = '100 > text "One."\n110 > flush\n400 < audio 100B 0.25s\n1300 < audio 100B 0.25s';
    expect(drawn(fish, on).turns[0]).toMatchObject({ endedBy: null, frames: 2, longestGapMs: 900 });
    // After stop, only finish ends it.
    expect(
      drawn(fish, '0 > text "One."\n1 > flush\n2 > stop\n9 < audio 10B 0.1s\n5000 time').turns[0]?.endedBy,
    ).toBeNull();
  });

  test('text after the silence begins a turn that interrupts nothing', () => {
    const view = drawn(
      fish,
      `0 > text "One."
       1 > flush
       300 < audio 100B 0.25s
       1100 > text "Two."
       1101 > flush
       1400 < audio 100B 0.25s
       1500 close us`,
    );
    expect(brief(view)).toEqual([
      [1, 3, 1, 'silence', false],
      [4, 7, 1, 'close', false],
    ]);
  });

  test('rounds: start after finish begins anew; start.text is text; errors end', () => {
    const view = drawn(
      fish,
      `0 > {"event": "start", "request": {"text": "First. ", "format": "mp3"}}
       10 > stop
       300 < audio 100B 0.25s
       310 < finish
       400 > start
       410 > text "Second."
       420 > stop
       500 < {"event": "finish", "reason": "error", "message": "no"}`,
    );
    expect(view.turns.map(({ round, endedBy, t0Ms }) => [round, endedBy, t0Ms])).toEqual([
      [1, 'done', 0],
      [2, 'error', 410],
    ]);
  });

  test('start ends the turn before it, finished or not', () => {
    const view = drawn(fish, '0 > start\n10 > text "One."\n20 > start\n30 > text "Two."');
    expect(view.turns.map(({ endedBy, round }) => [endedBy, round])).toEqual([
      ['start', 1],
      [null, 2],
    ]);
  });

  test('a frame that could not be sent ends nothing', () => {
    const timing = drawInto(openTiming(fish), fish, '0 > text "One."\n1 > flush\n300 < audio 10B 0.1s');
    const problem = { code: 'too_large' as const, title: '', detail: '', hint: '' };
    timing.take({ seq: 4, t: 310, kind: 'failure', problem }, null);
    expect(timing.view().turns[0]?.endedBy).toBeNull();
  });

  test('audio before any text belongs to no turn, and to the session', () => {
    const view = drawn(fish, '0 < audio 70B 0.1s\n10 > text "a"\n20 > stop\n30 < audio 30B 0.1s');
    expect(view.turns[0]?.audioBytes).toBe(30);
    expect(view.figures.find(({ id }) => id === 'audio-bytes')?.value).toBe(100);
  });

  test('old turns keep their views while the session goes on, and give them up when more is told of them', () => {
    const timing = openTiming(fish);
    const lines = [0, 1, 2, 3, 4].map(
      (i) => `${i * 9000} > text "One."\n${i * 9000} > flush\n${i * 9000 + 300} < audio 100B 0.25s undecoded`,
    );
    drawInto(timing, fish, lines.join('\n'));
    const before = timing.view().turns;
    timing.time(99_000);
    const after = timing.view().turns;
    expect(after.map((turn, i) => turn === before[i])).toEqual([true, true, true, false, false]);
    timing.sound({ seq: 3, seconds: 0.25, audibleS: 0 });
    expect(timing.view().turns[0]).toMatchObject({ firstPlayableMs: 300, decoded: true });
  });
});

describe('fishspeech', () => {
  test('each text is a turn; done names it, so that its audio is known exactly', () => {
    const view = drawn(
      fishspeech,
      `0 > {"event": "start", "request": {"format": "mp3"}}
       100 > text "One."
       110 > text "Two."
       120 < {"event": "processing", "text": "One."}
       200 < {"event": "audio", "format": "mp3", "text": "One."}
       200 < audio 100B 0.25s
       210 < audio 100B 0.25s
       220 < {"event": "done", "text": "One."}
       300 < {"event": "audio", "format": "mp3", "text": "Two."}
       300 < audio 50B 0.1s
       310 < {"event": "done", "text": "Two."}`,
    );
    expect(brief(view)).toEqual([
      [2, 8, 2, 'done', false],
      [3, 11, 1, 'done', false],
    ]);
    expect(view.turns[1]?.firstByteMs).toBe(190);
  });

  test('text while another is spoken: what comes until its done is counted', () => {
    const view = drawn(
      fishspeech,
      `100 > text "One."
       200 < {"event": "audio", "format": "mp3", "text": "One."}
       200 < audio 100B 0.25s
       210 > text "Two."
       220 < audio 70B 0.2s
       230 < audio 30B 0.05s
       240 < {"event": "done", "text": "One."}
       300 < {"event": "audio", "format": "mp3", "text": "Two."}
       300 < audio 50B 0.1s`,
    );
    expect(view.turns[0]?.interrupted).toEqual({
      seq: 4,
      tMs: 210,
      frames: 2,
      bytes: 100,
      seconds: 0.25,
      toldBy: 'done',
    });
    expect(view.turns[1]).toMatchObject({ frames: 1, interrupted: null, endedBy: null });
  });

  test('stop takes back what is spoken: what still came is counted', () => {
    const view = drawn(
      fishspeech,
      `100 > text "One."
       200 < {"event": "audio", "format": "mp3", "text": "One."}
       200 < audio 100B 0.25s
       210 > stop
       220 < audio 70B 0.2s
       240 < {"event": "stopped"}`,
    );
    expect(view.turns[0]).toMatchObject({ endedBy: 'cancel', interrupted: { frames: 1, bytes: 70, toldBy: 'done' } });
  });

  test('done in another order goes to the text it names', () => {
    const view = drawn(
      fishspeech,
      `1 > text "One."
       2 > text "Two."
       3 < {"event": "done", "text": "Two."}
       4 < {"event": "error", "message": "no", "text": "One."}`,
    );
    expect(view.turns.map(({ endedBy }) => endedBy)).toEqual(['error', 'done']);
  });
});
