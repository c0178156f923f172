/** A transport whose connections take a user's place, and are counted. */
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { EntryBody } from '../session/entry.ts';
import type { Connection, Transport } from '../transport/transport.ts';
import type { Pass } from './allowance.ts';

/** For one connection. */
export function metered(transport: Transport, pass: Pass): Transport {
  return {
    open(target, write, ended, startedAt) {
      let connection: Connection | null = null;
      pass.endedBy((why) => {
        connection?.note({ kind: 'mark', by: 'limit', says: `${why}: closed by console` });
        connection?.close(1001, encodeUtf8(why));
      }, false);
      connection = transport.open(
        target,
        (t, body, masked) => {
          write(t, body, masked);
          count(body, pass);
        },
        () => {
          pass.leave();
          ended();
        },
        startedAt,
      );
      return connection;
    },
  };
}

/** A frame that faults have changed stands in the record for either wire: the upstream's is the one that counts. */
export function count(body: EntryBody, pass: Pass): void {
  if (body.kind === 'close') pass.closed(body.code);
  if (body.kind !== 'frame' || body.leg === 'client') return;
  pass.moved(body.dir === 'sent', body.bytes.length);
}
