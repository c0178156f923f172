/** Servers whose answer to the upgrade is broken, late, too large, or holds what nobody asked for. */
import { randomBytes } from 'node:crypto';
import { stageOf } from './behaviour.ts';
import type { Peer } from './peer.ts';
import { pcm } from './speech.ts';

const lines = (count: number, line: (i: number) => string) => Array.from({ length: count }, (_, i) => line(i));

/** 101 with these headers more, and nothing after it. */
const upgrades =
  (...headers: string[]) =>
  (peer: Peer) =>
    peer.write(peer.head101(...headers));

export const httpAnswers = stageOf('http', (add) => {
  add('up-hang', 'accepts TCP, reads the request, never answers', '', () => {});
  add('up-slowloris', 'sends a correct 101, one byte every ?ms=200', 'ms', async (peer) => {
    for (const letter of peer.head101()) {
      if (peer.gone) return;
      peer.write(letter);
      await peer.pause(peer.number('ms', 200));
    }
  });
  add('up-huge-headers', '101 with ?kb=256 KiB of headers', 'kb', (peer) =>
    peer.write(peer.head101(...lines(peer.number('kb', 256), (i) => `X-Pad-${i}: ${'h'.repeat(1010)}`))),
  );
  add('up-many-headers', '101 with ?n=5000 small headers', 'n', (peer) =>
    peer.write(peer.head101(...lines(peer.number('n', 5000), (i) => `X-${i}: 1`))),
  );
  add('up-bad-accept', '101 with a wrong Sec-WebSocket-Accept', '', (peer) =>
    peer.write(peer.head101().replace(peer.ask.accept, 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=')),
  );
  add('up-no-upgrade-header', '101 without Upgrade and Connection headers', '', (peer) =>
    peer.write(`HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: ${peer.ask.accept}\r\n\r\n`),
  );
  add(
    'up-subprotocol',
    '101 that selects a sub-protocol nobody asked for',
    '',
    upgrades('Sec-WebSocket-Protocol: evil-v1'),
  );
  add(
    'up-bad-extension',
    '101 with permessage-deflate; server_max_window_bits=99',
    '',
    upgrades('Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=99'),
  );
  add(
    'up-unrequested-extension',
    '101 with an extension nobody offered',
    '',
    upgrades('Sec-WebSocket-Extensions: x-evil; a=1'),
  );
  add(
    'up-set-cookie',
    '101 with Set-Cookie, HSTS, CORS and Clear-Site-Data that must not reach a browser',
    '',
    (peer) => {
      const cookie = 'Set-Cookie: relay_session=stolen; Path=/';
      const transport = 'Strict-Transport-Security: max-age=31536000; includeSubDomains';
      peer.write(peer.head101(cookie, 'Clear-Site-Data: "*"', 'Access-Control-Allow-Origin: *', transport));
      peer.send(...peer.speech.hello, ...peer.speech.finish());
      peer.close(1000);
    },
  );
  add('up-ansi-header', '101 with ESC sequences in a header value', '', upgrades('X-Evil: \u001b[31mred\u001b[0m'));
  add('up-rst', 'TCP RST as soon as the request is read', '', (peer) => peer.socket.resetAndDestroy());
  add('up-fin', 'closes TCP without an answer', '', (peer) => peer.socket.end());
  add('up-garbage', 'answers with 4 KiB of random bytes', '', (peer) => peer.socket.end(randomBytes(4096)));
  add('up-http2-preface', 'answers with an HTTP/2 SETTINGS frame', '', (peer) =>
    peer.socket.end(Buffer.from('000006040000000000000300000064', 'hex')),
  );
  add('up-101-rst', '101, then RST at once', '', async (peer) => {
    peer.write(peer.head101());
    await peer.resetAfter(20);
  });
  add('up-101-early', '101 and the first frames in one TCP segment', '', (peer) => {
    const { hello, log, audio, finish } = peer.speech;
    const frames = [...hello, ...log('early'), ...audio(pcm(50)), ...finish()];
    peer.write(Buffer.concat([Buffer.from(peer.head101()), ...frames]));
  });
  add('up-101-extra-newline', '101 with bare LF line ends', '', (peer) =>
    peer.write(peer.head101().replaceAll('\r\n', '\n')),
  );
});
