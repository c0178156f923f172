/** What other tools write is read with the right times, directions and bytes, and without their keys. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { fish } from '../../dialects/fish/fish.ts';
import { idsOf, lintSteps } from '../../lint/corpus/lint-steps.ts';
import { entryFromJson, entryToJson } from '../entry-json.ts';
import { drawn, framesOf, imported, sample } from './testing/imported.ts';

const frames = [
  '120 sent binary 39',
  '121.5 sent binary 24',
  '130 sent binary 12',
  '480 received binary 29',
  '600.5 received binary 26',
];
const startedAt = Date.parse('2026-01-02T03:04:05.500Z');

describe('each tool', () => {
  test.each([
    ['chromium.har', 'WebInspector 537.36', '80.25 handshake 101'],
    ['playwright.har', 'Playwright 1.65.1', '0 handshake 101'],
    ['http-toolkit.har', 'HTTP Toolkit 1.20.0', '80.5 handshake 101'],
    ['mitmproxy.har', 'mitmproxy 12.0.0', '61 handshake 101'],
  ])('%s', async (name, creator, handshake) => {
    const { survey, sessions } = await imported(sample(name), name);
    expect(survey).toMatchObject({ format: 'har', creator, problem: null });
    expect(survey.sockets[0]).toMatchObject({ dialect: { id: 'fish', isSure: true }, startedAt });
    expect(drawn(sessions[0]?.entries ?? []).slice(0, 7)).toEqual(['0 dial', handshake, ...frames]);
    expect(sessions[0]?.head).toMatchObject({ startedAt, dialect: 'fish', via: 'import' });
  });

  test('the bytes are the same from each of them', async () => {
    const names = ['chromium.har', 'playwright.har', 'http-toolkit.har', 'mitmproxy.har', 'playwright-messages.jsonl'];
    const read = await Promise.all(names.map((name) => imported(sample(name), name)));
    const hex = read.map(({ sessions }) =>
      framesOf(sessions[0]?.entries ?? [])
        .slice(0, 5)
        .map(({ bytes }) => Buffer.from(bytes).toString('hex')),
    );
    expect(hex[0]?.[2]).toBe('81a56576656e74a473746f70');
    for (const other of hex) expect(other).toEqual(hex[0]);
  });

  test('what else Chromium tells: a text, and an error that is no frame; plain HTTP is passed over', async () => {
    const { survey, sessions } = await imported(sample('chromium.har'));
    expect(survey.notes).toEqual(['1 entry of plain HTTP skipped']);
    expect(drawn(sessions[0]?.entries ?? []).slice(-2)).toEqual([
      '610 received text 18',
      '700 mark: the browser reported an error: "Close received after close"',
    ]);
  });

  test('Playwright: -1 is no time, and the other unit is told apart', async () => {
    const { survey, sessions } = await imported(sample('playwright.har'));
    expect(survey.sockets[1]).toMatchObject({
      dialect: { id: 'fishspeech', isSure: true },
      notes: ['no time that can be used: the order is kept, all stands at 0 ms'],
    });
    expect(framesOf(sessions[1]?.entries ?? []).map(({ t }) => t)).toEqual([0, 0]);
  });

  test('Firefox writes no messages: the upgrade is what there is', async () => {
    const { survey, sessions } = await imported(sample('firefox.har'));
    expect(survey).toMatchObject({ creator: 'Firefox 140.0', problem: null });
    expect(survey.sockets[0]).toMatchObject({ frames: 0, startedAt });
    expect(drawn(sessions[0]?.entries ?? [])).toEqual(['0 dial', '46 handshake 101']);
  });

  test('HTTP Toolkit: the close is told, and not by whom', async () => {
    const { sessions } = await imported(sample('http-toolkit.har'));
    expect(drawn(sessions[0]?.entries ?? []).at(-1)).toBe(
      '650 mark: closed with 1000, "done"; the file does not say by whom',
    );
  });
});

describe('keys', () => {
  const key = 'sample-key-0123456789';
  const token = 'sample-token-987654321';

  test('at the places where a key stands they are masked, always', async () => {
    for (const name of ['chromium.har', 'playwright.har', 'firefox.har', 'http-toolkit.har', 'mitmproxy.har']) {
      const { sessions } = await imported(sample(name), name);
      const lines = sessions.flatMap(({ entries }) => entries.map(entryToJson));
      const raw = sessions.flatMap(({ entries }) =>
        framesOf(entries).map(({ bytes }) => Buffer.from(bytes).toString('latin1')),
      );
      expect(`${lines.join('\n')}${raw.join('\n')}`).not.toMatch(new RegExp(`${key}|${token}`));
      expect(lines[0]).toContain('Bearer key#1');
      expect(sessions[0]?.end.masked).toBe(1);
    }
  });

  test('of the address, and of the first event, with the same filler', async () => {
    const { sessions } = await imported(sample('playwright.har'));
    const [dial, frame] = [sessions[1]?.entries[0], framesOf(sessions[1]?.entries ?? [])[0]];
    expect(dial).toMatchObject({
      url: `ws://127.0.0.1:4820/v1/tts/ws?token=${'key#1'.padEnd(token.length, '.')}&x=1`,
      masked: [{ in: 'url', start: 36, end: 36 + token.length, key: 'key#1' }],
    });
    expect(Buffer.from(frame?.bytes ?? []).toString()).toBe(
      `{"type":"start","token":"${'key#1'.padEnd(token.length, '.')}"}`,
    );
    expect(frame?.masked).toEqual([{ in: 'bytes', start: 25, end: 25 + token.length, key: 'key#1' }]);
  });

  test('what looks like a secret elsewhere goes when it is asked for', async () => {
    // It does not look like a key: only the name it stands under tells.
    const canary = 'correct horse battery staple';
    const line = (text: string) => `{"v":1,"t":1,"dir":"in","op":"text","text":${JSON.stringify(text)}}\n`;
    // The later line says what it is, the earlier one has it too.
    const bytes = encodeUtf8(line(`{"said":"${canary}"}`) + line(`{"password":"${canary}"}`));
    const textOf = async (redact: boolean) => {
      const { sessions } = await imported(bytes, 'f', redact);
      expect(sessions[0]?.end.redacted).toBe(redact ? 2 : 0);
      return framesOf(sessions[0]?.entries ?? []).map((entry) => Buffer.from(entry.bytes).toString());
    };
    expect((await textOf(false)).join('')).toContain(canary);
    expect((await textOf(true)).join('')).not.toContain(canary);
  });
});

test('a header that browsers leave out is not missed; one that stands there wrongly is found', async () => {
  const rulesOf = async (text: string) => {
    const { sessions } = await imported(encodeUtf8(text));
    return idsOf(
      lintSteps(
        fish,
        (sessions[0]?.entries ?? []).map(({ seq: _, t, masked: __, ...body }) => ({ t, body })),
      ),
    );
  };
  const text = Buffer.from(sample('chromium.har')).toString();
  expect(await rulesOf(text.replace('"Authorization"', '"X-Other"'))).not.toContain('A01');
  expect(await rulesOf(text.replace('Bearer sample-key', 'Basic sample-key'))).toContain('A01');
});

const folder = new URL('../../dialects/samples/captures/', import.meta.url);
const captures = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));

test.each(captures)('capture %s: every frame, none of the key', async (name) => {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { dir: string; b64?: string; conn: number });
  const { survey, sessions } = await imported(encodeUtf8(text), name);
  expect(survey).toMatchObject({ format: 'captures', problem: null });
  expect(survey.sockets.map(({ dialect }) => dialect.id)).toEqual(survey.sockets.map(() => 'fish'));
  const sent = lines.filter(({ dir }) => dir === 'client' || dir === 'server').map(({ b64 }) => b64);
  const read = sessions.flatMap(({ entries }) =>
    framesOf(entries).map(({ bytes }) => Buffer.from(bytes).toString('base64')),
  );
  expect(read.sort()).toEqual(sent.sort());
  for (const { entries } of sessions) {
    expect(entries[0]).toMatchObject({ kind: 'dial', t: 0, via: 'import' });
    expect(JSON.stringify(entries[0])).not.toContain('test-key-0123456789');
    // What was made here is what a recording can hold.
    for (const entry of entries) expect(entryFromJson(JSON.parse(entryToJson(entry)))).toHaveProperty('entry');
  }
});
