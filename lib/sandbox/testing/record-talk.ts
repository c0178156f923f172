/** Conversations with a sandbox as a recorder would have written them down, on a fake clock. For tests only. */
import { frameHasher } from '../../bytes/frame-hash.ts';
import { encodeUtf8 } from '../../bytes/utf8.ts';
import { fakeClock } from '../../clock/fake.ts';
import type { Entry, EntryBody, Shown } from '../../session/entry.ts';
import { frameOf, type Step } from '../drawn-conversation.ts';
import { streamWavHeader } from '../formats/wav-header.ts';
import { openInMemory } from '../memory-host.ts';
import { sandboxServer } from '../servers.ts';
import type { Switches } from '../switches.ts';
import { toneVoice } from '../tone-voice.ts';
import type { Voice } from '../voice.ts';

/** The tone voice in real WAV files: a header with the first piece of each stream. */
export function wavVoice(): Voice {
  const tones = toneVoice();
  return {
    open(ask) {
      const stream = tones.open(ask);
      let header: Uint8Array = streamWavHeader(ask.sampleRateHz);
      return {
        ...stream,
        async speak(text, speaker) {
          const spoken = await stream.speak(text, speaker);
          const bytes = new Uint8Array(header.length + spoken.bytes.length);
          bytes.set(header);
          bytes.set(spoken.bytes, header.length);
          header = new Uint8Array(0);
          return { ...spoken, bytes };
        },
      };
    },
  };
}

export type Talk = {
  dialect: 'fish' | 'fishspeech';
  switches: Switches;
  /** An event to send, or milliseconds to let pass. */
  moves: readonly (Step | number)[];
  voice?: Voice;
  path?: string;
  headers?: Shown[];
};

/** The entries of the whole conversation; at its end the client closes, unless the server has. */
export async function recordTalk({ dialect, switches, moves, voice, path = '', headers = [] }: Talk): Promise<Entry[]> {
  await frameHasher();
  const clock = fakeClock();
  const server = sandboxServer(dialect);
  if (server === null) throw new Error(`no sandbox for ${dialect}`);
  const entries: Entry[] = [];
  let over = false;
  const add = (body: EntryBody) => entries.push({ seq: entries.length + 1, t: clock.now(), ...body });
  add({ kind: 'handshake', status: 101, statusText: 'Switching Protocols', headers });
  const client = openInMemory(
    server.behaviour,
    { clock, voice: voice ?? toneVoice(), switches },
    { model: '', path },
    {
      onFrame: (opcode, bytes) => add({ kind: 'frame', dir: 'received', opcode, bytes }),
      onClose(code, reason) {
        over = true;
        const by = code === 1006 ? 'network' : 'peer';
        add({ kind: 'close', by, code, reason: encodeUtf8(reason), clean: code !== 1006 });
      },
    },
  );
  for (const move of moves) {
    if (typeof move === 'number') {
      // In small steps, so that what was promised meanwhile is kept on time.
      for (let left = move; left > 0 && !over; left -= 1) await clock.advance(1);
      continue;
    }
    if (over) break;
    const { opcode, bytes } = frameOf(dialect, move);
    add({ kind: 'frame', dir: 'sent', opcode, bytes });
    client.send(opcode, bytes);
  }
  if (!over) add({ kind: 'close', by: 'us', code: 1000, reason: new Uint8Array(0), clean: true });
  client.close();
  return entries;
}
