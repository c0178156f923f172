/** Every probe has an answer, and against the sandbox it is the one that its switches say. */
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../../bytes/frame-hash.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { localVoice } from '../../sandbox/node/local-voice.ts';
import { parseScenario } from '../../scenario/parse-scenario.ts';
import { probes } from '../../scenario/probes/probes.ts';
import { type Drawn, evidenceOfEntries } from '../../scenario/testing/drawn-evidence.ts';
import type { Direction } from '../../session/entry.ts';
import { askProbe } from './ask-probe.ts';
import { hurriedClock, watchedVoice } from './testing/hurried-clock.ts';

const { voice, isBusy } = watchedVoice(localVoice());
beforeAll(() => frameHasher());

async function ask(name: string, switches: Record<string, string> = {}, accepted = false) {
  const probe = probes.find((one) => one.name === name);
  if (probe === undefined) throw new Error(`no probe ${name}`);
  const clock = hurriedClock(isBusy);
  const parts = { clock, voice, deflate: { accepted } };
  const { answer, ran } = await clock.during(askProbe(parts, probe, { upstream: null, keyOf: () => null, switches }));
  // What is named as evidence is there.
  const session = answer.socket === undefined ? ran?.main : ran?.beside[answer.socket - 1];
  for (const seq of answer.seqs) expect(session?.evidence.entry(seq).seq).toBe(seq);
  return answer;
}

/** Name, switches, and what the answer says. Two lines or more where the sandbox has a switch. */
const answers: readonly (readonly [string, Record<string, string>, string])[] = [
  ['close-after-finish', {}, 'It does not: the socket was still open 10 s after finish.'],
  [
    'close-after-finish',
    { afterFinish: 'close' },
    'The connection is closed by the server with 1000, 80 ms after finish.',
  ],
  ['reuse-after-finish', {}, 'Yes: the second session ended with finish, too.'],
  ['reuse-after-finish', { afterFinish: 'close' }, 'No: the connection was closed by the server with 1000 before.'],
  ['text-before-start', {}, 'Nothing: it is ignored, and the session that follows is whole.'],
  ['text-before-start', { strict: 'on' }, 'An error, "start expected", then closed by the server with 1000.'],
  ['flush-before-start', {}, 'Nothing: it is ignored, and the session that follows is whole.'],
  ['flush-before-start', { strict: 'on' }, 'An error, "start expected", then closed by the server with 1000.'],
  ['stop-before-start', {}, 'Nothing: it is ignored, and the session that follows is whole.'],
  ['stop-before-start', { strict: 'on' }, 'An error, "start expected", then closed by the server with 1000.'],
  ['second-start', {}, 'A new session begins, and ends with one finish.'],
  [
    'second-start',
    { strict: 'on' },
    'An error, "start while a session is active", then closed by the server with 1000.',
  ],
  ['text-after-stop', {}, 'Nothing is said of it: finish came for what was sent before stop.'],
  ['second-stop', {}, 'Nothing: one finish came.'],
  ['speech-without-flush', {}, 'Yes: the first audio came 250 ms after it.'],
  ['speech-without-flush', { firstAudioMs: '8000' }, 'No: audio came only after stop.'],
  ['fishspeech-wav-rate', {}, '44100 Hz.'],
  ['empty-flush', {}, 'Nothing: the session goes on.'],
  ['unknown-event', {}, 'Nothing: it is ignored.'],
  [
    'unknown-event',
    { strict: 'on' },
    'An error, "unknown event `wiretone-probe`", then closed by the server with 1000.',
  ],
  ['text-frame', {}, 'Nothing: it is ignored.'],
  ['unreadable-frame', {}, 'Nothing: it is ignored.'],
  ['unreadable-frame', { strict: 'on' }, 'An error, "not a MessagePack map", then closed by the server with 1000.'],
  ['unknown-key', {}, 'Nothing: it is ignored, and the session ends with finish.'],
  ['missing-text', {}, 'Nothing: it is taken, and the session ends with finish.'],
  ['missing-text', { strict: 'on' }, 'An error, "missing field `text`", then closed by the server with 1000.'],
  [
    'unknown-format',
    {},
    'An error, "format: unknown variant `aac`, expected one of `wav`, `pcm`, `mp3`, `opus`", then closed by the server with 1000.',
  ],
  [
    'wrong-rate',
    {},
    'An error, "Invalid sample rate 24000 for format mp3. Supported: 32000, 44100", then closed by the server with 1000.',
  ],
  ['speed-out-of-range', {}, 'An error, "speed must be in [0.5, 2.0]", then closed by the server with 1000.'],
  ['volume-out-of-range', {}, 'Nothing: it is taken, and the session ends with finish.'],
  [
    'volume-out-of-range',
    { strict: 'on' },
    'An error, "volume must be in [-20.0, 20.0]", then closed by the server with 1000.',
  ],
  ['temperature-out-of-range', {}, 'Nothing: it is taken, and the session ends with finish.'],
  ['chunk-length-out-of-range', {}, 'Nothing: it is taken, and the session ends with finish.'],
  [
    'chunk-length-out-of-range',
    { strict: 'on' },
    'An error, "chunk_length must be in [100.0, 300.0]", then closed by the server with 1000.',
  ],
  ['nil-where-none-belongs', {}, 'Nothing: it is taken, and the session ends with finish.'],
  ['reference-as-text', {}, 'Nothing: it is taken, and the session ends with finish.'],
  [
    'reference-as-text',
    { strict: 'on' },
    'An error, "Reference Audio is not valid", then closed by the server with 1000.',
  ],
  [
    'debug-log',
    {},
    'Yes: 3 log events came, the first one "session started: mp3, 44100 Hz, latency balanced, voice slt".',
  ],
  [
    'debug-log',
    { maxConcurrency: '5' },
    'An error, "Concurrency limit exceeded", then closed by the server with 1000.',
  ],
  ['opus-bitrate-32', {}, 'Speech comes at 34.5 kbit/s, so it is not taken for bits.'],
  [
    'time-of-audio',
    {},
    'Yes, 16 of 16 have it: it grows from event to event, from 250 to 1012; by our clock the last came 1012 ms after start.',
  ],
  ['time-of-audio', { time: 'off' }, 'No: none of the 16 audio events has it.'],
  ['timestamps-trailing', {}, 'Yes: 1 without audio, the last with 7 words.'],
  ['timestamps-trailing', { trailing: 'off' }, 'No: every audio event has bytes.'],
  ['first-events', {}, 'No: audio and finish are all that came.'],
  ['header-after-flush-mp3', {}, 'The sound begins with the ID3 tag; after the flush it does not come again.'],
  [
    'header-after-flush-mp3',
    { id3: 'off' },
    'The sound does not begin with the ID3 tag at all; after the flush it does not come again.',
  ],
  ['header-after-flush-wav', {}, 'The sound begins with the WAV header; after the flush it does not come again.'],
  [
    'header-after-flush-opus',
    {},
    'The sound begins with the first page of an Ogg stream; after the flush it does not come again.',
  ],
  ['header-of-second-session-mp3', {}, 'The sound begins with the ID3 tag, and it comes again after the second start.'],
  [
    'header-of-second-session-opus',
    {},
    'The sound begins with the first page of an Ogg stream, and it comes again after the second start.',
  ],
  [
    'header-of-second-session-wav',
    {},
    'The sound begins with the WAV header, and it comes again after the second start.',
  ],
  ['server-pings', {}, 'None came in a minute and a half.'],
  [
    'server-pings',
    { idleMs: '30000' },
    'None came in a minute and a half. The connection was lost without a close frame (1006).',
  ],
  ['idle-limit', {}, 'Lost without a close frame (1006) after 240 s of silence.'],
  ['idle-limit', { idleMs: '60000' }, 'Lost without a close frame (1006) after 60 s of silence.'],
  ['idle-limit', { idleMs: '0' }, 'It was still open after 330 s of silence.'],
  ['message-size', {}, '8 MiB and less are taken.'],
  [
    'refused-upgrade',
    {},
    'Status 401 with the body "{\\"message\\":\\"Invalid Token\\",\\"status\\":401}" (application/json).',
  ],
  ['idle-slots', {}, 'No, or the account has more than 6: beside 6 idle sockets a session went through.'],
  [
    'idle-slots',
    { maxConcurrency: '5' },
    'Yes, or the account is full: with 6 idle sockets beside it the next session is refused.',
  ],
  ['pong-while-speaking', {}, 'After 0 and 0 ms (while speaking, and after it).'],
  ['fishspeech-text-before-start', {}, 'An error, "start expected", and the session goes on.'],
  ['fishspeech-stop-before-start', {}, 'An error, "start expected", and the session goes on.'],
  ['fishspeech-second-start', {}, 'ready comes again, and the sound is wav, as the second one asked.'],
  ['fishspeech-text-before-done', {}, 'Yes: both are done, "The first of two.", then "The second of two.".'],
  ['fishspeech-frames-per-audio', {}, '1 behind each of 17 audio events.'],
  ['fishspeech-frames-per-audio', { perAudio: '3' }, '2 to 3 behind each of 6 audio events.'],
  ['fishspeech-file-per-text', {}, 'One stream: the header comes once.'],
  ['fishspeech-file-per-text', { stream: 'text' }, 'A file for each: the header comes again.'],
  ['fishspeech-after-error', {}, 'Yes: the next start is taken, and its text is done.'],
  ['fishspeech-stop-while-speaking', {}, 'stopped comes 0 ms later; 0 frames of sound and 0 done come after stop.'],
  ['fishspeech-stop-while-idle', {}, 'stopped comes; the text after it is done.'],
  ['fishspeech-defaults', {}, '"mp3", at 44100 Hz.'],
  ['fishspeech-missing-token', {}, 'Nothing: the one in the address is enough.'],
  ['fishspeech-missing-token', { strict: 'on' }, 'An error, "token is missing", and the socket stays open.'],
  ['fishspeech-unknown-version', {}, 'Nothing: it is taken.'],
  [
    'fishspeech-unknown-version',
    { strict: 'on' },
    'An error, "version must be v1, v2 or s1", and the socket stays open.',
  ],
  ['fishspeech-empty-text', {}, 'done, at once: it counts as a text.'],
  ['fishspeech-binary-frame', {}, 'An error, "not a JSON object", and the session goes on.'],
  ['fishspeech-close-after-done', {}, 'Not within 20 s after done.'],
  ['fishspeech-close-after-done', { idleMs: '5000' }, 'Yes: it is lost without a close frame (1006).'],
  ['fishspeech-server-pings', {}, 'None came in a minute and a half.'],
  ['fishspeech-idle-limit', { idleMs: '60000' }, 'Lost without a close frame (1006) after 60 s of silence.'],
  ['fishspeech-idle-limit', { idleMs: '0' }, 'It was still open after 330 s of silence.'],
  ['fishspeech-message-size', {}, '8 MiB and less are taken.'],
  [
    'fishspeech-refused-upgrade',
    {},
    'Status 401 with the body "{\\"error\\":\\"Unauthorized\\",\\"details\\":\\"Invalid API token\\",\\"code\\":\\"invalid_token\\"}" (application/json).',
  ],
  ['fishspeech-idle-slots', {}, 'No, or the account has more than 6: beside 6 idle sockets a session went through.'],
  ['fishspeech-pong-while-speaking', {}, 'After 0 and 0 ms (while speaking, and after it).'],
];

test.each(answers)('%s %j: %s', { timeout: 60_000 }, async (name, switches, says) => {
  expect((await ask(name, switches)).says).toBe(says);
});

describe.each(['deflate', 'fishspeech-deflate'])('%s', (name) => {
  test('says what the answer to the upgrade says', async () => {
    expect((await ask(name, {}, false)).says).toBe('No: the answer to the upgrade names no extension.');
    expect((await ask(name, {}, true)).says).toBe('Yes: "permessage-deflate".');
  });
});

test('every probe has an answer above, a text without mistakes and a name of its own', () => {
  const asked = new Set([...answers.map(([name]) => name), 'deflate', 'fishspeech-deflate']);
  expect(probes.map(({ name }) => name).filter((name) => !asked.has(name))).toEqual([]);
  expect(new Set(probes.map(({ name }) => name)).size).toBe(probes.length);
  for (const { name, text } of probes) expect(parseScenario(text).problems, name).toEqual([]);
});

test('a server that lets nobody in answers no question but how it says so', async () => {
  const probe = probes.find(({ name }) => name === 'close-after-finish');
  if (probe === undefined) throw new Error('no such probe');
  const clock = hurriedClock(isBusy);
  const refusing = { upstream: null, keyOf: () => 'sandbox-401', switches: {} };
  const { answer, answered } = await clock.during(askProbe({ clock, voice }, probe, refusing));
  expect([answered, answer.says]).toEqual([false, expect.stringMatching(/^No answer: refused: .*401/)]);
});

test('a pong is told from the one of another ping by what it carries', () => {
  const frame = (t: number, dir: Direction, opcode: 'ping' | 'pong', words: string): Drawn => {
    return { t, body: { kind: 'frame', dir, opcode, bytes: encodeUtf8(words) } };
  };
  const main = evidenceOfEntries([
    frame(10, 'sent', 'ping', 'one'),
    frame(900, 'sent', 'ping', 'two'),
    frame(912, 'received', 'pong', 'two'),
  ]);
  const probe = probes.find(({ name }) => name === 'pong-while-speaking');
  expect(probe?.answer({ main, beside: [] }).says).toBe('While speaking: never; after it: 12 ms.');
});
