/** Every ready-made recording is what its line says: a whole file, readable, with exactly the findings that are named. */
import { readFileSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { frameHasher } from '../bytes/frame-hash.ts';
import { heldRecording } from '../cli/headless/held-recording.ts';
import { fileSource, readRecording } from '../cli/read-recording.ts';
import { realClock } from '../clock/real.ts';
import { evidenceOf } from '../console/capture/evidence-of.ts';
import { ownLines } from '../recording/export/own-format.ts';
import { DialectEvidence } from '../recording/import/dialect-guess.ts';
import { surveyFile } from '../recording/import/survey.ts';
import type { Entry } from '../session/entry.ts';
import { isReadyMade } from './ready-made-id.ts';
import { type ReadyMade, readyMade } from './recordings.ts';

beforeAll(() => frameHasher());

const pathOf = ({ file }: Pick<ReadyMade, 'file'>) => fileURLToPath(new URL(`../../public${file}`, import.meta.url));

describe.each(readyMade.map((one) => [one.id, one] as const))('%s', (_, one) => {
  const file = pathOf(one);

  test('is whole, of its protocol, small, and comes out as it went in', async () => {
    const survey = await surveyFile(fileSource(file));
    expect(survey.verdict).toMatchObject({ ok: true, says: expect.stringMatching(/^complete, unchanged/) });
    expect([survey.notes, survey.problem, survey.sockets.length]).toEqual([[], null, 1]);
    expect(survey.sockets[0]).toMatchObject({ dialect: { id: one.dialect, isSure: true }, recordedId: one.session });
    expect(statSync(file).size).toBeLessThanOrEqual(200_000);
    const { head, entries } = await whole(file);
    expect([head.id, head.upstream, isReadyMade(head.id)]).toEqual([one.session, `sandbox-${one.dialect}`, true]);
    const source = {
      head,
      title: '',
      redacted: null,
      length: entries.length,
      entry: at(entries),
      seen: () => null,
      timing: () => null,
    };
    let again = '';
    for await (const line of ownLines(source)) again += line;
    expect(again).toBe(readFileSync(file, 'utf8'));
  });

  test('has the findings that are told of it, and no others', async () => {
    const { read, evidence } = await judged(file);
    const rules = new Set(evidence.findings().map(({ rule }) => rule));
    expect([...rules].sort()).toEqual(one.rules);
    expect(one.at).toBeGreaterThan(0);
    expect(one.at).toBeLessThanOrEqual(read.entries.length);
    if (one.isGood) expect(evidence.findings().filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('its frames are read, its protocol is known by them alone, and its sound decodes', async () => {
    const { read, evidence } = await judged(file);
    const guess = new DialectEvidence();
    const frames = read.entries.filter((entry) => entry.kind === 'frame');
    for (const { dir, opcode: op, bytes, seq } of frames) {
      guess.look({ t: null, dir, op, bytes, notes: [], replaced: false } as never);
      // Packed longer than needed is told, and is no fault.
      const why = evidence.reading(seq)?.problem ?? null;
      expect(why === null || why.code.startsWith('W_'), JSON.stringify(why)).toBe(true);
    }
    if (frames.length > 0) expect(guess.guess(null)).toEqual({ id: one.dialect, isSure: true });
    const { seconds, troubles } = evidence.sound();
    expect(seconds > 0.5).toBe(frames.length > 0);
    // Where finish never came, nor told the encoder to end, the last frame of the mp3 is not whole.
    expect(troubles.length > 0).toBe(one.rules.includes('C03'));
  });
});

test('what is to be looked at is what the finding is about', async () => {
  const about: Record<string, string> = {};
  for (const one of readyMade.filter(({ isGood, rules }) => !isGood && rules.length > 0)) {
    const { evidence } = await judged(pathOf(one));
    const proven = evidence.findings().filter(({ proofs }) => proofs.some(({ seq }) => seq === one.at));
    about[one.id] = proven.map(({ rule }) => rule).join(' ');
  }
  expect(about).toEqual({
    'last-words-missing': 'A21',
    'never-finishes': 'A22',
    'glued-words': 'A26',
    'double-slash': 'A08',
    'header-in-the-middle': 'C05',
    'slow-server': 'D02 D03',
    'lost-connection': 'A51',
    'idle-drop': 'A51',
    'error-event': 'A49',
    'odd-bytes': 'A40',
  });
});

test('the slow server is blamed, and nobody else', async () => {
  const { evidence } = await judged(pathOf({ file: '/samples/slow-server.wiretone.jsonl' }));
  const blames = evidence.timing()?.blames ?? [];
  expect(new Set(blames.map(({ by }) => by))).toEqual(new Set(['upstream']));
});

test('there is a file for each and no other; ids and titles are told apart; nothing in them is a secret or a place', async () => {
  const folder = fileURLToPath(new URL('../../public/samples', import.meta.url));
  const names = await readdir(folder);
  expect(names.map((name) => `/samples/${name}`).sort()).toEqual(readyMade.map(({ file }) => file).sort());
  for (const of of ['id', 'session', 'title', 'look'] as const)
    expect(new Set(readyMade.map((one) => one[of])).size).toBe(readyMade.length);
  let bytes = 0;
  for (const one of readyMade) {
    const { entries } = await whole(pathOf(one));
    bytes += statSync(pathOf(one)).size;
    const [dial] = entries;
    const keys = /Bearer ([^"]+)"|token=([^"&]+)/.exec(JSON.stringify(dial));
    expect(keys?.[1] ?? keys?.[2]).toMatch(/^sandbox(-401)?$/);
    expect(entries.flatMap(({ masked = [] }) => masked)).toEqual([]);
    expect(dial).toMatchObject({ kind: 'dial', url: expect.stringMatching(/^ws:\/\/in-process\//) });
  }
  expect(bytes).toBeLessThan(1_500_000);
  expect(readyMade.length).toBeGreaterThanOrEqual(12);
});

const at = (entries: readonly Entry[]) => (seq: number) => entries[seq - 1] as Entry;

async function whole(file: string) {
  const read = await readRecording(file);
  if ('code' in read) throw new Error(read.detail);
  return read;
}

const known = new Map<string, ReturnType<typeof judge>>();

/** Read and judged once. */
function judged(file: string): ReturnType<typeof judge> {
  const made = known.get(file) ?? judge(file);
  known.set(file, made);
  return made;
}

async function judge(file: string) {
  const read = await whole(file);
  const held = heldRecording(read, 'a recording', realClock);
  if ('code' in held) throw new Error(held.detail);
  const evidence = evidenceOf(held);
  await evidence.settled();
  return { read, evidence };
}
