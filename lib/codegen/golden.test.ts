/** All targets as text, kept in samples/: read them when they change. Each one parses; the shell script runs, with a stand-in for websocat. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { type Dialect, type EventValue, KeyRef } from '../dialects/dialect.ts';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { takeHome } from './take-home.ts';
import { type TargetId, targets } from './targets.ts';
import { came, closed, drawnRecord, type Line, opened, sent, sentRaw } from './testing/drawn-record.ts';
import { python, pythonHas, spawned } from './testing/run-code.ts';

const hasPython = await pythonHas('import ast');
const live = 'wss://api.fish.audio/v1/tts/live';

/** Flush, rest, stop: what the page's first session does. */
const fishLines: Line[] = [
  ...opened(live, 's2-pro'),
  sent(12, fish, {
    event: 'start',
    request: {
      text: '',
      format: 'mp3',
      latency: 'balanced',
      prosody: { speed: 1.2, volume: -2 },
      reference_id: '802e3bc2b27e49c2995d23ef70e6ac89',
    },
  }),
  sent(13, fish, { event: 'text', text: "It’s “here”, isn't it? " }),
  sent(213, fish, { event: 'text', text: 'Two\nlines. ' }),
  sent(214, fish, { event: 'flush' }),
  came(460, fish, { event: 'audio', audio: Uint8Array.of(1), time: 3 }),
  came(500, fish, { event: 'audio', audio: Uint8Array.of(2), time: 4 }),
  sentRaw(760, 'binary', Uint8Array.from(Buffer.from('81a56576656e74d90473746f70', 'hex'))),
  came(900, fish, { event: 'finish', reason: 'stop' }),
  closed(920, 'us', 1000, 'done'),
];

const url = 'wss://fishspeech.live/v1/tts/ws?token=';
const token = new KeyRef('key#1', 20);
const speechLines: Line[] = [
  ...opened(url + token.filler, undefined, [{ in: 'url', start: url.length, end: url.length + 20, key: 'key#1' }]),
  came(15, fishspeech, { event: 'connected', message: 'hello' }),
  sent(16, fishspeech, { event: 'start', token, request: { format: 'mp3', version: 'v1' } }),
  came(20, fishspeech, { event: 'ready' }),
  sent(21, fishspeech, { event: 'text', text: '100 % "sure"\n— \\o/ it’s. ' }),
  came(60, fishspeech, { event: 'done', text: '' }),
  closed(70, 'us'),
];

/** What the official Python SDK sends. */
const request: EventValue = {
  text: '',
  chunk_length: 200,
  format: 'wav',
  sample_rate: null,
  mp3_bitrate: 128,
  opus_bitrate: 32,
  references: [{ audio: Uint8Array.of(0, 255), text: 'it’s' }],
  reference_id: null,
  normalize: true,
  latency: 'balanced',
  prosody: { speed: 1.5, volume: 0.5 },
  top_p: 0.7,
  temperature: 0.7,
  max_new_tokens: 1024,
  repetition_penalty: 1.2,
  min_chunk_length: 50,
  condition_on_previous_chunks: true,
  early_stop_threshold: 0.5,
};
const sdkLines: Line[] = [
  ...opened(live, 's2-pro'),
  sent(12, fish, { event: 'start', request }),
  sent(13, fish, { event: 'text', text: 'Hello. ' }),
  sent(14, fish, { event: 'flush' }),
  sent(314, fish, { event: 'text', text: 'It\'s "over".' }),
  sent(315, fish, { event: 'stop' }),
  came(500, fish, { event: 'finish', reason: 'stop' }),
  closed(510, 'us'),
];

const plainLines = fishLines.filter(
  ([, body]) => body.kind !== 'frame' || body.bytes.length > 13 || body.dir === 'received',
);

const samples: readonly [string, TargetId, Dialect, Line[]][] = [
  ['fish', 'ts-ws', fish, fishLines],
  ['fish', 'py-websockets', fish, fishLines],
  ['fish', 'websocat', fish, fishLines],
  ['fishspeech', 'ts-ws', fishspeech, speechLines],
  ['fishspeech', 'py-websockets', fishspeech, speechLines],
  ['fishspeech', 'websocat', fishspeech, speechLines],
  ['texts', 'ts-sdk', fish, [...plainLines.slice(0, 5), sent(215, fish, { event: 'stop' })]],
  ['all-fields', 'py-sdk', fish, sdkLines],
];

function textOf(name: string, target: TargetId, dialect: Dialect, lines: readonly Line[]): string {
  const home = takeHome(drawnRecord(dialect, lines), dialect, name, target);
  if ('why' in home) throw new Error(home.why);
  return home.text;
}

describe('samples', () => {
  it.each(samples)('%s in %s', async (name, target, dialect, lines) => {
    const text = textOf(name, target, dialect, lines);
    await expect(text).toMatchFileSnapshot(`./samples/${name}.${target}.txt`);
    expect(text).not.toMatch(/key#1/);
    if (target.startsWith('ts')) expect((await transform(text, { loader: 'ts' })).warnings).toEqual([]);
    if (target === 'websocat')
      expect(await spawned('/bin/sh', ['-n'], {}, text)).toMatchObject({ code: 0, errors: '' });
  });

  it.skipIf(!hasPython)('in Python parse', async () => {
    const programs = samples.filter(([, target]) => target.startsWith('py')).map((sample) => textOf(...sample));
    const check = 'import ast, json, sys\nfor one in json.load(sys.stdin): ast.parse(one)';
    const ran = await spawned(python, ['-c', check], {}, JSON.stringify(programs));
    expect([ran.errors, programs.length]).toEqual(['', 3]);
  });

  it('are one for each target', () => {
    expect(new Set(samples.map(([, target]) => target))).toEqual(new Set(targets.map(({ id }) => id)));
  });
});

describe('websockets', () => {
  // A stand-in that tells what it was called with: only one version can be installed.
  const stand = (version: string) => `__version__ = '${version}'
class WebSocketException(Exception):
    pass
def connect(address, **options):
    raise WebSocketException(' '.join([address] + sorted(options)))
`;

  it.skipIf(!hasPython).each([
    ['10.4', 'close_timeout compression extra_headers max_size ping_interval'],
    ['13.1', 'close_timeout compression extra_headers max_size ping_interval'],
    ['14.0', 'additional_headers close_timeout compression max_size ping_interval'],
    ['15.0.1', 'additional_headers close_timeout compression max_size ping_interval'],
  ])('%s is called by the names it knows', async (version, options) => {
    const folder = mkdtempSync(join(tmpdir(), 'take-home-'));
    try {
      writeFileSync(join(folder, 'websockets.py'), stand(version));
      const env = { PYTHONPATH: folder, FISHSPEECH_API_KEY: 'a b', AUDIO_FILE: join(folder, 'sound') };
      const text = textOf('x', 'py-websockets', fishspeech, speechLines);
      const { code, errors } = await spawned(python, ['-'], env, text);
      expect([code, errors]).toEqual([1, `wss://fishspeech.live/v1/tts/ws?token=a%20b ${options}\n`]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('websocat', () => {
  it.skipIf(!existsSync('/bin/sh'))('gets a line each frame, and its sound is kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'take-home-'));
    try {
      const stand =
        '#!/bin/sh\ncat > "$LINES"\nprintf "%s\\n" "$@" > "$ARGUMENTS"\nprintf \'T{"event":"done"}\\nBAQI=\\nBAw==\\n\'\n';
      writeFileSync(join(folder, 'websocat'), stand, { mode: 0o755 });
      const [lines, given, audio] = ['lines', 'arguments', 'sound'].map((name) => join(folder, name)) as [
        string,
        string,
        string,
      ];
      const env = {
        FISHSPEECH_API_KEY: 'k%s"1',
        LINES: lines,
        ARGUMENTS: given,
        AUDIO_FILE: audio,
        PATH: `${folder}:${process.env.PATH}`,
      };
      const ran = await spawned('/bin/sh', ['-s'], env, textOf('x', 'websocat', fishspeech, speechLines));
      expect([ran.errors, ran.out]).toEqual(['', '{"event":"done"}\n']);
      expect(readFileSync(lines, 'utf8')).toBe(
        `T{"event":"start","token":"k%s"1","request":{"format":"mp3","version":"v1"}}\nT${JSON.stringify({ event: 'text', text: '100 % "sure"\n— \\o/ it’s. ' })}\n`,
      );
      expect(readFileSync(given, 'utf8')).toContain('\nwss://fishspeech.live/v1/tts/ws?token=k%s"1\n');
      expect([...readFileSync(audio)]).toEqual([1, 2, 3]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('says what it cannot do', () => {
    const why = (line: Line, dialect: Dialect = fish) => {
      const home = takeHome(drawnRecord(dialect, [...opened(live, 's1'), line]), dialect, 'x', 'websocat');
      return 'why' in home ? home.why : '';
    };
    expect(why(sentRaw(20, 'ping', Uint8Array.of(1)))).toContain('Frame #3 is a ping');
    expect(why(sentRaw(20, 'text', Uint8Array.of(0x61, 0x0a)), fishspeech)).toContain('Frame #3 holds a line end');
    expect(why(sentRaw(20, 'text', Uint8Array.of(0xff)), fishspeech)).toContain('no UTF-8');
    expect(why(sent(20, fish, { event: 'text', text: new KeyRef('key#1', 23) }))).toContain(
      'holds the key among bytes',
    );
  });
});
