/** A WebSocket of the page, moved and listened to from the test. */
type Listening = typeof globalThis & {
  heard(id: number, name: string, ...details: (string | number | boolean)[]): Promise<void>;
  lineInPage: {
    open(id: number, url: string): void;
    send(id: number, frames: readonly [text: string | null, hex: string][]): void;
    close(id: number): void;
  };
};

const page = globalThis as Listening;
const sockets = new Map<number, WebSocket>();
const hexOf = (buffer: ArrayBuffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

page.lineInPage = {
  open(id, url) {
    const socket = new WebSocket(url);
    sockets.set(id, socket);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => page.heard(id, 'open'));
    socket.addEventListener('error', () => page.heard(id, 'error'));
    socket.addEventListener('close', (event) => page.heard(id, 'close', event.code, event.reason, event.wasClean));
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') void page.heard(id, 'text', data);
      else void page.heard(id, 'binary', hexOf(data as ArrayBuffer));
    });
  },
  send(id, frames) {
    const socket = sockets.get(id);
    for (const [text, hex] of frames) {
      const bytes = Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
      // A socket of Playwright's throws after the end, where a real one looks away.
      if (socket?.readyState === WebSocket.OPEN) socket.send(text ?? bytes);
    }
  },
  close: (id) => sockets.get(id)?.close(),
};
