/** Servers whose frames are cut, broken, forbidden, or far too large. */
import { randomBytes } from 'node:crypto';
import { stageOf } from './behaviour.ts';
import type { Peer } from './peer.ts';
import { audioEvent, bin32, map, pcm } from './speech.ts';
import { frame, op } from './wire.ts';

const mib = 2 ** 20;
const block = 65_536;
const end = (peer: Peer) => {
  peer.send(...peer.speech.finish());
  peer.close(1000);
};

export const openFrames = stageOf('open', (add) => {
  add('half-frame', 'half an audio frame, then silence', '', (peer) => {
    const whole = frame(op.binary, map('event', 'audio', 'audio', bin32(pcm(200))));
    peer.send(...peer.speech.hello, whole.subarray(0, whole.length >> 1));
  });
  add('half-header', 'one byte of a frame header, then silence', '', (peer) => peer.send(Buffer.from([0x82])));
  add('bad-utf8-text', 'text frame with ff fe fd', '', (peer) =>
    peer.send(frame(op.text, Buffer.from([0x22, 0xff, 0xfe, 0xfd, 0x22]))),
  );
  add('bad-utf8-split', 'text whose second fragment starts with a stray continuation byte', '', (peer) =>
    peer.send(frame(op.text, 'ok ', { fin: false }), frame(op.more, Buffer.from([0xbf, 0x21]))),
  );
  add('giant', 'one binary message of ?mb=64 MiB, really sent', 'mb', async (peer) => {
    const size = peer.number('mb', 64) * mib;
    peer.send(frame(op.binary, '', { claim: BigInt(size) }));
    await peer.flood(Buffer.alloc(block, 0x91), size / block);
  });
  add('giant-audio', 'one valid audio event of ?mb=16 MiB', 'mb', async (peer) => {
    const size = peer.number('mb', 16) * mib;
    const head = map('event', 'audio', 'audio', bin32(new Uint8Array(0), size));
    peer.send(frame(op.binary, '', { claim: BigInt(head.length + size) }), head);
    await peer.flood(Buffer.alloc(block), size / block);
    peer.send(...peer.speech.finish());
  });
  add('giant-claimed', 'a header claims 2^62 bytes, then silence', '', (peer) =>
    peer.send(frame(op.binary, '', { claim: 2n ** 62n })),
  );
  add('giant-claimed-msb', 'a header claims 2^63 bytes (the highest bit is forbidden)', '', (peer) =>
    peer.send(frame(op.binary, '', { claim: 2n ** 63n })),
  );
  add('rsv', 'frame with reserved bits and no extension', '', (peer) => peer.send(frame(op.binary, 'x', { rsv: 3 })));
  add('opcode-3', 'reserved data opcode 3', '', (peer) => peer.send(frame(3, 'x')));
  add('opcode-11', 'reserved control opcode 11', '', (peer) => peer.send(frame(11, 'x')));
  add('masked', 'server frame with a mask (forbidden)', '', (peer) =>
    peer.send(frame(op.binary, map('event', 'log', 'message', 'm'), { mask: true })),
  );
  add('len-nonminimal', 'a payload of 1 byte with a length of 16 bits', '', (peer) =>
    peer.send(Buffer.from([0x82, 126, 0, 1, 0x07])),
  );
  add('deflate-bomb', 'if deflate was offered: ?mb=64 MiB in one small frame; else close 1002', 'mb', (peer) =>
    peer.ask.deflate ? peer.sendBomb(peer.number('mb', 64)) : peer.close(1002, 'deflate not offered'),
  );
  add('deflate-garbage', 'compressed frame whose bytes are not deflate', '', (peer) =>
    peer.ask.deflate
      ? peer.send(frame(op.binary, randomBytes(64), { rsv: 4 }))
      : peer.close(1002, 'deflate not offered'),
  );
});

export const openFragments = stageOf('open', (add) => {
  add('frag-1', 'one audio event in fragments of 1 byte', '', (peer) => {
    const event = audioEvent(pcm(20), 1);
    const last = event.length - 1;
    const parts = [...event].map((byte, i) =>
      frame(i > 0 ? op.more : op.binary, Buffer.from([byte]), { fin: i === last }),
    );
    peer.send(Buffer.concat(parts));
    end(peer);
  });
  add('frag-1-tcp', 'one audio frame, one byte per TCP write', '', async (peer) => {
    for (const byte of frame(op.binary, map('event', 'audio', 'audio', bin32(pcm(2))))) {
      peer.send(Buffer.from([byte]));
      await peer.pause(0);
      if (peer.gone) return;
    }
    end(peer);
  });
  add('frag-endless', 'a message that never ends: ?max=500000 fragments of 1 byte', 'max', async (peer) => {
    peer.send(frame(op.binary, Buffer.from([0x91]), { fin: false }));
    const one = frame(op.more, Buffer.from([0x91]), { fin: false });
    await peer.flood(Buffer.concat(Array(1000).fill(one)), peer.number('max', 500_000) / 1000);
  });
  add('frag-empty', 'the same with ?max=200000 empty fragments', 'max', async (peer) => {
    peer.send(frame(op.binary, '', { fin: false }));
    const one = frame(op.more, '', { fin: false });
    await peer.flood(Buffer.concat(Array(1000).fill(one)), peer.number('max', 200_000) / 1000);
  });
  add('frag-with-ping', 'ping between two fragments (allowed)', '', (peer) => {
    const event = map('event', 'log', 'message', 'split');
    const [first, rest] = [event.subarray(0, 5), event.subarray(5)];
    peer.send(frame(op.binary, first, { fin: false }), frame(op.ping, 'mid'), frame(op.more, rest));
    end(peer);
  });
  add('frag-orphan', 'continuation without a start', '', (peer) => peer.send(frame(op.more, 'x')));
  add('frag-interrupted', 'another message inside a fragmented one', '', (peer) =>
    peer.send(frame(op.binary, 'a', { fin: false }), frame(op.binary, 'b')),
  );
});
