/** A TCP forwarder that keeps what passes it: what a client's own socket sent and received, byte for byte. For tests only. */
import { createHash } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { concatBytes } from '../../bytes/concat.ts';

export type Wire = {
  /** Everything that came from the client, and from the server, heads too. */
  sent: Buffer;
  received: Buffer;
  /** SHA-256 of what follows the head of the upgrade, and of its answer. */
  hashes(): { sent: string; received: string; sentBytes: number; receivedBytes: number };
};

export type Witness = { port: number; wires: Wire[]; close(): Promise<void> };

/** Forwards each connection to this port of this machine (`port` is asked at each). Ends are passed on as they come. */
export async function openWitness(port: () => number): Promise<Witness> {
  const wires: Wire[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port: port(), host: '127.0.0.1', allowHalfOpen: true });
    const wire = newWire();
    wires.push(wire);
    pass(near, far, wire, 'sent');
    pass(far, near, wire, 'received');
    for (const socket of [near, far]) sockets.add(socket.setNoDelay(true));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    wires,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function newWire(): Wire {
  const wire = { sent: Buffer.alloc(0), received: Buffer.alloc(0) };
  const after = (bytes: Buffer) => bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  return Object.assign(wire, {
    hashes() {
      const [sent, received] = [after(wire.sent), after(wire.received)];
      return { sent: hash(sent), received: hash(received), sentBytes: sent.length, receivedBytes: received.length };
    },
  });
}

function pass(from: Socket, to: Socket, wire: Wire, side: 'sent' | 'received'): void {
  from.on('data', (chunk) => {
    wire[side] = Buffer.from(concatBytes([wire[side], chunk as Buffer]));
    if (!to.destroyed) to.write(chunk);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
