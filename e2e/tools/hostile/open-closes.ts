/** Servers that end an open connection: in order, in disorder, without a word, or not at all. */
import { stageOf } from './behaviour.ts';
import { pcm } from './speech.ts';
import { closeBody } from './wire.ts';

const closes: [code: number, reason: string][] = [
  [1000, 'normal'],
  [1001, 'going away'],
  [1003, 'unsupported data'],
  [1007, 'bad payload'],
  [1008, 'policy: <b>key revoked</b>'],
  [1009, 'too big'],
  [1011, 'internal error'],
  [1012, 'restart'],
  [1013, 'try later'],
  [3000, 'registered'],
  [4000, 'application \u202Eerror'],
  [4999, ''],
];
const forbidden = [999, 1004, 1005, 1006, 1015, 1016, 2999, 5000];

export const openCloses = stageOf('open', (add) => {
  add('close', 'closes with ?code=1000&reason= after ?after=0 ms', 'code,reason,after', async (peer) => {
    await peer.pause(peer.number('after', 0));
    peer.close(peer.number('code', 1000), peer.ask.params.get('reason') ?? '');
  });
  for (const [code, reason] of closes)
    add(`close-${code}`, `close frame ${code} "${reason}"`, '', (peer) => peer.close(code, reason));
  add('close-1005', 'close frame without a code (a client must report 1005)', '', (peer) =>
    peer.sendClose(new Uint8Array(0)),
  );
  add('close-1006', 'TCP FIN without a close frame (a client must report 1006)', '', async (peer) => {
    await peer.pause(20);
    peer.socket.end();
  });
  add('close-rst', 'TCP RST after one audio chunk', '', async (peer) => {
    peer.send(...peer.speech.hello, ...peer.speech.audio(pcm(50)));
    await peer.resetAfter(50);
  });
  add('close-1-byte', 'close frame with a payload of 1 byte (protocol error)', '', (peer) =>
    peer.sendClose(Buffer.from([3])),
  );
  for (const code of forbidden)
    add(`close-bad-${code}`, `close frame with the forbidden code ${code}`, '', (peer) =>
      peer.sendClose(closeBody(code, 'x')),
    );
  add('close-bad-utf8', 'close reason that is not UTF-8', '', (peer) =>
    peer.sendClose(closeBody(1000, Buffer.from([0xff, 0xfe]))),
  );
  add('close-long', 'close frame of 200 bytes (control frames hold at most 125)', '', (peer) =>
    peer.sendClose(closeBody(1000, 'r'.repeat(198))),
  );
  add('close-then-data', 'close 1000, then goes on sending audio', '', async (peer) => {
    peer.sendClose(closeBody(1000, 'bye'));
    for (let i = 0; i < 20 && !peer.gone; i++) {
      peer.send(...peer.speech.audio(pcm(20)));
      await peer.pause(10);
    }
  });
  add('close-never-acked', 'ignores the close frame of the client and keeps TCP open', '', (peer) => {
    peer.ignoresClose = true;
    peer.send(...peer.speech.hello);
  });
});
