/** Servers that say very much: without end, all at once, or in crumbs. */
import { stageOf } from './behaviour.ts';

export const sessionFloods = stageOf('session', (add) => {
  add('endless', 'audio for ever, ?rate=50 chunks of ?kb=4 a second', 'rate,kb', async (peer) => {
    peer.send(...peer.speech.hello);
    const chunk = Buffer.alloc(peer.number('kb', 4) * 1024);
    for (let i = 0; !peer.gone; i++) {
      await peer.sendTaken(...peer.speech.audio(chunk, i * 100));
      await peer.pause(1000 / peer.number('rate', 50));
    }
  });
  add('burst', '?n=5000 audio frames of 256 bytes at once', 'n', async (peer) => {
    peer.send(...peer.speech.hello);
    const one = Buffer.concat(peer.speech.audio(Buffer.alloc(256)));
    await peer.flood(Buffer.concat(Array(100).fill(one)), peer.number('n', 5000) / 100);
    peer.send(...peer.speech.finish());
    peer.close(1000);
  });
  add('log-flood', '?n=20000 log events, then finish', 'n', async (peer) => {
    peer.send(...peer.speech.hello);
    for (let i = 0; i < peer.number('n', 20_000) && !peer.gone; i += 100)
      await peer.sendTaken(...Array.from({ length: 100 }, (_, k) => peer.speech.log(`row ${i + k}`)).flat());
    peer.send(...peer.speech.finish());
    peer.close(1000);
  });
  add('trickle', 'audio in chunks of 1 byte (256 of them), then finish', '', async (peer) => {
    peer.send(...peer.speech.hello);
    for (let i = 0; i < 256 && !peer.gone; i++) {
      peer.send(...peer.speech.audio(Buffer.from([i]), i));
      if (i % 16 === 0) await peer.pause(1);
    }
    peer.send(...peer.speech.finish());
    peer.close(1000);
  });
});
