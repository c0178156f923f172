/** Pages over real sockets: `/api/relay` with the sub-protocol of `wire.ts`. The gate has let the request through already. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../clock/clock.ts';
import type { PageEnd, Relay } from '../relay.ts';
import { subProtocol } from '../wire.ts';

export type PageLinks = {
  /**
   * `opened` is given what ends the link (1008), and with `left` the page's own connections too; it returns what to do when the link
   * is over.
   */
  upgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    to: Relay,
    opened?: (end: (left: boolean) => void) => () => void,
  ): void;
  /** Cuts what is left; call it a moment after `Relay.close`. */
  terminate(): void;
  count(): number;
};

const heartbeatMs = 15_000;

/** `failed` is told of errors in our own handling: the page is closed with 1011, the server lives on. */
export function createPageLinks(clock: Clock, failed: (error: unknown) => void): PageLinks {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: 33 * 2 ** 20,
    clientTracking: true,
    handleProtocols: (offered) => (offered.has(subProtocol) ? subProtocol : false),
  });
  return {
    upgrade(request, socket, head, to, opened) {
      server.handleUpgrade(request, socket, head, (ws) => {
        const end = serve(ws, to, clock, failed);
        const over = opened?.((left) => {
          if (left) end.abandon();
          ws.close(1008, 'logged out');
        });
        if (over !== undefined) ws.once('close', over);
      });
    },
    terminate() {
      for (const ws of server.clients) ws.terminate();
    },
    count: () => server.clients.size,
  };
}

function serve(ws: WebSocket, relay: Relay, clock: Clock, failed: (error: unknown) => void): PageEnd {
  const end = relay.connect({
    text: (json) => ws.send(json),
    binary: (bytes) => ws.send(bytes, { binary: true }),
    close: (code, reason) => ws.close(code, reason),
  });
  ws.on('message', (data: Buffer, isBinary) => {
    // Closed from here: what it still says before it goes is heard no more.
    if (ws.readyState !== ws.OPEN) return;
    try {
      // `ws` hands out views of shared chunks: a frame to be sent is kept, so it gets bytes of its own.
      if (isBinary) end.binary(Uint8Array.from(data));
      else end.text(data.toString('utf8'));
    } catch (error) {
      failed(error);
      ws.close(1011, 'internal error');
    }
  });
  // What is wrong with a link is told by its close.
  ws.on('error', () => {});
  const stop = heartbeat(ws, clock);
  ws.on('close', () => {
    stop();
    end.closed();
  });
  return end;
}

/** A page that sleeps or is gone without a word answers no ping: its link is cut, its sessions wait for it. */
function heartbeat(ws: WebSocket, clock: Clock): () => void {
  let answered = true;
  ws.on('pong', () => {
    answered = true;
  });
  const beat = () => {
    if (!answered) {
      ws.terminate();
      return;
    }
    answered = false;
    ws.ping();
    timer = clock.after(heartbeatMs, beat);
  };
  let timer = clock.after(heartbeatMs, beat);
  return () => clock.cancel(timer);
}
