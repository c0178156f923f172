/** Opens the TCP or TLS socket of a dial and takes its times. */
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Clock } from '../../clock/clock.ts';
import type { DialTimings } from '../../session/entry.ts';

/** Times of one dial, in ms; `upgrade` counts from the moment the request could go out. */
export type Stopwatch = { timings: DialTimings; ready: number };

/** `options` as `http.request` passes them on: host, port, lookup. */
export function connectSocket(secure: boolean, options: net.NetConnectOpts, clock: Clock, watch: Stopwatch): Duplex {
  const began = clock.now();
  // `path` is the request's path here; to `net` it would mean a local socket file.
  const { path: _path, ...rest } = options as net.TcpNetConnectOpts & { path?: string };
  const target: net.TcpNetConnectOpts = rest;
  const host = target.host ?? '';
  const socket = secure
    ? tls.connect({ ...target, servername: net.isIP(host) === 0 ? host : '' } as tls.ConnectionOptions)
    : net.connect(target);
  socket.setNoDelay(true);
  let last = began;
  const lap = (name: 'dns' | 'tcp' | 'tls') => () => {
    const now = clock.now();
    watch.timings[name] = now - last;
    last = now;
    watch.ready = now;
  };
  // Of an address nothing is looked up; what would wait for that would stay as long as the socket.
  if (net.isIP(host) === 0) socket.once('lookup', lap('dns'));
  socket.once('connect', lap('tcp'));
  if (secure) socket.once('secureConnect', lap('tls'));
  watch.ready = began;
  return socket;
}
