/** What the sandbox sends for a session, byte for byte, fetched past the page: same steps, same bytes. */
import WebSocket from 'ws';
import type { EventValue } from '@/lib/dialects/dialect.ts';
import { fish } from '@/lib/dialects/fish/fish.ts';

/** The audio bytes of each frame, in order. `url`: the product's own; `path`: one of the dialect's, behind switches (`~pace=0`) if any. */
export async function sandboxAudio(
  url: string,
  steps: readonly object[],
  path = '/v1/tts/live',
): Promise<Uint8Array[]> {
  const headers = { authorization: 'Bearer of-no-account', model: 's2-pro' };
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/sandbox/fish${path}`, { headers });
  socket.binaryType = 'nodebuffer';
  const reader = fish.openReader();
  const audio: Uint8Array[] = [];
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => resolve());
    socket.on('open', () => {
      for (const step of steps) {
        if ('$until' in step) continue;
        const { bytes } = fish.encode(step as EventValue);
        reader.read({ dir: 'sent', opcode: 'binary', bytes });
        socket.send(bytes);
      }
    });
    socket.on('message', (data: Buffer) => {
      const bytes = Uint8Array.from(data);
      const reading = reader.read({ dir: 'received', opcode: 'binary', bytes });
      if (reading.audio !== null) audio.push(bytes.slice(reading.audio.start, reading.audio.end));
      if (reading.role === 'done') socket.close();
    });
  });
  return audio;
}
