/**
 * A page that speaks to a sandbox beside it, straight, with the browser's own WebSocket: what browsers record of sockets is recorded
 * here. The server writes down every frame and when it passed, so that there is something to hold the recordings against.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RawData, WebSocketServer } from 'ws';
import { realClock } from '@/lib/clock/real.ts';
import { fishspeechBehaviour } from '@/lib/sandbox/fishspeech/behaviour.ts';
import { hostOnWs } from '@/lib/sandbox/node/ws-host.ts';
import { defaultSwitches } from '@/lib/sandbox/switches.ts';
import type { Voice } from '@/lib/sandbox/voice.ts';

/** `dir` as the page sees it; `atMs`: wall time at the server. */
export type PassedFrame = { dir: 'sent' | 'received'; opcode: 'text' | 'binary'; bytes: Uint8Array; atMs: number };

export type TalkServer = {
  /** The page: it speaks as soon as it is loaded, and its title is `done` when its socket has closed. */
  address: string;
  /** All frames of all sockets so far, in the order in which they passed. */
  frames: PassedFrame[];
  close(): Promise<void>;
};

/** It opens nothing; it stands where a key would. */
export const madeUpKey = 'made-up-key-0123456789';

export async function startTalkServer(voice: Voice): Promise<TalkServer> {
  const frames: PassedFrame[] = [];
  const http = createServer((request, response) => {
    const isPage = request.url === '/';
    response.writeHead(isPage ? 200 : 204, { 'content-type': 'text/html; charset=utf-8' });
    response.end(isPage ? page : undefined);
  });
  const sockets = new WebSocketServer({ server: http, path: '/sandbox/fishspeech' });
  sockets.on('connection', (socket) => {
    const note = (dir: PassedFrame['dir'], opcode: PassedFrame['opcode'], bytes: Uint8Array) =>
      frames.push({ dir, opcode, bytes: bytes.slice(), atMs: Date.now() });
    socket.on('message', (data: RawData, isBinary) => {
      note('sent', isBinary ? 'binary' : 'text', new Uint8Array(data as Buffer));
    });
    const world = { clock: realClock, voice, switches: { ...defaultSwitches, firstAudioMs: 40 } };
    hostOnWs(
      socket,
      (inner, ...rest) => {
        const send: typeof inner.send = (opcode, bytes) => {
          note('received', opcode, bytes);
          inner.send(opcode, bytes);
        };
        return fishspeechBehaviour({ ...inner, send }, ...rest);
      },
      world,
      { model: '' },
    );
  });
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve);
  });
  return {
    address: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    frames,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>speaks</title><h1>Speaks</h1><script>
const socket = new WebSocket('ws://' + location.host + '/sandbox/fishspeech?token=${madeUpKey}');
socket.binaryType = 'arraybuffer';
const say = (event) => socket.send(JSON.stringify(event));
const next = {
  connected: () => say({ event: 'start', token: '${madeUpKey}', request: { format: 'mp3', latency: 'normal', version: 's1' } }),
  ready: () => say({ event: 'text', text: 'Ça va? 你好.' }),
  done: () => socket.send(new Uint8Array([0, 127, 128, 255])),
  error: () => say({ event: 'stop' }),
  stopped: () => socket.close(1000, 'enough'),
};
socket.onmessage = ({ data }) => { if (typeof data === 'string') next[JSON.parse(data).event]?.(); };
socket.onclose = () => { document.title = 'done'; };
</script></html>`;
