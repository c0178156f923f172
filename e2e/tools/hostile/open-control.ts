/** Servers that misuse ping and pong, or do not read what they are sent; and the one that behaves. */
import { stageOf } from './behaviour.ts';
import { pcm } from './speech.ts';
import { frame, op } from './wire.ts';

export const openControl = stageOf('open', (add) => {
  add(
    'normal',
    'control: waits ?wait=3000 ms for a frame (or ?auto=1), sends a log, 5 audio chunks, finish, close 1000',
    'auto,wait,chunks,ms',
    async (peer) => {
      const { hello, log, audio, finish } = peer.speech;
      peer.send(...hello);
      if (!peer.ask.params.get('auto')) await peer.firstFrame(peer.number('wait', 3000));
      peer.send(...log('normal'));
      for (let i = 0; i < peer.number('chunks', 5); i++) {
        peer.send(...audio(pcm(100, 330 + i * 40), i * 100));
        await peer.pause(peer.number('ms', 20));
      }
      peer.send(...finish());
      peer.close(1000, 'bye');
    },
  );
  add('ping-flood', '?n=20000 pings of 100 bytes as fast as possible, then finish', 'n', async (peer) => {
    peer.send(...peer.speech.hello);
    const ping = frame(op.ping, Buffer.alloc(100, 'p'));
    await peer.flood(Buffer.concat(Array(100).fill(ping)), peer.number('n', 20_000) / 100);
    peer.send(...peer.speech.finish());
  });
  add('ping-big', 'ping of 126 bytes (control frames hold at most 125)', '', (peer) =>
    peer.send(frame(op.ping, Buffer.alloc(126))),
  );
  add('ping-frag', 'fragmented ping (forbidden)', '', (peer) => peer.send(frame(op.ping, 'a', { fin: false })));
  add('pong-unsolicited', 'pongs nobody asked for, then finish', '', (peer) => {
    const pongs = Array.from({ length: 50 }, () => frame(op.pong, 'x'));
    peer.send(...pongs, ...peer.speech.hello, ...peer.speech.finish());
    peer.close(1000);
  });
  add('never-pong', 'says hello, never answers pings, never sends anything else', '', (peer) => {
    peer.answersPings = false;
    peer.send(...peer.speech.hello);
  });
  add('slow-reader', 'says hello, then stops reading (what a client keeps for it must be bounded)', '', (peer) => {
    peer.send(...peer.speech.hello);
    peer.socket.pause();
  });
});
