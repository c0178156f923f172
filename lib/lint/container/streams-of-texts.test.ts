/** A done per text: one stream goes on over the texts, or each text has a stream of its own. Neither is a fault. */
import { expect, test } from 'vitest';
import { concatBytes } from '../../bytes/concat.ts';
import { fakeClock } from '../../clock/fake.ts';
import { fishspeech } from '../../dialects/fishspeech/fishspeech.ts';
import { frameOf, type Step } from '../../sandbox/drawn-conversation.ts';
import { streamWavHeader } from '../../sandbox/formats/wav-header.ts';
import { openInMemory } from '../../sandbox/memory-host.ts';
import { sandboxServer } from '../../sandbox/servers.ts';
import { parseSwitches } from '../../sandbox/switches.ts';
import { toneVoice } from '../../sandbox/tone-voice.ts';
import type { Voice } from '../../sandbox/voice.ts';
import type { EntryBody } from '../../session/entry.ts';
import { openLint } from '../open-lint.ts';

const start: Step = { event: 'start', token: 'sandbox', request: { format: 'wav' } };
const text = (words: string): Step => ({ event: 'text', text: words });

/** The tones with a header in front of each stream. */
const wavVoice: Voice = {
  open(ask) {
    const stream = toneVoice().open(ask);
    let head = streamWavHeader(ask.sampleRateHz);
    return {
      ...stream,
      async speak(words, speaker) {
        const { bytes, audioMs } = await stream.speak(words, speaker);
        const spoken = { bytes: concatBytes([head, bytes]), audioMs };
        head = new Uint8Array(0);
        return spoken;
      },
    };
  },
};

/** The rules that fire when the moves are played to the sandbox; numbers let time pass. */
async function rulesOf(switches: [string, string][], moves: readonly (Step | number)[]): Promise<string[]> {
  const parsed = parseSwitches(switches);
  const server = sandboxServer('fishspeech');
  if ('code' in parsed || server === null) throw new Error('bad test');
  const clock = fakeClock();
  const lint = openLint(fishspeech);
  const reader = fishspeech.openReader();
  let seq = 0;
  let audioBytes = 0;
  const take = (body: EntryBody) => {
    const reading = body.kind === 'frame' ? reader.read(body) : null;
    if (reading?.audio) audioBytes += reading.audio.end - reading.audio.start;
    lint.take({ seq: ++seq, t: clock.now(), ...body }, reading, reader.audioAsk());
  };
  const client = openInMemory(
    server.behaviour,
    { clock, voice: wavVoice, switches: parsed },
    { model: '' },
    { onFrame: (opcode, bytes) => take({ kind: 'frame', dir: 'received', opcode, bytes }), onClose: () => {} },
  );
  await clock.advance(0);
  for (const move of moves) {
    if (typeof move === 'number') await clock.advance(move);
    else {
      const frame = frameOf('fishspeech', move);
      take({ kind: 'frame', dir: 'sent', ...frame });
      client.send(frame.opcode, frame.bytes);
      await clock.advance(0);
    }
  }
  take({ kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(), clean: true });
  client.close();
  // The close ends the stream; the record goes on to be open.
  expect(audioBytes).toBeGreaterThan(10_000);
  return [...new Set(lint.findings().map(({ rule }) => rule))].sort();
}

const two = [start, text('one two three'), 10_000, text('four five six'), 10_000];

test('one stream over two texts, two streams of two texts', async () => {
  expect(await rulesOf([], two)).toEqual([]);
  expect(await rulesOf([['stream', 'text']], two)).toEqual([]);
});

test('what was given up may break off; what the client leaves may not', async () => {
  const long = text('a long sentence that takes a while to be spoken to its end');
  const paced: [string, string][] = [
    ['chunkBytes', '7777'],
    ['pace', '1'],
  ];
  expect(await rulesOf(paced, [start, long, 660, { event: 'stop' }, 10_000, text('one two'), 10_000])).toEqual([]);
  expect(await rulesOf(paced, [start, long, 660])).toEqual(['B09', 'C03']);
});
