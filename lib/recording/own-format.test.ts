/** The format's papers: fixtures that stay readable for ever, upgrade steps, the published schema, and a change of any one byte. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../bytes/sha256.ts';
import type { Entry } from '../session/entry.ts';
import { chainLine } from './line-chain.ts';
import { recordingReader } from './recording-reader.ts';
import { recordingWriter } from './recording-writer.ts';
import { recordingSchema } from './schema.ts';
import { type UpgradeStep, upgraded } from './upgrade.ts';
import { verdictOf } from './verify.ts';

const sample = (name: string) => readFileSync(new URL(`./samples/${name}.wiretone.jsonl`, import.meta.url));

async function read(bytes: Uint8Array, steps?: readonly UpgradeStep[]) {
  const entries: { entry: Entry; seen: number | null }[] = [];
  const reader = await recordingReader({ entry: (entry, seen) => entries.push({ entry, seen }) }, steps);
  reader.push(new TextDecoder().decode(bytes));
  const end = reader.end();
  return { entries, end, says: verdictOf(end).says };
}

describe('fixtures', () => {
  test('version 1, as it was written in 2026', async () => {
    const { entries, end, says } = await read(sample('version-1'));
    expect(says).toBe('complete, unchanged since written: 9 entries, masked in 3 places');
    expect(entries.map(({ entry }) => entry.kind)).toEqual([
      'dial',
      'handshake',
      ...['frame', 'frame', 'frame'],
      'mark',
      'http',
      'failure',
      'close',
    ]);
    expect(entries.map(({ seen }) => seen)).toEqual([null, null, null, 85.25, 86.25, null, null, null, null]);
    expect(entries[4]?.entry).toEqual({
      seq: 5,
      t: 80.125,
      kind: 'frame',
      dir: 'received',
      opcode: 'binary',
      bytes: new Uint8Array([0x49, 0x44, 0x33, 4, 0, 0, 255, 254]),
      leg: 'upstream',
      passed: 'edited',
      of: 4,
    });
    expect(end.header?.session).toMatchObject({ upstream: 'fishspeech', startedAt: 1_795_000_000_000, via: 'relay' });
    expect(sample('version-1').toString().trimEnd().endsWith(`"h":"${end.lastHash}"}`)).toBe(true);
    // As long as no version follows it is also what is written today.
    const writer = await recordingWriter({ session: end.header?.session as never });
    const again = [writer.header(), ...entries.map(({ entry, seen }) => writer.entry(entry, seen)), writer.end()];
    expect(again.join('')).toBe(sample('version-1').toString());
  });

  test('from the future: told so, with both versions, and nothing is guessed', async () => {
    const { entries, end } = await read(sample('from-the-future'));
    expect(entries).toEqual([]);
    expect(end.problem).toMatchObject({ code: 'recording_from_future', at: { line: 1 } });
    expect(end.problem?.detail).toBe('it is of version 99; this reads version 1');
  });

  test('cut in the middle of a line: what stands before it', async () => {
    const { entries, says } = await read(sample('cut'));
    expect(entries.length).toBe(4);
    expect(says).toBe('intact up to entry 4, not closed: line 6 was cut, masked in 3 places');
  });
});

/** As if version 1 had counted in seconds, and version 2 had other words for a direction and the upstream. */
const steps: readonly UpgradeStep[] = [
  { header: (line) => line, entry: (line) => ({ ...line, t: Number(line.t) * 1000 }) },
  {
    header: ({ session, ...rest }) => {
      const { server, ...more } = session as Record<string, unknown>;
      return { ...rest, session: { ...more, upstream: server } };
    },
    entry: ({ way, ...rest }) => ({ ...rest, dir: way === 'up' ? 'sent' : 'received' }),
  },
];

describe('upgrade', () => {
  const common = { id: 'a', dialect: 'fish', startedAt: 0, via: 'relay' };
  const file = async (version: number, session: object, frame: object) => {
    const hash = await sha256();
    let last = '';
    const lines = [
      { format: 'wiretone', version, session: { ...common, ...session } },
      { seq: 1, kind: 'frame', opcode: 'text', bytes: '', ...frame },
      { end: true, entries: 1 },
    ];
    const written = lines.map((line) => {
      const made = chainLine(last, JSON.stringify(line), null, hash);
      last = made.h;
      return `${made.line}\n`;
    });
    return new TextEncoder().encode(written.join(''));
  };

  test.each<[number, object, object]>([
    [1, { server: 'fish' }, { t: 1.5, way: 'up' }],
    [2, { server: 'fish' }, { t: 1500, way: 'up' }],
    [3, { upstream: 'fish' }, { t: 1500, dir: 'sent' }],
  ])('from version %i on, each step in its order; the chain is that of the file', async (...written) => {
    const { entries, end, says } = await read(await file(...written), steps);
    expect([says, end.header?.session]).toEqual([
      'complete, unchanged since written: 1 entry',
      { ...common, upstream: 'fish' },
    ]);
    const frame = { seq: 1, t: 1500, kind: 'frame', dir: 'sent', opcode: 'text', bytes: new Uint8Array(0) };
    expect(entries.map(({ entry }) => entry)).toEqual([frame]);
  });

  test('a version above the last step is of the future; a line that is no object is left to the reader', async () => {
    const { end } = await read(await file(4, {}, {}), steps);
    expect(end.problem?.detail).toBe('it is of version 4; this reads version 3');
    for (const line of [null, 1, 'x', [1]]) expect(upgraded('entry', line, 1, steps)).toBe(line);
  });
});

describe('verify', () => {
  const text = sample('version-1').toString('latin1');
  const lines = text.split(/(?<=\n)/);
  const brokenIn = async (latin1: string) => (await read(Buffer.from(latin1, 'latin1'))).end.brokenLine;

  test('any one byte changed is told by its line; what the page adds of its own is no evidence', async () => {
    let at = 0;
    for (const [i, line] of lines.entries()) {
      const aside = /"seen":[\d.]+/.exec(line);
      for (let j = 0; j < line.length; j++, at++) {
        const inAside = aside !== null && j >= aside.index && j < aside.index + aside[0].length;
        if (inAside) continue;
        const changed = text.slice(0, at) + String.fromCharCode(line.charCodeAt(j) ^ 1) + text.slice(at + 1);
        const end = (await read(Buffer.from(changed, 'latin1'))).end;
        const last = i === lines.length - 1 && line[j] === '\n';
        // Without a line break at the end the last line is a line all the same, with one character too many.
        expect([end.brokenLine ?? end.cutLine, verdictOf(end).ok], `byte ${at}`).toEqual([
          last ? lines.length : i + 1,
          false,
        ]);
      }
    }
  });

  test('a byte put in or taken away, lines taken away, doubled, swapped', async () => {
    let at = 0;
    for (const [i, line] of lines.entries()) {
      const middle = at + (line.length >> 1) - 40;
      expect(await brokenIn(`${text.slice(0, middle)}x${text.slice(middle)}`)).toBe(i + 1);
      expect(await brokenIn(text.slice(0, middle) + text.slice(middle + 1))).toBe(i + 1);
      if (i > 0 && i < lines.length - 1) {
        expect(await brokenIn(lines.toSpliced(i, 1).join(''))).toBe(i + 1);
        expect(await brokenIn(lines.toSpliced(i, 0, line).join(''))).toBe(i + 2);
        expect(await brokenIn([...lines.slice(0, i), lines[i + 1], line, ...lines.slice(i + 2)].join(''))).toBe(i + 1);
      }
      at += line.length;
    }
  });
});

// The very service that the editor asks; it is no public part of its package.
const external = '../../node_modules/monaco-editor/esm/external/';
const from = (file: string) => import(/* @vite-ignore */ new URL(external + file, import.meta.url).href);

describe('the published schema', () => {
  test('is this one: `node --import tsx lib/cli/schemas.ts` writes it anew', () => {
    const file = new URL('../../public/schemas/wiretone-recording-1.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(recordingSchema())));
  });

  test('says of every field of an entry what it is', () => {
    const { definitions } = recordingSchema() as {
      definitions: Record<string, { properties: Record<string, object> }>;
    };
    expect(Object.keys(definitions)).toEqual([
      'header',
      'dial',
      'handshake',
      'frame',
      'close',
      'http',
      'failure',
      'mark',
      'end',
    ]);
    const { properties = {} } = definitions.frame ?? {};
    const bare = Object.entries(properties).filter(([, one]) => !('description' in one));
    expect(bare.map(([name]) => name)).toEqual(['kind', 'opcode']);
  });

  test('nothing is said against the lines of a recording; what the reader refuses it refuses, too', async () => {
    const { getLanguageService } = await from('vscode-json-languageservice/lib/esm/jsonLanguageService.js');
    const { TextDocument } = await from('vscode-languageserver-textdocument/lib/esm/main.js');
    const json = getLanguageService({ workspaceContext: {}, schemaRequestService: async () => '' });
    json.configure({ schemas: [{ uri: 'x:/s.json', fileMatch: ['*'], schema: structuredClone(recordingSchema()) }] });
    const complaints = async (line: string): Promise<number> => {
      const document = TextDocument.create('x:/a.json', 'json', 1, line);
      const found = await json.doValidation(document, json.parseJSONDocument(document), {
        schemaValidation: 'warning',
      });
      return found.length;
    };
    const lines = sample('version-1').toString().trimEnd().split('\n');
    for (const line of lines) expect(await complaints(line), line).toBe(0);
    const bad = [
      ['"dir":"sent"', '"dir":"up"'],
      ['"seq":3', '"seq":0'],
      ['"t":50', '"t":"50"'],
      ['"round":1', '"round":1,"more":1'],
      [/"h":"./, '"h":"'],
    ] as const;
    for (const [what, other] of bad)
      expect(await complaints((lines[3] as string).replace(what, other))).toBeGreaterThan(0);
  });
});
