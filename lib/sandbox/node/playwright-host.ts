/** A behaviour behind `page.routeWebSocket(url)` of Playwright: the page's code meets a server that lives in the test. */
import { decodeUtf8, encodeUtf8 } from '../../bytes/utf8.ts';
import { type DoorOptions, openDoor } from '../door.ts';
import type { SandboxSocket } from '../socket.ts';

/** What is used of Playwright's `WebSocketRoute`, so that Playwright itself is not needed here. */
export type PlaywrightRoute = {
  url(): string;
  send(message: string | Buffer): void;
  close(options?: { code?: number; reason?: string }): Promise<void>;
  onMessage(handler: (message: string | Buffer) => void): void;
  onClose(handler: (code: number | undefined, reason: string | undefined) => void): void;
};

/** The handler for `page.routeWebSocket(url, ...)` and `context.routeWebSocket(url, ...)`. */
export function sandboxOnPlaywright(options: DoorOptions): (route: PlaywrightRoute) => void {
  const enter = openDoor(options);
  return (route) => {
    const start = enter(route.url());
    if (start === null) return void route.close({ code: 1006 }); // before `open`; Playwright has no way to fire `error`
    const socket: SandboxSocket = {
      send: (opcode, bytes) => route.send(opcode === 'text' ? decodeUtf8(bytes).text : Buffer.from(bytes)),
      close: (code, reason) => void route.close({ code, reason }),
      drop: () => void route.close({ code: 1006 }),
      bufferedBytes: () => 0,
      drained: () => Promise.resolve(),
    };
    const behaviour = start(socket);
    route.onMessage((message) => {
      if (typeof message === 'string') behaviour.message('text', encodeUtf8(message));
      else behaviour.message('binary', new Uint8Array(message));
    });
    // Told of every end, our own too. The page's own close waits for an answer: a code it did not give is 1005.
    route.onClose((code, reason) => {
      behaviour.closed();
      void route.close({ code: code ?? 1005, ...(reason === undefined ? {} : { reason }) });
    });
  };
}
