/** Servers that answer the upgrade with something else than a WebSocket. */
import { stageOf } from './behaviour.ts';
import type { Peer } from './peer.ts';

const statuses: [status: string, body: object, ...headers: string[]][] = [
  ['400 Bad Request', { message: 'model header missing', status: 400 }],
  ['401 Unauthorized', { message: 'Invalid API key', status: 401 }, 'WWW-Authenticate: Bearer realm="tts"'],
  ['402 Payment Required', { message: 'Insufficient credit', status: 402 }],
  ['403 Forbidden', { message: 'forbidden' }],
  ['404 Not Found', { message: 'no route' }],
  ['426 Upgrade Required', { message: 'use websocket' }, 'Upgrade: websocket'],
  ['429 Too Many Requests', { message: 'slow down' }, 'Retry-After: 7'],
  ['500 Internal Server Error', { message: 'boom' }],
  ['503 Service Unavailable', { message: 'busy' }, 'Retry-After: Wed, 21 Oct 2099 07:28:00 GMT'],
];

const page = '<!doctype html><script>window.__xss=30</script><h1>502</h1>';

/** Where nobody may be led to. */
const inside = (peer: Peer) =>
  peer.ask.params.get('to') ?? `ws://127.0.0.1:${peer.ask.ports.canary}/latest/meta-data/iam`;

const redirect = (status: string, to: (peer: Peer) => string) => (peer: Peer) =>
  peer.answer(status, '', `Location: ${to(peer)}`);

export const httpRefusals = stageOf('http', (add) => {
  for (const [status, body, ...headers] of statuses) {
    const code = status.slice(0, 3);
    add(`up-${code}`, `answers the upgrade with ${status}`, '', (peer) =>
      peer.answer(status, JSON.stringify(body), ...headers),
    );
  }
  add('up-200-html', '200 with an HTML page instead of 101', '', (peer) =>
    peer.answer('200 OK', page, 'Content-Type: text/html'),
  );
  add(
    'up-302',
    'redirects the upgrade to a private address (the canary, or ?to=)',
    'to',
    redirect('302 Found', inside),
  );
  add('up-307', 'the same with 307', 'to', redirect('307 Temporary Redirect', inside));
  add(
    'up-302-metadata',
    'redirects to http://169.254.169.254/',
    '',
    redirect('302 Found', () => 'http://169.254.169.254/latest/meta-data/'),
  );
  add(
    'up-302-loop',
    'redirects to itself for ever',
    'n',
    redirect('302 Found', (p) => `ws://127.0.0.1:${p.ask.ports.own}/b/up-302-loop?n=${p.number('n', 0) + 1}`),
  );
  add('up-slow-body', '503 whose body drips for ever', 'ms', async (peer) => {
    peer.write('HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\n\r\n');
    while (!peer.gone) {
      peer.write('.');
      await peer.pause(peer.number('ms', 100));
    }
  });
  add('up-big-body', '500 whose body is ?mb=64 MiB', 'mb', async (peer) => {
    peer.write('HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n');
    await peer.flood(Buffer.alloc(65_536, 'x'), peer.number('mb', 64) * 16);
    peer.socket.end();
  });
});
