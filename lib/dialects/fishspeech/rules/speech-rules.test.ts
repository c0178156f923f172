import { parse } from 'jsonc-parser';
import { expect, test } from 'vitest';
import { fromHex } from '../../../bytes/hex.ts';
import { encodeUtf8 } from '../../../bytes/utf8.ts';
import { fakeClock } from '../../../clock/fake.ts';
import { openInMemory } from '../../../sandbox/memory-host.ts';
import { sandboxServer } from '../../../sandbox/servers.ts';
import { parseSwitches } from '../../../sandbox/switches.ts';
import { toneVoice } from '../../../sandbox/tone-voice.ts';
import type { Entry, EntryBody } from '../../../session/entry.ts';
import type { EventValue } from '../../dialect.ts';
import type { Proof, Reporter } from '../../rule.ts';
import { fishspeech } from '../fishspeech.ts';
import { speechRules } from './speech-rules.ts';

type Kept = { rule: string; severity: string; says: string; proofs: Proof[]; count: number };

/** Runs entries through the rules; `time` told as drawn. */
function lint(moves: readonly (Entry | number)[]): Kept[] {
  const kept = new Set<Kept>();
  const reporter: Reporter = {
    report(rule, says, proofs, severity) {
      const text = speechRules.rules.find((one) => one.id === rule);
      if (text === undefined) throw new Error(`no rule ${rule}`);
      const one = { rule, severity: severity ?? text.severity, says, proofs: [...proofs], count: 1 };
      kept.add(one);
      return {
        again(proof, now) {
          one.proofs.push(proof);
          one.count++;
          if (now !== undefined) one.says = now;
        },
        withdraw: () => kept.delete(one),
      };
    },
  };
  const machine = speechRules.open(reporter);
  const reader = fishspeech.openReader();
  for (const move of moves) {
    if (typeof move === 'number') machine.time(move);
    else machine.entry(move, move.kind === 'frame' ? reader.read(move) : null);
  }
  machine.end(true);
  return [...kept];
}

/** A drawing, a line an entry 10 ms after the one before or `@ms`; `time 9000` tells the time. */
function drawn(drawing: string): (Entry | number)[] {
  let t = 0;
  let seq = 0;
  return drawing
    .trim()
    .split('\n')
    .map((line) => {
      const at = / @(\d+)$/.exec(line);
      t = at === null ? t + 10 : Number(at[1]);
      const [first = '', ...rest] = line
        .trim()
        .replace(/ @\d+$/, '')
        .split(' ');
      if (first === 'time') return Number(rest[0]);
      seq++;
      return { seq, t, ...bodyOf(first, rest.join(' ')) };
    });
}

function bodyOf(first: string, rest: string): EntryBody {
  if (first === '>' || first === '<') {
    const dir = first === '>' ? 'sent' : 'received';
    const hex = rest.startsWith('0x') ? fromHex(rest.slice(2)) : null;
    if (hex !== null) return { kind: 'frame', dir, opcode: 'binary', bytes: hex };
    return { kind: 'frame', dir, opcode: 'text', bytes: encodeUtf8(rest) };
  }
  if (first === 'close') {
    const by = rest as 'us' | 'peer' | 'network';
    return { kind: 'close', by, code: 1000, reason: new Uint8Array(), clean: true };
  }
  const [query = '', ...headers] = rest.split(' ');
  const shown = headers.map((header) => {
    const [name = '', value = ''] = header.split('=');
    return { name, value: value.replace('_', ' ') };
  });
  return { kind: 'dial', url: `wss://fishspeech.live/v1/tts/ws${query}`, headers: shown, via: 'relay' };
}

const dial = 'dial ?token=key#1.......';
const connected = '< {"event":"connected","message":"WebSocket connection established"}';
const start = '> {"event":"start","token":"key#1.......","request":{"format":"mp3"}}';
const ready = '< {"event":"ready","message":"TTS service ready"}';
const opened = [dial, connected, start, ready].join('\n');
const text = (words = 'Hi.') => `> {"event":"text","text":"${words}"}`;
const processing = '< {"event":"processing","text":"Hi."}';
const audio = '< {"event":"audio","format":"mp3","text":"Hi."}';
const done = '< {"event":"done","text":"Hi."}';
const spoken = [text(), processing, audio, '< 0xfffb', '< 0x0102', done].join('\n');
const stop = '> {"event":"stop"}';
const stopped = '< {"event":"stopped"}';
const asks = (request: string) =>
  [dial, connected, `> {"event":"start","token":"key#1.......","request":${request}}`, ready].join('\n');

/** The exact ids of each; B03 is in all that have a key in the address, which the protocol asks for. */
const corpus: [name: string, ids: string, drawing: string][] = [
  ['a whole conversation', 'B03', [opened, spoken, spoken, stop, stopped, 'close us'].join('\n')],
  ['B01 no query', 'B01', [opened.replace('?token=key#1.......', ''), spoken].join('\n')],
  ['B01 an empty token', 'B01', [opened.replace('key#1.......', ''), spoken].join('\n')],
  ['B01 near: among others', 'B03', [opened.replace('?token', '?a=1&token'), spoken].join('\n')],
  ['B01 near: no dial in the record', '', [connected, start, ready].join('\n')],
  ['B02 missing', 'B02 B03', opened.replace('"token":"key#1.......",', '')],
  ['B02 empty', 'B02 B03', opened.replace('"key#1......."', '""')],
  ['B02 another key', 'B02 B03', opened.replace('"key#1......."', '"key#2......."')],
  ['B02 near: escaped in the address', 'B03', opened.replace('"key#1......."', '"key#1...."')],
  [
    'B02 near: escapes',
    'B03',
    opened.replace('?token=key#1.......', '?token=a%2Fb').replace('"key#1......."', '"a/b"'),
  ],
  ['B02 near: too short to tell', 'B03', opened.replace('?token=key#1.......', '?token=***')],
  ['B04 MessagePack', 'B03 B04', [opened, '> 0x81a56576656e74a473746f70'].join('\n')],
  ['B04 any binary frame', 'B03 B04', [opened, '> 0x7b7d'].join('\n')],
  ['B04 near: binary received', 'B03', [opened, spoken].join('\n')],
  ['B05 start before connected', 'B03 B05', [dial, start, connected, ready].join('\n')],
  ['B05 text before ready', 'B03 B05', [dial, connected, start, text(), ready, processing, done].join('\n')],
  ['B05 near: a second start', 'B03', [opened, start, spoken].join('\n')],
  ['B06 flush', 'B03 B06', [opened, '> {"event":"flush"}'].join('\n')],
  ['B06 request.text', 'B03 B06', asks('{"text":""}')],
  ['B06 near: text elsewhere', 'B03', [opened, spoken].join('\n')],
  ['B07 format', 'B03 B07', asks('{"format":"pcm"}')],
  ['B07 latency', 'B03 B07', asks('{"latency":"low"}')],
  ['B07 version', 'B03 B07', asks('{"version":"s1-mini"}')],
  ['B07 no text', 'B03 B07', asks('{"version":1}')],
  ['B07 near', 'B03', asks('{"format":"wav","latency":"balanced","version":"v2"}')],
  ['B08 no audio event', 'B03 B08', [opened, text(), processing, '< 0x00', audio, '< 0x00', done].join('\n')],
  ['B08 after done', 'B03 B08', [opened, spoken, '< 0x00'].join('\n')],
  ['B08 near: many frames for one event', 'B03', [opened, spoken].join('\n')],
  ['B09 closed at the first sound', 'B03 B09', [opened, text(), processing, audio, '< 0x00', 'close us'].join('\n')],
  ['B09 near: after done', 'B03', [opened, spoken, 'close us'].join('\n')],
  ['B09 near: the server closed', 'B03', [opened, text(), 'close peer'].join('\n')],
  ['B09 near: abandoned before', 'B03', [opened, text(), stop, stopped, 'close us'].join('\n')],
  ['B10', 'B03 B10', [opened, text(), text('b'), done, done].join('\n')],
  ['B10 near: after done', 'B03', [opened, spoken, spoken].join('\n')],
  ['B10 near: after stop', 'B03', [opened, text(), stop, stopped, spoken].join('\n')],
  ['B11 silence', 'B03 B11', [opened, `${stop} @1000`, 'time 6001'].join('\n')],
  ['B11 too late', 'B03 B11', [opened, `${stop} @1000`, `${stopped} @6001`].join('\n')],
  ['B11 near: just in time', 'B03', [opened, `${stop} @1000`, 'time 6000', `${stopped} @6000`].join('\n')],
  [
    'B11 near: withdrawn, the answer was on its way',
    'B03',
    [opened, `${stop} @1000`, 'time 6400', `${stopped} @5900`].join('\n'),
  ],
  ['B11 near: closed before', 'B03', [opened, `${stop} @1000`, 'close peer @2000', 'time 9000'].join('\n')],
  ['B12 model', 'B03 B12', opened.replace(dial, `${dial} model=s1`)],
  ['B12 Bearer', 'B03 B12', opened.replace(dial, `${dial} Authorization=Bearer_key#1...`)],
  ['B12 near: other headers', 'B03', opened.replace(dial, `${dial} User-Agent=x Authorization=Basic_x`)],
  ['B13', 'B03 B13', [opened, text(), '< {"event":"error","message":"no credit","text":"Hi."}', 'close us'].join('\n')],
  ['B13 near: sent by the client', 'B03 B15', [opened, '> {"event":"error","message":"x"}'].join('\n')],
  ['B14 event', 'B03 B14', [opened, '< {"event":"usage","n":1}'].join('\n')],
  ['B14 key', 'B03 B14', [opened, '< {"event":"stopped","reason":"x"}'].join('\n')],
  ['B14 near: a known optional key', 'B03 B13', [opened, '< {"event":"error","message":"x","text":"y"}'].join('\n')],
  ['B14 near: unknown to us, but sent', 'B03', [opened, '> {"event":"usage","n":1}'].join('\n')],
  ['B15 no object', 'B03 B15', [opened, '< [1]'].join('\n')],
  ['B15 no JSON', 'B03 B15', [opened, '> {"event":'].join('\n')],
  ['B15 no event', 'B03 B15', [opened, '> {"text":"x"}'].join('\n')],
  ['B15 event of the wrong type', 'B03 B15', [opened, '< {"event":1}'].join('\n')],
  ['B15 a missing field', 'B03 B15', [opened, '< {"event":"done"}'].join('\n')],
  ['B15 a wrong type', 'B03 B15', [opened, '> {"event":"text","text":5}'].join('\n')],
  ['B15 a token of the wrong type', 'B03 B15', opened.replace('"key#1......."', '7')],
  ['B15 wrong direction', 'B03 B15', [opened, '< {"event":"text","text":"x"}'].join('\n')],
  ['B15 near: message may be missing', 'B03', opened.replace(',"message":"TTS service ready"', '')],
];

test.each(corpus)('%s', (_, ids, drawing) => {
  const met = [...new Set(lint(drawn(drawing)).map(({ rule }) => rule))].sort();
  expect(met.join(' ')).toBe(ids);
});

test('every rule is tripped and has a near miss', () => {
  const ids = speechRules.rules.map(({ id }) => id);
  expect([...ids].sort()).toEqual(Array.from({ length: 15 }, (_, i) => `B${String(i + 1).padStart(2, '0')}`));
  for (const id of ids) {
    const named = corpus.filter(([name]) => name.startsWith(id));
    expect(
      corpus.some(([, met]) => met.split(' ').includes(id)),
      id,
    ).toBe(true);
    if (id !== 'B03')
      expect(
        named.some(([name, met]) => name.includes('near') && !met.includes(id)),
        id,
      ).toBe(true);
  }
  expect(corpus.some(([, met]) => !met.includes('B03'))).toBe(true);
});

test('a finding is proven by its bytes, said in a sentence, counted', () => {
  const seven = asks('{"version":"v3-turbo"}');
  const b07 = lint(drawn(seven)).find(({ rule }) => rule === 'B07');
  expect(b07).toMatchObject({ severity: 'warning', says: 'version is "v3-turbo", documented for REST only.' });
  const [proof] = b07?.proofs ?? [];
  const bytes = encodeUtf8(seven.split('\n')[2]?.slice(2) ?? '');
  expect(new TextDecoder().decode(bytes.subarray(proof?.span?.start, proof?.span?.end))).toBe('"v3-turbo"');
  expect(proof).toMatchObject({ seq: 3, field: 'request.version' });
  const b08 = lint(drawn([opened, '< 0x00', '< 0x01', '< 0x02'].join('\n'))).filter(({ rule }) => rule === 'B08');
  expect(b08.map(({ count, proofs }) => [count, proofs.map(({ seq }) => seq)])).toEqual([[3, [5, 6, 7]]]);
});

test('a server that invents names without end makes few findings', () => {
  const names = Array.from({ length: 500 }, (_, i) => `< {"event":"e${i}"}`);
  const met = lint(drawn([opened, ...names].join('\n'))).filter(({ rule }) => rule === 'B14');
  expect(met.length).toBe(51);
  expect(met.reduce((sum, { count }) => sum + count, 0)).toBe(500);
});

test.each([
  [{ event: 'start', token: { $key: true }, request: { format: 'mp3' } }, []],
  [{ event: 'start', request: { format: 'pcm', text: '' } }, ['B02 token', 'B06 request.text', 'B07 request.format']],
  [{ event: 'flush' }, ['B06 event']],
  [{ event: 'text' }, ['B15 text']],
  [{ event: 'ready' }, ['B15 event']],
  [null, ['B15 ']],
  [undefined, ['B15 ']],
])('before sending: %j', (event, expected) => {
  expect(speechRules.ofEvent(event).map(({ rule, field }) => `${rule} ${field}`)).toEqual(expected);
  for (const { rule } of speechRules.ofEvent(event)) {
    expect(speechRules.rules.find(({ id }) => id === rule)?.beforeSending).toBe(true);
  }
});

/** The shipped first session against the sandbox: what the linter says of it. */
async function sandboxFindings(switches: [string, string][]): Promise<Kept[]> {
  const server = sandboxServer('fishspeech');
  const parsed = parseSwitches(switches);
  if (server === null || 'code' in parsed) throw new Error('no sandbox');
  const clock = fakeClock();
  const moves: (Entry | number)[] = [];
  const note = (body: EntryBody) => moves.push({ seq: moves.length + 1, t: clock.now(), ...body });
  note({ kind: 'dial', url: 'ws://127.0.0.1/v1/tts/ws?token=sandbox', headers: [], via: 'sandbox' });
  const client = openInMemory(
    server.behaviour,
    { clock, voice: toneVoice(), switches: parsed },
    { model: '' },
    {
      onFrame: (opcode, bytes) => note({ kind: 'frame', dir: 'received', opcode, bytes }),
      onClose: (code) => note({ kind: 'close', by: 'peer', code, reason: new Uint8Array(), clean: true }),
    },
  );
  const session = fishspeech.sampleSession.replaceAll(/\{\s*"\$key":\s*true\s*\}/g, '"sandbox"');
  await clock.advance(0);
  for (const event of (parse(session) as Record<string, EventValue>[]).filter((step) => 'event' in step)) {
    const { opcode, bytes } = fishspeech.encode(event);
    note({ kind: 'frame', dir: 'sent', opcode, bytes });
    client.send(opcode, bytes);
    await clock.advance(10_000);
  }
  client.close();
  note({ kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(), clean: true });
  return lint(moves);
}

test('the sandbox and the first session are clean', async () => {
  expect((await sandboxFindings([])).map(({ rule }) => rule)).toEqual(['B03']);
});
