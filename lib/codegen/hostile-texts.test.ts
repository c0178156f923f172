/** 1,000 texts made to break out, 300 of them in whole programs: what is read back is what went in, and nothing else happened. */
import { existsSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concatBytes } from '../bytes/concat.ts';
import { encodeUtf8 } from '../bytes/utf8.ts';
import { isHidden } from '../bytes/visible.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { fish } from '../dialects/fish/fish.ts';
import { fishspeech } from '../dialects/fishspeech/fishspeech.ts';
import { commentText, pythonEscapes, quotedText, scriptEscapes } from './escaped-text.ts';
import { printfFormat } from './shell/shell-words.ts';
import { takeHome } from './take-home.ts';
import { closed, drawnRecord, type Line, opened, sent, sentRaw } from './testing/drawn-record.ts';
import { type FrameSink, frameSink } from './testing/frame-sink.ts';
import { hostileTexts } from './testing/hostile-texts.ts';
import { python, pythonHas, runPython, runScript, spawned } from './testing/run-code.ts';

const texts = hostileTexts();
const all = hostileTexts(1000);
const hasPython = await pythonHas('import ast, json');
const hasLibraries = await pythonHas('import websockets, msgpack');

let sink: FrameSink;
beforeAll(async () => {
  sink = await frameSink();
});
afterAll(() => sink.close());

describe('literals', () => {
  it('are 1,000, and different', () => {
    expect([all.length, new Set(all).size, all.slice(0, 300)]).toEqual([1000, 1000, texts]);
  });

  it('mean the text in JavaScript, as they are and through a compiler', async () => {
    const list = `[${all.map((text) => quotedText(text, scriptEscapes)).join(',\n')}]`;
    const context = createContext({});
    expect([...runInContext(list, context)]).toEqual(all);
    const { code } = await transform(`read(${list})`, { loader: 'ts' });
    let heard: string[] = [];
    const read = (list: string[]) => {
      heard = [...list];
    };
    const listening = createContext({ read });
    runInContext(code, listening);
    expect(heard).toEqual(all);
    expect([Object.keys(context), Object.keys(listening)]).toEqual([[], ['read']]);
  });

  it.skipIf(!hasPython)('mean the text in Python', async () => {
    const literals = JSON.stringify(all.map((text) => quotedText(text, pythonEscapes)));
    const program = 'import ast, json, sys\nprint(json.dumps([ast.literal_eval(one) for one in json.load(sys.stdin)]))';
    const { out, errors } = await spawned(python, ['-c', program], {}, literals);
    expect(errors).toBe('');
    expect(JSON.parse(out)).toEqual(all);
  });

  it.skipIf(!existsSync('/bin/sh'))('mean the text in a shell', async () => {
    const program = all.map((text) => `printf 'T${printfFormat(text)}\\n'`).join('\n');
    const { bytes, errors } = await spawned('/bin/sh', ['-s'], {}, program);
    expect(errors).toBe('');
    expect(new Uint8Array(bytes)).toEqual(concatBytes(all.map((text) => encodeUtf8(`T${text}\n`))));
    expect(existsSync('hacked')).toBe(false);
  });

  it('show every character, and comments stay one line', () => {
    for (const text of all) {
      const written = quotedText(text, scriptEscapes) + quotedText(text, pythonEscapes) + commentText(text);
      expect([...written].filter((point) => isHidden(point.codePointAt(0) as number))).toEqual([]);
    }
  });
});

/** "text" as a str32, so that no encoder writes the frame: it goes home as bytes, the text in a comment above. */
function oddText(t: number, text: string): Line {
  const bytes = encodeUtf8(text);
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, bytes.length);
  const head = Uint8Array.from(Buffer.from('82a56576656e74a474657874a474657874db', 'hex'));
  return sentRaw(t, 'binary', concatBytes([head, size, bytes]));
}

function session(dialect: Dialect): Line[] {
  const lines = texts.flatMap((text) => [
    sent(20, dialect, { event: 'text', text, [text]: { nested: [text, 1] } }),
    ...(dialect === fish
      ? [oddText(20, text)]
      : [sentRaw(20, 'text', encodeUtf8(` {"event":"text","text":${JSON.stringify(text)}}`))]),
  ]);
  const start = opened('ws://127.0.0.1:9/v1/tts/live', 's2-pro');
  return [...start, ...lines, closed(30, 'peer')];
}

describe('a title that names an encoding', () => {
  it.skipIf(!hasPython).each(['raw_unicode_escape', 'unicode_escape', 'utf-7', 'rot13'])(
    '%s: Python reads what it would read without',
    async (encoding) => {
      const lines = [
        ...opened('ws://127.0.0.1:9/v1/tts/live', 's2-pro'),
        oddText(20, '\\u000aopen("hacked", "w")\\u000a+AAo-'),
        closed(30, 'us'),
      ];
      const record = drawnRecord(fish, lines);
      const source = (title: string) => {
        const home = takeHome(record, fish, title, 'py-websockets');
        return 'text' in home ? home.text : home.why;
      };
      const program =
        'import ast, json, sys\nprint(json.dumps([ast.dump(ast.parse(one.encode())) for one in json.load(sys.stdin)]))';
      const pair = JSON.stringify([source('plain'), source(`coding: ${encoding} \\u000aopen("hacked", "w")\\u000a`)]);
      const { out, errors } = await spawned(python, ['-c', program], {}, pair);
      expect(errors).toBe('');
      const [plain, odd] = JSON.parse(out);
      expect(odd).toBe(plain);
      expect(plain).toContain('asyncio');
    },
  );
});

describe('programs', () => {
  const dialects = [fish, fishspeech];
  const targets = ['ts-ws', ...(hasLibraries ? (['py-websockets'] as const) : [])] as const;

  it.each(dialects.flatMap((dialect) => targets.map((target) => [dialect.id, target, dialect] as const)))(
    '%s in %s sends all 600 frames as they were',
    async (_, target, dialect) => {
      const record = drawnRecord(dialect, session(dialect));
      const home = takeHome(record, dialect, texts.join(''), target);
      if ('why' in home) throw new Error(home.why);
      const run = target === 'ts-ws' ? runScript : runPython;
      const variables = dialect.id.toUpperCase();
      const env = { [`${variables}_API_KEY`]: 'k\'"$(x)', [`${variables}_BASE_URL`]: `${sink.base}/n600` };
      const ran = await run(home.text, env);
      expect([ran.errors, ran.code]).toEqual(['', 0]);
      const wanted: string[] = [];
      for (let seq = 3; seq <= 602; seq++) {
        const letter = record.opcodeOf(seq) === 'text' ? 't' : 'b';
        wanted.push(letter + Buffer.from(record.bytesOf(seq)).toString('hex'));
      }
      expect(sink.sessions.at(-1)?.frames).toEqual(wanted);
    },
  );
});
