/** What a client waited for, where the key goes, and how it ended: from records drawn by hand. */
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { type Dialect, KeyRef } from '../dialects/dialect.ts';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { readScript } from './read-script.ts';
import { came, closed, drawnRecord, type Line, opened, sent, sentRaw } from './testing/drawn-record.ts';

const live = 'wss://api.fish.audio/v1/tts/live';
const start = { event: 'start', request: { text: '' } };
const say = (t: number, text = 'Hi.') => sent(t, fish, { event: 'text', text });
const flush = (t: number) => sent(t, fish, { event: 'flush' });
const stop = (t: number) => sent(t, fish, { event: 'stop' });
const audio = (t: number) => came(t, fish, { event: 'audio', audio: Uint8Array.of(1, 2) });
const finish = (t: number, reason = 'stop') => came(t, fish, { event: 'finish', reason });

function read(lines: readonly Line[], dialect: Dialect = fish, beginning = opened(live, 's1')) {
  const script = readScript(drawnRecord(dialect, [...beginning, ...lines]), dialect, 'drawn');
  if (script === null) throw new Error('no script');
  return script;
}

/** `start sleep:100 text quiet:300 stop finish:1 | close 1000` */
function told(...args: Parameters<typeof read>): string {
  const { steps, end } = read(...args);
  const words = steps.map((step) => {
    if (step.do === 'sleep') return `sleep:${step.ms}`;
    if (step.do === 'quiet') return `quiet:${step.ms}/${step.afterMs}`;
    if (step.do === 'await') return `${step.event}:${step.count}/${step.afterMs}`;
    const event = step.value?.is === 'map' ? step.value.entries[0]?.[1] : null;
    return event?.is === 'text' ? String(event.pieces[0]) : step.opcode;
  });
  const how = end.how === 'close' ? `close ${end.code} ${end.reason}` : end.how;
  return `${words.join(' ')} | ${how}`.trim();
}

describe('waits', () => {
  it('are the time, where nothing came that was waited for', () => {
    const lines = [
      sent(12, fish, start),
      say(14),
      say(254),
      flush(255),
      say(900),
      stop(901),
      finish(1300),
      closed(1310, 'us'),
    ];
    expect(told(lines)).toBe('start text sleep:240 text flush sleep:645 text stop finish:1/399 | close 1000');
  });

  it('are the silence after the sound, where that is longer than its own gaps', () => {
    const sounding = [flush(100), audio(300), audio(400), audio(500)];
    expect(told([sent(12, fish, start), say(13), ...sounding, stop(760)])).toContain('flush quiet:260/660 stop');
    // In the midst of it: an interruption, by the clock.
    expect(told([sent(12, fish, start), say(13), ...sounding, stop(620)])).toContain('flush sleep:520 stop');
    expect(told([sent(12, fish, start), say(13), ...sounding, stop(550)])).toContain('flush sleep:450 stop');
  });

  it('are the answer, where the next frame follows at once; answers count over the whole session', () => {
    const round = (t: number) => [sent(t, fish, start), stop(t + 1), audio(t + 90), finish(t + 100)];
    expect(told([...round(20), ...round(130), closed(240, 'us')])).toBe(
      'start stop finish:1/99 start stop finish:2/99 | close 1000',
    );
    // Half a second later somebody thought about it: that pause is the client's own.
    expect(told([...round(20), ...round(620)])).toContain('stop finish:1/99 sleep:500 start');
    expect(told([...round(20), ...round(6155)])).toContain('stop finish:1/99 sleep:6035 start');
    // An end that sound came after was the end of something else.
    const more = [sent(12, fish, start), flush(13), finish(50), audio(100), audio(120)];
    expect(told([...more, stop(620)])).toContain('flush quiet:500/607 stop');
    // What is told beside an end does not take its place.
    expect(told([...round(20), came(121, fish, { event: 'odd' }), ...round(620)])).toContain(
      'stop finish:1/99 sleep:500',
    );
  });

  it('know the greetings of the other protocol, and that nobody waits for remarks', () => {
    const event = (t: number, name: string, more = {}) => came(t, fishspeech, { event: name, ...more });
    const ask = (t: number, name: string, more = {}) => sent(t, fishspeech, { event: name, ...more });
    const lines = [
      event(15, 'connected'),
      ask(40, 'start'),
      event(50, 'ready'),
      ask(70, 'text', { text: 'a' }),
      event(75, 'processing', { text: 'a' }),
      ask(80, 'text', { text: 'b' }),
      event(300, 'done', { text: 'a' }),
      event(600, 'done', { text: 'b' }),
      closed(5000, 'us', 4001, 'bye'),
    ];
    const url = 'wss://fishspeech.live/v1/tts/ws?token=sandbox';
    expect(told(lines, fishspeech, opened(url))).toBe(
      'connected:1/5 start ready:1/10 text sleep:10 text done:2/520 | close 4001 bye',
    );
  });

  it('before the first frame are left out, and said', () => {
    const script = read([sent(9012, fish, start)]);
    expect(script.steps.map((step) => step.do)).toEqual(['send']);
    expect(script.notes).toEqual([expect.stringContaining('9 s after the connection was open')]);
  });
});

describe('ends', () => {
  const before = [sent(12, fish, start), say(13), stop(14)];

  it('are the client’s, the server’s, or a cut', () => {
    expect(told([...before, finish(50), closed(60, 'peer')])).toBe('start text stop | theirs');
    expect(told([...before, closed(60, 'network', 1006)])).toBe('start text stop | theirs');
    expect(told([...before, audio(50), audio(60), closed(90, 'us', 1006)])).toBe('start text stop sleep:76 | cut');
    expect(told([...before, audio(50), closed(2050, 'us')])).toBe('start text stop quiet:2000/2036 | close 1000');
  });

  it('are made up where the session is not over', () => {
    expect(told([...before, finish(50)])).toBe('start text stop finish:1/36 | close 1000');
    expect(told([...before, audio(50), audio(850)])).toBe('start text stop quiet:1600/2436 | close 1000');
    expect(told(before)).toBe('start text stop | close 1000');
  });

  it('count the errors that were told', () => {
    expect(read([...before, finish(50, 'error'), came(60, fish, { event: 'error', error: 'no' })]).errors).toBe(2);
  });
});

describe('the upgrade', () => {
  it('is cut into base, path, query and headers that are the session’s own', () => {
    const url = 'wss://proxy.example/a/b/v1/tts/live/with-timestamp?x=1';
    const { base, path, query, headers, keys } = read([], fish, opened(url, 's1'));
    expect([base, path, query, keys]).toEqual(['wss://proxy.example/a/b', '/v1/tts/live/with-timestamp', ['?x=1'], 1]);
    expect(headers.map(({ name }) => name)).toEqual(['Authorization', 'model']);
    expect(headers[0]?.value).toEqual(['Bearer ', { key: 0, filler: 'key#1......................' }]);
  });

  it('of an address that is none of the dialect’s keeps its path', () => {
    const { base, path } = read([], fish, opened('ws://127.0.0.1:1/elsewhere'));
    expect([base, path]).toEqual(['ws://127.0.0.1:1', '/elsewhere']);
  });

  it('takes a word of the sandbox for the key it stands for, and says so', () => {
    const url = 'ws://127.0.0.1:1/v1/tts/ws?token=sandbox-401&x=2';
    const frame = sentRaw(20, 'text', encodeUtf8('{"event":"start","token":"sandbox-401"}'));
    const { query, keys, notes, steps } = read([frame], fishspeech, opened(url));
    expect([query, keys]).toEqual([['?token=', { key: 0, filler: 'sandbox-401' }, '&x=2'], 1]);
    expect(notes).toEqual([
      'The recorded session sent the word "sandbox-401" where a key goes; this sends your key there.',
    ]);
    expect(steps[0]).toMatchObject({ holes: [{ start: 26, end: 37 }] });
  });

  it('tells two keys apart', () => {
    const url = `wss://fishspeech.live/v1/tts/ws?token=key%231${'.'.repeat(9)}`;
    const masked = [{ in: 'url' as const, start: 38, end: url.length, key: 'key#1' }];
    const other = sent(20, fishspeech, { event: 'start', token: new KeyRef('key#7', 20) });
    const { keys, steps } = read([other], fishspeech, opened(url, undefined, masked));
    expect([keys, steps[0]]).toEqual([
      2,
      expect.objectContaining({
        holes: [expect.objectContaining({ part: { key: 1, filler: 'key#7...............' } })],
      }),
    ]);
  });

  it('says when a key was spelled in another way', () => {
    const [, body] = sent(20, fish, { event: 'text', text: `hex: ${'key#1'.padEnd(46, '.')}` });
    const masked = [{ in: 'bytes' as const, start: 20, end: 66, key: 'key#1' }];
    const { notes, keys } = read([[20, body, masked]]);
    expect([keys, notes]).toEqual([1, [expect.stringContaining('in another spelling')]]);
  });

  it('is needed: a record without one makes no code', () => {
    expect(readScript(drawnRecord(fish, [say(5)]), fish, 'x')).toBeNull();
  });
});
