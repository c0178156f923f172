/** Whatever a file holds, reading it ends: no throw, no NaN, and what stood before a cut is there. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { bytesSource } from './import-source.ts';
import { surveyFile } from './survey.ts';
import { framesOf, type Imported, imported, sample } from './testing/imported.ts';

/** True in every answer, whatever was read. */
function holds({ survey, sessions }: Imported): void {
  if (survey.format === null && survey.problem === null) expect.fail('refused without a word');
  for (const { entries, end } of sessions) {
    let last = 0;
    entries.forEach(({ seq, t }, i) => {
      if (seq !== i + 1 || !(t >= last)) expect.fail(`entry ${seq} at ${t} after ${last}`);
      last = t;
    });
    if (end.entries !== entries.length) expect.fail(`${end.entries} counted, ${entries.length} told`);
  }
}

test('any bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => holds(await imported(bytes))));
});

test('any JSON where a message, an entry or a line is expected', async () => {
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom('__proto__', -1, 1e308, 1.5, null, '', 'send', 2, 1730000000, 'AAAA', []),
  );
  const message = fc.record(
    { type: fc.oneof(fc.constantFrom('send', 'receive'), value), time: value, opcode: value, data: value },
    { requiredKeys: [] },
  );
  const side = fc.record({ url: value, headers: value, status: value, content: value }, { requiredKeys: [] });
  const entry = fc.record(
    {
      _webSocketMessages: fc.oneof(fc.array(message, { maxLength: 4 }), value),
      _webSocketClose: value,
      request: fc.oneof(side, value),
      response: fc.oneof(side, value),
      startedDateTime: value,
      timings: value,
    },
    { requiredKeys: [] },
  );
  const har = fc.record({
    log: fc.record({ version: value, creator: value, entries: fc.array(entry, { maxLength: 3 }) }),
  });
  const line = fc.record({
    v: value,
    dir: value,
    op: value,
    t: value,
    t_ms: value,
    conn: value,
    b64: value,
    text: value,
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(har, line), async (json) => holds(await imported(encodeUtf8(JSON.stringify(json))))),
    { numRuns: 150 },
  );
});

describe('cut at any byte', () => {
  // The larger ones at every seventh: each cut reads the file anew.
  test.each([
    ['chromium.har', 7],
    ['http-toolkit.har', 7],
    ['hostile/h01-ok.har', 1],
    ['hostile/j01-ok.jsonl', 1],
  ] as const)('%s', async (name, step) => {
    const whole = sample(name);
    let most = 0;
    for (let cut = 0; cut < whole.length - 1; cut += step) {
      const read = await imported(whole.subarray(0, cut));
      holds(read);
      const frames = read.sessions.reduce((sum, { entries }) => sum + framesOf(entries).length, 0);
      if (frames < most) expect.fail(`cut at ${cut}: ${frames} frames, ${most} with fewer bytes`);
      most = frames;
      const at = read.survey.problem?.at;
      // Inside a character, the text ends before it.
      const isHere = at?.byte === cut || (whole[cut] ?? 0) >> 6 === 2;
      if (name.endsWith('.har') && at !== undefined && !isHere) expect.fail(`cut at ${cut}, told ${at.byte}`);
    }
    expect(most).toBeGreaterThan(0);
  });
});

test('pieces of any size give the same', async () => {
  const whole = sample('chromium.har');
  const once = await imported(whole);
  for (const size of [1, 2, 3, 7, 64]) {
    const source = {
      ...bytesSource(whole, 'f'),
      async *open() {
        for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
      },
    };
    expect(await surveyFile(source)).toEqual(once.survey);
  }
});

describe('encodings', () => {
  const text = '{"v":1,"t":0,"dir":"in","op":"text","text":"Grüße, 世界 😀"}\n';
  const said = async (bytes: Uint8Array) => {
    const { survey, sessions } = await imported(bytes);
    return [Buffer.from(framesOf(sessions[0]?.entries ?? [])[0]?.bytes ?? []).toString(), survey.notes[0] ?? ''];
  };

  test('UTF-8, with and without a mark, UTF-16 of both kinds, gzip of all', async () => {
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    const swapped = Buffer.from(wide).swap16();
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    for (const bytes of [Buffer.from(text), marked, wide, swapped]) {
      expect((await said(new Uint8Array(bytes)))[0]).toBe('Grüße, 世界 😀');
      expect((await said(new Uint8Array(gzipSync(bytes))))[0]).toBe('Grüße, 世界 😀');
    }
    expect((await said(new Uint8Array(swapped)))[1]).toMatch(/^UTF-16BE/);
  });

  test('bytes that are no UTF-8 are replaced, and their place told', async () => {
    const bytes = encodeUtf8('{"v":1,"t":0,"dir":"in","op":"text","text":"a?b"}\n');
    const at = bytes.indexOf(0x3f);
    bytes[at] = 0xff;
    expect(await said(bytes)).toEqual(['a\ufffdb', `not UTF-8 at byte ${at}: what could not be read was replaced`]);
  });
});

describe('gzip', () => {
  /** A file that is small and becomes `mebibytes` of white space inside of JSON. */
  function bomb(mebibytes: number): Uint8Array {
    const begin = Buffer.from('{"log":');
    const white = deflateBlock(Buffer.alloc(1024 * 1024, 0x20));
    const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
    return new Uint8Array(Buffer.concat([head, deflateBlock(begin), ...Array<Buffer>(mebibytes).fill(white)]));
  }
  /** Ends at a byte and goes on (`Z_FULL_FLUSH`): blocks can be laid one behind the other. */
  function deflateBlock(bytes: Buffer): Buffer {
    return deflateRawSync(bytes, { finishFlush: 3 });
  }

  test('a bomb is refused with the reason, and costs little', async () => {
    const file = bomb(2048);
    expect(file.length).toBeLessThan(3 * 1024 * 1024);
    const before = process.memoryUsage().rss;
    let most = 0;
    let readBytes = 0;
    const survey = await surveyFile(bytesSource(file, 'bomb.har'), {
      progress: (bytes) => {
        readBytes = bytes;
      },
      rest: async () => {
        most = Math.max(most, process.memoryUsage().rss - before);
      },
    });
    expect(survey.problem).toMatchObject({ code: 'limit_reached' });
    expect(survey.problem?.detail).toMatch(/packed bytes have become more than .*: no recording packs so well/);
    expect(readBytes).toBeLessThanOrEqual(file.length);
    expect(most).toBeLessThan(100 * 1024 * 1024);
  });

  test('what was cut or changed is read as far as it goes', async () => {
    const packed = new Uint8Array(gzipSync(Buffer.from(sample('hostile/j01-ok.jsonl')), { level: 0 }));
    const cut = await imported(packed.subarray(0, packed.length - 60));
    expect(cut.survey.problem).toMatchObject({ code: 'broken_file' });
    expect(cut.survey.problem?.detail).toMatch(
      /^the gzip data is damaged, was cut, or has more behind its end, after \d+ unpacked bytes$/,
    );
    expect(framesOf(cut.sessions[0]?.entries ?? []).length).toBeGreaterThan(0);
  });
});

test('reading stops when it is told to, and says so', async () => {
  const line = '{"v":1,"t":0,"dir":"in","op":"text","text":"x"}\n';
  const stop = new AbortController();
  const source = {
    name: 'f',
    sizeBytes: 1e9,
    async *open() {
      for (let i = 0; i < 1000; i++) {
        if (i === 3) stop.abort();
        if (i > 4) expect.fail('it reads on');
        yield encodeUtf8(line);
      }
    },
  };
  const survey = await surveyFile(source, { signal: stop.signal });
  expect(survey).toMatchObject({ isCancelled: true });
});
