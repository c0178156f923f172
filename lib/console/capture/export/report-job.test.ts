import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hostileFrames } from '../../../../e2e/tools/hostile-frames.ts';
import { formsIn, secretForms } from '../../../../e2e/tools/secret-forms.ts';
import { openAudioStream } from '../../../audio/audio-stream.ts';
import { decodeUtf8, encodeUtf8 } from '../../../bytes/utf8.ts';
import { isHidden } from '../../../bytes/visible.ts';
import { redactedSource } from '../../../recording/export/redacted-source.ts';
import { type RedactionOptions, secretsRedacted } from '../../../recording/redact/redactor.ts';
import type { ReportLimits } from '../../../recording/report/report-source.ts';
import { reportLimits } from '../../../recording/report/report-source.ts';
import type { EntryBody } from '../../../session/entry.ts';
import type { HeldSession } from '../held-session.ts';
import type { TimingClocks } from '../held-timing.ts';
import { heldSource } from './held-source.ts';
import { reportJob } from './report-job.ts';
import { binaryFrame, closing, eventFrame, opening, spokenRounds, toldSession } from './testing/report-session.ts';

/** `options` null: nothing is looked for. */
async function report(
  held: HeldSession,
  options: RedactionOptions | null = null,
  limits: ReportLimits = reportLimits,
  clocks: TimingClocks | null = null,
) {
  const pieces: string[] = [];
  const plain = heldSource(held, null);
  const isRedacting = options !== null;
  const source = isRedacting ? (await redactedSource(plain, held.session.dialect, options)).source : plain;
  const ask = { source, isRedacting, openAudio: openAudioStream, limits, clocks };
  for await (const piece of reportJob(held, ask)) pieces.push(piece);
  return { html: pieces.join(''), pieces };
}

const voidTags = ['meta', 'link', '!doctype', 'path'];

/** Elements as they open and close; throws where they do not nest. */
function elements(html: string): string[] {
  const open: string[] = [];
  const met: string[] = [];
  for (const [, slash, name = '', self] of html.matchAll(/<(\/?)([a-z0-9!]+)(?:[^<>"]|"[^"]*")*?(\/?)>/g)) {
    if (slash === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      met.push(name);
      if (!voidTags.includes(name) && self !== '/') open.push(name);
    }
  }
  expect(open).toEqual([]);
  return met;
}

const sample = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../audio/samples/${name}`, import.meta.url)));
const sounds = [
  { format: 'mp3', sampleRateHz: 44_100, bytes: sample('fox.44100.64k.mp3') },
  { format: 'opus', sampleRateHz: 48_000, bytes: sample('fox.48000.24k.opus') },
  { format: 'wav', sampleRateHz: 16_000, bytes: sample('fox.16000.wav') },
  { format: 'pcm', sampleRateHz: 16_000, bytes: sample('fox.16000.pcm') },
] as const;

function soundsOf(html: string): { type: string; bytes: Buffer }[] {
  return [...html.matchAll(/src="data:([^;]+);base64,([^"]*)"/g)].map(([, type = '', text = '']) => ({
    type,
    bytes: Buffer.from(text, 'base64'),
  }));
}

test('a report has its parts, asks for nothing, and its links lead somewhere', async () => {
  const held = toldSession([
    ...opening,
    eventFrame('sent', { event: 'start', request: { text: '', format: 'mp3' } }),
    eventFrame('sent', { event: 'text', text: 'Hello <b>there</b> & "you"' }),
    eventFrame('received', { event: 'log', message: 'warm' }),
    closing,
  ]);
  const { html } = await report(held);
  const tags = elements(html);
  expect(tags).not.toContain('script');
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:"`);
  expect([...html.matchAll(/<h[12][^>]*>(.*?)<\/h[12]>/g)].map(([, words]) => words)).toEqual([
    '<bdi>sandbox-fish 1</bdi>',
    'Summary',
    'Findings',
    'Sound',
    'Log',
  ]);
  expect(html).toContain('<time datetime="2026-05-17T09:30:05.250Z">2026-05-17, 09:30:05.250 UTC</time>');
  expect(html).toContain('Wiretone, which opened the connection and carried it');
  expect(html).toContain('complete: 6 entries; no key was masked by the recorder; nothing was looked for');
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const links = [...html.matchAll(/ (?:href|src|action)="([^"]*)"/g)].map(([, to = '']) => to);
  expect(links.filter((to) => !to.startsWith('#') && !to.startsWith('data:'))).toEqual([]);
  expect(links.filter((to) => to.startsWith('#') && !ids.includes(to.slice(1)))).toEqual([]);
  // The client never said stop: that is a finding, with its frame.
  expect(html).toContain('<span class="badge error">Error</span> <span class="mono">A21</span>');
  expect(links.some((to) => /^#f\d+$/.test(to))).toBe(true);
  const row = /<tr id="f4">.*?<\/tr>/s.exec(html)?.[0] ?? '';
  expect(row).toContain('<span class="out"><span aria-hidden="true">↗</span> OUT</span>');
  expect(row).toContain('+20.0');
  expect(row).toContain('Hello &lt;b&gt;there&lt;/b&gt; &amp; &quot;you&quot;');
  expect(row).toContain('<b><bdi>text</bdi></b>: &quot;<bdi>Hello');
  expect(row).toMatch(/0000 {2}82 A5 65 76 65 6E 74 A4 {2}74 65 78 74 /);
  expect(html).toContain('<p>No sound was received.</p>');
});

test('the sound is in the file as it came, bare samples behind the header of a WAV file', async () => {
  const { html } = await report(toldSession([...opening, ...spokenRounds(sounds), closing]));
  elements(html);
  const found = soundsOf(html);
  expect(found.map(({ type }) => type)).toEqual(['audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/wav']);
  for (const [at, { bytes }] of sounds.slice(0, 3).entries()) expect(found[at]?.bytes.equals(bytes)).toBe(true);
  const pcm = found[3]?.bytes ?? Buffer.alloc(0);
  expect([pcm.toString('latin1', 0, 4), pcm.readUInt32LE(24), pcm.readUInt32LE(40)]).toEqual(['RIFF', 16_000, 94_880]);
  expect(pcm.subarray(44).equals(sounds[3].bytes)).toBe(true);
  expect(html).toMatch(/aria-label="Outline of 1[12]\.\d\d s of sound/);
  expect(html.match(/class="cut"/g)?.length).toBe(3);
  expect([...html.matchAll(/<h3>(Stream \d: \w+, [\d,]+ Hz)/g)].map(([, words]) => words)).toEqual([
    'Stream 1: mp3, 44,100 Hz',
    'Stream 2: opus, 48,000 Hz',
    'Stream 3: wav, 16,000 Hz',
    'Stream 4: pcm, 16,000 Hz',
  ]);
});

test('what is too much is left out, and that is said', async () => {
  const start = eventFrame('sent', { event: 'start', request: { text: '', format: 'mp3' } });
  const texts = Array.from({ length: 400 }, (_, i) =>
    eventFrame('sent', { event: 'text', text: `word ${i} `.repeat(40) }),
  );
  const held = toldSession([...opening, ...spokenRounds([sounds[0], sounds[3]]), start, ...texts, closing]);
  const limits: ReportLimits = { mostBytes: 300_000, mostSoundBytes: 30_000, wholeFrames: 10 };
  const { html } = await report(held, null, limits);
  elements(html);
  const shown = [...html.matchAll(/<tr id="f(\d+)">/g)].length;
  expect(shown).toBeGreaterThan(50);
  expect(html).toContain(`The log goes to entry ${shown} of ${held.session.log.length}: a report holds 0.3 MB`);
  expect(html).toContain(
    `The first 10 frames can be opened whole, the ${shown - 12} behind them only at their beginning.`,
  );
  expect(html).toContain('The first 64 of ');
  expect(soundsOf(html).length).toBe(1);
  expect(html).toContain('It is not in this file: a report holds 0.03 MB of sound.');
  const sound = soundsOf(html)[0]?.bytes.length ?? 0;
  expect(encodeUtf8(html).length).toBeLessThan(limits.mostBytes + (sound * 4) / 3 + 20_000);
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  expect([...html.matchAll(/href="#([^"]+)"/g)].filter(([, to = '']) => !ids.has(to))).toEqual([]);
  // What stands further on is named all the same.
  const last = held.session.log.length - 1;
  expect([shown < last, html.includes(`Seen in entry ${last}.`)]).toEqual([true, true]);
});

test('hostile frames stay text: no element of theirs, nothing hidden, no direction that leaks', async () => {
  for (const dialect of ['fish', 'fishspeech'] as const) {
    const frames = hostileFrames.filter((frame) => frame.dialect === dialect);
    const bodies = frames.map(({ id, wire, ...frame }): EntryBody => {
      const { file } = frame as unknown as { file: string };
      const path = new URL(`../../../msgpack/samples/hostile/${file}`, import.meta.url);
      expect(id).not.toBe('');
      return { kind: 'frame', dir: 'received', opcode: wire, bytes: new Uint8Array(readFileSync(path)) };
    });
    const evil = '"><script>window.__xss=1</script><img src=x onerror=__xss=2>\u202e\u0000\u200b\ud800';
    const { html } = await report(
      toldSession(
        [
          { kind: 'dial', url: `wss://x/${evil}`, headers: [{ name: evil, value: evil }], via: 'import' },
          { kind: 'handshake', status: 403, statusText: evil, headers: [], body: encodeUtf8(evil) },
          ...bodies,
          { kind: 'mark', by: 'user', says: evil },
          { kind: 'close', by: 'peer', code: 4000, reason: encodeUtf8(evil.slice(0, 60)), clean: true },
        ],
        { dialect, upstream: evil },
      ),
    );
    const tags = new Set(elements(html));
    for (const tag of ['script', 'img', 'iframe']) expect(tags).not.toContain(tag);
    expect(html).not.toMatch(/<[^>]* on[a-z]+=/);
    expect([...html].filter((point) => point !== '\n' && isHidden(point.codePointAt(0) as number))).toEqual([]);
    expect(html).toContain('<span class="token">⟦RLO⟧</span>');
    expect(decodeUtf8(encodeUtf8(html)).badAt).toBe(-1);
  }
});

test('what the redactor takes out is nowhere: not in a name of an event, a finding, a figure, a dump, the words of the end', async () => {
  const secret = 'canary-0123456789abcdef';
  const bodies: EntryBody[] = [
    { kind: 'dial', url: `wss://told/?token=${secret}`, headers: [{ name: 'x-key', value: secret }], via: 'relay' },
    ...opening.slice(1),
    ...spokenRounds([sounds[0]]),
    eventFrame('received', { event: secret, [secret]: secret }),
    eventFrame('received', { event: 'log', message: `Bearer ${secret}` }),
    binaryFrame('received', encodeUtf8(`\xc1${secret}`)),
    { kind: 'mark', by: 'user', says: secret },
    { kind: 'close', by: 'peer', code: 4001, reason: encodeUtf8(secret), clean: true },
  ];
  const held = toldSession(bodies);
  const plain = await report(held);
  expect(formsIn(plain.html, secretForms(secret))).toContain('plain');
  const { html, pieces } = await report(held, secretsRedacted);
  elements(html);
  expect(formsIn(html, secretForms(secret))).toEqual([]);
  expect(html).toContain('redacted in 9 places for this report, with a filler of the same length.');
  expect(html).toContain('Closed 4001 &quot;secret#1...............&quot;');
  // The sound is the same, and the session itself is as it was.
  expect(soundsOf(html)[0]?.bytes.equals(sounds[0].bytes)).toBe(true);
  expect(held.session.meaningOf(1)).toContain(secret);
  expect(pieces.length).toBeGreaterThan(5);
});

test('an ordinary session is read once: nothing to take out, no second copy', async () => {
  const held = toldSession([...opening, eventFrame('received', { event: 'log', message: 'warm' }), closing]);
  const { html } = await report(held, secretsRedacted);
  expect(html).toContain('nothing had to be taken out for this report');
});

test('what the clocks of the page tell is found in a redacted report too', async () => {
  const held = toldSession([
    { ...opening[0], url: 'wss://told/?token=canary-0123456789abcdef' } as EntryBody,
    ...opening.slice(1),
    ...spokenRounds([sounds[0]]),
    closing,
  ]);
  const late = Math.floor(held.session.log.length / 2);
  const clocks: TimingClocks = {
    seenAt: (seq) => ({ t: held.session.log.tOf(seq) + (seq < late ? 5 : 900), uncertainMs: 1 }),
    offsetAt: () => null,
    heardAt: () => null,
    underruns: () => [],
    absences: () => [],
  };
  const { html } = await report(held, secretsRedacted, reportLimits, clocks);
  expect(html).toContain('the network&#39;s or the relay&#39;s.');
  expect(html).toContain('<span class="mono">D11</span>');
});
