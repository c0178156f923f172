/** One conversation with the sandbox, with a fault or without, on a fake clock: what its client saw, and what the lint makes of it. */

import { encodeUtf8 } from '../../bytes/utf8.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { AudioFormat, Reading } from '../../dialects/dialect.ts';
import { dialectOf } from '../../dialects/registry.ts';
import type { Finding } from '../../dialects/rule.ts';
import { openLint } from '../../lint/open-lint.ts';
import type { EntryBody } from '../../session/entry.ts';
import { openTiming } from '../../timing/session-timing.ts';
import { frameOf, type Step } from '../drawn-conversation.ts';
import { type MemoryClient, openInMemory } from '../memory-host.ts';
import { sandboxServer } from '../servers.ts';
import { parseSwitches } from '../switches.ts';
import { sampleBytes, sampleSeconds, sampleVoice } from './sample-voice.ts';

export type SeenFrame = {
  t: number;
  opcode: 'text' | 'binary';
  bytes: Uint8Array;
  event: string;
  role: Reading['role'];
  audio: Uint8Array;
};
export type Talked = {
  frames: SeenFrame[];
  close: { code: number; reason: string; t: number } | null;
  findings: readonly Finding[];
};

export type TalkAsk = {
  dialect: 'fish' | 'fishspeech';
  format: AudioFormat;
  fault?: string;
  switches?: string;
  sends?: readonly Step[];
};

const rates: Readonly<Record<AudioFormat, number>> = { mp3: 44100, opus: 48000, wav: 44100, pcm: 16000 };

function usual({ dialect, format }: TalkAsk): Step[] {
  const text = (words: string) => ({ event: 'text', text: words });
  if (dialect === 'fishspeech')
    return [
      { event: 'start', token: 'sandbox', request: { format, latency: 'balanced' } },
      text('The first half of it all.'),
      text('And the other half.'),
    ];
  const request = { text: '', format, sample_rate: rates[format], latency: 'low' };
  return [
    { event: 'start', request },
    text('The first half of it all, '),
    { event: 'flush' },
    text('and then the other half. '),
    { event: 'flush' },
    { event: 'stop' },
  ];
}

export async function talk(ask: TalkAsk): Promise<Talked> {
  const dialect = dialectOf(ask.dialect);
  const server = sandboxServer(ask.dialect);
  const pairs = (ask.switches ?? 'pace=0,firstAudioMs=50,chunkBytes=3000')
    .split(',')
    .map((pair) => pair.split('=') as [string, string]);
  const switches = parseSwitches([...pairs, ...(ask.fault === undefined ? [] : [['fault', ask.fault] as const])]);
  if (dialect === undefined || server === null || 'code' in switches)
    throw new Error(`cannot talk: ${JSON.stringify(switches)}`);
  const clock = fakeClock();
  const reader = dialect.openReader();
  const lint = openLint(dialect);
  const timing = openTiming(dialect);
  const perByte = sampleSeconds / sampleBytes(ask.format).length;
  const got: Talked = { frames: [], close: null, findings: [] };
  let seq = 0;
  const write = (body: EntryBody): Reading | null => {
    const reading = body.kind === 'frame' ? reader.read(body) : null;
    const entry = { seq: ++seq, t: clock.now(), ...body };
    lint.take(entry, reading, reader.audioAsk());
    timing.take(entry, reading);
    const span = reading?.audio ?? null;
    if (span !== null) timing.sound({ seq, seconds: (span.end - span.start) * perByte, audibleS: 0 });
    return reading;
  };
  write({ kind: 'handshake', status: 101, statusText: '', headers: [] });
  // Behaviours may speak before the client's end is there.
  const client: { end: MemoryClient | null } = { end: null };
  client.end = openInMemory(
    server.behaviour,
    { clock, voice: sampleVoice(), switches },
    { model: 's1', path: '' },
    {
      onFrame(opcode, bytes) {
        const reading = write({ kind: 'frame', dir: 'received', opcode, bytes });
        if (reading === null) return;
        const span = reading.audio;
        const audio = span === null ? new Uint8Array(0) : bytes.subarray(span.start, span.end);
        got.frames.push({ t: clock.now(), opcode, bytes, event: reading.event, role: reading.role, audio });
      },
      onClose(code, reason) {
        const by = code === 1006 ? 'network' : 'peer';
        write({ kind: 'close', by, code, reason: encodeUtf8(reason), clean: by === 'peer' });
        got.close = { code, reason, t: clock.now() };
      },
    },
  );
  const ends = ask.dialect === 'fish' ? 'finish' : 'done';
  let done = 0;
  for (const step of ask.sends ?? usual(ask)) {
    await clock.advance(20);
    if (got.close !== null) break;
    const { opcode, bytes } = frameOf(ask.dialect, step);
    write({ kind: 'frame', dir: 'sent', opcode, bytes: bytes.slice() });
    client.end.send(opcode, bytes);
    // Everything that is asked for is heard before more is asked for.
    if (step.event === 'flush' || (ask.dialect === 'fishspeech' && 'text' in step)) await clock.advance(9000);
    if (ask.dialect === 'fishspeech' && 'text' in step) done++;
  }
  await clock.advance(40_000);
  const ended = got.frames.filter(({ event }) => event === ends).length >= (ask.dialect === 'fish' ? 1 : done);
  if (got.close === null && ended)
    write({ kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(0), clean: true });
  lint.end(got.close !== null || ended);
  client.end.close();
  timing.end();
  lint.timing(timing.view());
  got.findings = lint.findings();
  if (clock.pending() > 0) throw new Error(`${clock.pending()} timers are left`);
  return got;
}
