/** Every hostile file gives what its manifest says must be shown of it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { entryToJson } from '../entry-json.ts';
import { drawn, framesOf, type Imported, imported, marksOf, sample } from './testing/imported.ts';

type Row = { file: string; sha256: string; title: string; mustShow: string; control?: true; goodFrames?: number };
const manifest = JSON.parse(readFileSync(new URL('samples/hostile/manifest.json', import.meta.url), 'utf8')) as {
  files: Row[];
};

const counts = ({ sessions }: Imported) => sessions.map(({ entries }) => framesOf(entries).length);
const allMarks = ({ sessions }: Imported) => sessions.flatMap(({ entries }) => marksOf(entries));
const firstOf = ({ sessions }: Imported) => sessions[0]?.entries ?? [];

/** By file: what its row of the manifest means here. */
const shown: Readonly<Record<string, (read: Imported) => void>> = {
  'h01-ok.har': (read) => {
    expect(drawn(firstOf(read))).toEqual(['0 dial', '0 handshake 101', '0 sent binary 26', '400 received binary 26']);
    expect(read.survey).toMatchObject({ format: 'har', creator: 'corpus 1', problem: null, notes: [] });
    expect(read.sessions[0]?.head?.startedAt).toBe(1730000000100);
  },
  'h03-opcodes.har': (read) => {
    const marks = allMarks(read);
    for (const opcode of ['0 (a continuation)', '3', '15', '-1', '2.5', 'null', '1000000000']) {
      expect(marks.filter((says) => says.includes(`opcode ${opcode} is not known; its 26 bytes`))).toHaveLength(1);
    }
    expect(marks).toContain('its opcode is the text "2", taken as 2');
    expect(drawn(firstOf(read)).slice(-2)).toEqual(['0 close 1005 peer', '0 received ping 0']);
  },
  'h05-times.har': (read) => {
    expect(counts(read)).toEqual([7, 2]);
    for (const { entries, head } of read.sessions) {
      expect(entries.map(({ t }) => t).every((t) => Number.isFinite(t) && t >= 0)).toBe(true);
      expect(Number.isFinite(new Date(head?.startedAt ?? Number.NaN).getTime())).toBe(true);
    }
    const said = ['2', '1', '-1e+308', '1e+308', '"1730000000"', 'null'];
    expect(allMarks(read)).toEqual(
      said.map((time) => `its time cannot be used (${time}): shown with the entry before`),
    );
  },
  'h07-xss.har': (read) => {
    const [dial, , frame] = firstOf(read);
    expect(dial).toMatchObject({ kind: 'dial', headers: [{ name: '<b onmouseover=window.__xss=12>' }] });
    expect(frame?.kind === 'frame' && decodeUtf8(frame.bytes).text).toBe(
      '<iframe srcdoc="<script>parent.__xss=13</script>">',
    );
  },
  'h09-truncated.har': (read) => {
    expect(read.survey.problem).toMatchObject({ code: 'broken_file', at: { byte: 900, line: 1 } });
    expect(counts(read)).toEqual([2]);
    expect(read.sessions[0]?.end.problem?.at).toEqual({ byte: 900, line: 1 });
  },
  'h11-empty-entries.har': ({ survey }) => {
    expect(survey.notes).toEqual(['20,001 entries without request skipped']);
    expect(survey.sockets).toEqual([]);
    // The page is told the problem alone of a file without sockets.
    expect(survey.problem).toMatchObject({
      code: 'not_importable',
      detail: 'no WebSocket is recorded in it: 20,001 entries without request skipped',
    });
  },
  'h13-utf16.har': (read) => {
    expect(counts(read)).toEqual([2]);
    expect(read.survey.notes[0]).toMatch(/^UTF-16LE/);
  },
  'h15-bom-and-garbage.har': (read) => {
    expect(counts(read)).toEqual([2]);
    expect(read.survey.notes).toEqual(['something follows the JSON text, at byte 841: not read']);
  },
  'h17-urls.har': (read) => {
    const urls = read.sessions.map(({ entries: [dial] }) => (dial?.kind === 'dial' ? dial.url : null));
    expect(urls).toHaveLength(13);
    expect(urls.slice(0, 3)).toEqual([
      'javascript:alert(1)',
      'file:///etc/passwd',
      'ws://169.254.169.254/latest/meta-data/',
    ]);
    // An import names no upstream: nothing here can be dialled by its address.
    expect(new Set(read.sessions.map(({ head }) => head?.upstream))).toEqual(new Set(['import']));
  },
  'h19-future.har': (read) => {
    expect(read.survey.notes[0]).toMatch(/HAR of version "99.0"/);
    expect(counts(read)).toEqual([0]);
    expect(allMarks(read)[1]).toMatch(/^no frame: direction "teleport" is not known; its 26 bytes, as base64: gqVl/);
  },
  'h21-surrogates.har': (read) => {
    const frame = framesOf(firstOf(read))[0];
    expect(decodeUtf8(frame?.bytes ?? new Uint8Array())).toEqual({ text: '"\\ud800\\udc00\\ud800"', badAt: -1 });
    expect(allMarks(read)).toEqual(['its text holds half a character, kept as its escape']);
    expect(firstOf(read).map(entryToJson).join('').isWellFormed()).toBe(true);
  },
  'h23-not-har.har': ({ survey }) => {
    expect(survey.problem).toMatchObject({ code: 'not_importable', detail: 'it is not JSON: it looks like PNG' });
  },
  'j01-ok.jsonl': (read) => {
    expect(drawn(firstOf(read))).toEqual(['0 received binary 26', '1 sent binary 26', '2 received binary 26']);
    expect(read.survey).toMatchObject({ format: 'plain', problem: null, notes: [] });
  },
  'j03-crlf-blank-nofinal.jsonl': (read) => {
    expect(counts(read)).toEqual([2]);
    expect(read.survey).toMatchObject({ problem: null, notes: [] });
  },
  'j05-one-long-line.jsonl': ({ survey }) => {
    expect(survey.problem).toMatchObject({
      code: 'not_importable',
      at: { line: 1 },
      hint: 'No line of it can be read.',
    });
    expect(survey.problem?.detail).toMatch(/never ends: 262,190 bytes .*\(a line may have 67,108,864\)/);
  },
  'j07-concatenated.jsonl': (read) => {
    expect(counts(read)).toEqual([1]);
    expect(read.survey.problem).toMatchObject({ code: 'broken_line', at: { line: 1, byte: 0 } });
    expect(read.survey.notes[0]).toBe('line 1: it is not one JSON object');
  },
  'j09-clock.jsonl': (read) => {
    expect(counts(read)).toEqual([4]);
    expect(allMarks(read)).toEqual([
      'its time is 4,900 ms before that of the entry before: shown with it',
      'its time cannot be used ("6e3"): shown with the entry before',
      'its time cannot be used (-1): shown with the entry before',
    ]);
  },
  'j11-separators.jsonl': (read) => {
    expect(counts(read)).toEqual([2]);
    expect(decodeUtf8(framesOf(firstOf(read))[0]?.bytes ?? new Uint8Array()).text).toBe('a\u2028b\u2029c\u0085d');
  },
  'j13-version.jsonl': (read) => {
    expect(counts(read)).toEqual([2]);
    expect(read.survey.notes.slice(0, 3)).toEqual([
      'line 1: version 99 is not known here: not read',
      'line 2: its version is a text, taken as 1',
      'line 3: it has no version, taken as 1',
    ]);
  },
  'j15-html.jsonl': (read) => {
    expect(counts(read)).toEqual([0]);
    expect(allMarks(read)[0]).toMatch(/^no frame: direction "<b>in<\/b>" is not known; its 41 bytes, as base64: /);
  },
};

test('no row is left out', () => {
  expect(Object.keys(shown).sort()).toEqual(manifest.files.map(({ file }) => file.split('/')[1]).sort());
});

test.each(manifest.files)('$file: $mustShow', async ({ file, sha256, control, goodFrames }) => {
  const name = file.split('/')[1] as string;
  const bytes = sample(`hostile/${name}`);
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  const read = await imported(bytes, name);
  shown[name]?.(read);
  if (control) expect(read.survey.problem).toBeNull();
  if (goodFrames !== undefined) expect(counts(read)).toEqual([goodFrames]);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  expect('__xss' in globalThis).toBe(false);
});
