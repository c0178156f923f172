/** Servers that keep to the WebSocket protocol and break the conversation: order, ends, silence. */
import { hostileFrame, hostileFrames } from '../hostile-frames.ts';
import { stageOf } from './behaviour.ts';
import type { Peer } from './peer.ts';
import { map, pcm } from './speech.ts';
import { frame, op } from './wire.ts';

/** Audio chunks [from, to), 100 ms each. */
async function speak(peer: Peer, from: number, to: number, apartMs = 0): Promise<void> {
  for (let i = from; i < to && !peer.gone; i++) {
    peer.send(...peer.speech.audio(pcm(100), i * 100));
    if (apartMs > 0) await peer.pause(apartMs);
  }
}
const end = (peer: Peer) => {
  peer.send(...peer.speech.finish());
  peer.close(1000);
};

const strange = [
  '<img src=x onerror=window.__xss=31>',
  '\u001b[2J\u001b]52;c;cHduZWQ=\u0007',
  'a\u202Egpj.exe',
  'x\r\n12:00 \u2190 finish',
  '[a](command:x) ![b](https://evil.example/p)',
  '%s %c %o $' + '{1+1} {{7*7}}',
  'z\u200bw\ufeff',
  '=1+1',
  '\u0000\u0007',
];

export const sessionOrders = stageOf('session', (add) => {
  add(
    'stall',
    'waits ?wait=500 ms for a frame, sends 3 audio chunks, then is silent for ever',
    'wait',
    async (peer) => {
      peer.send(...peer.speech.hello);
      await peer.firstFrame(peer.number('wait', 500));
      await speak(peer, 0, 3, 20);
    },
  );
  add('stall-resume', '3 chunks, ?ms=3000 of silence, 3 chunks, finish', 'ms', async (peer) => {
    peer.send(...peer.speech.hello);
    await speak(peer, 0, 3);
    await peer.pause(peer.number('ms', 3000));
    await speak(peer, 3, 6);
    end(peer);
  });
  add('after-finish', 'finish, then audio, then a log, then finish again', '', async (peer) => {
    const { hello, audio, finish, log } = peer.speech;
    peer.send(...hello, ...audio(pcm(50)), ...finish());
    await peer.pause(30);
    peer.send(...audio(pcm(50), 99), ...log('late'), ...finish());
    await peer.pause(30);
    peer.close(1000);
  });
  add('wrong-order', 'finish first, then audio, then log; nothing waits for the client', '', (peer) => {
    const { hello, audio, finish, log } = peer.speech;
    peer.send(...finish(), ...audio(pcm(50)), ...log('order'), ...hello);
  });
  add('never-close', 'a complete session, then TCP stays open for ever', '', (peer) =>
    peer.send(...peer.speech.hello, ...peer.speech.audio(pcm(50)), ...peer.speech.finish()),
  );
  add('no-finish', 'audio, then close 1000 without finish', '', (peer) => {
    peer.send(...peer.speech.hello, ...peer.speech.audio(pcm(50)));
    peer.close(1000);
  });
  add('finish-error', 'audio, then finish with the reason error', '', (peer) => {
    peer.send(...peer.speech.hello, ...peer.speech.audio(pcm(50)), ...peer.speech.finish('error'));
    peer.close(1000);
  });
});

export const sessionTexts = stageOf('session', (add) => {
  add('time-skew', 'audio events whose time goes 0, 1000, 500, -5, NaN, 1e308', '', (peer) => {
    peer.send(...peer.speech.hello);
    for (const time of [0, 1000, 500, -5, Number.NaN, 1e308]) peer.send(...peer.speech.audio(pcm(20), time));
    end(peer);
  });
  add(
    'echo-secrets',
    'a log that echoes the request with all its headers; the key again in the close reason',
    '',
    (peer) => {
      const { head, headers, params } = peer.ask;
      const key = headers.get('authorization') ?? params.get('token') ?? '';
      peer.send(...peer.speech.hello, ...peer.speech.log(head.slice(0, 60_000)), ...peer.speech.finish());
      peer.close(1008, `bad key ${key}`.slice(0, 120));
    },
  );
  add('log-hostile', 'logs with HTML, escape sequences, bidi, line breaks, markdown, format strings', '', (peer) => {
    peer.send(...peer.speech.hello, ...strange.flatMap((text) => peer.speech.log(text)));
    end(peer);
  });
  add('mixed', 'JSON on the MessagePack dialect, MessagePack on the JSON dialect, bare audio', '', (peer) => {
    peer.send(
      frame(op.text, '{"event":"audio","audio":"AAAA"}'),
      frame(op.binary, map('event', 'log', 'message', 'msgpack')),
      frame(op.binary, pcm(20)),
      frame(op.text, '{"event":"audio","format":"wav","text":"x"}'),
      frame(op.binary, pcm(5)),
    );
    end(peer);
  });
  add(
    'corpus',
    'the frames made to break readers, of this dialect, ?from= to ?to= (or ?only=045), ?ms=0 apart, then finish',
    'from,to,only,ms',
    corpus,
  );
  add('script', 'binary frames of ?b64= (with commas between), then ?then=close|hang', 'b64,then', (peer) => {
    const { params } = peer.ask;
    for (const body of (params.get('b64') ?? '').split(',').filter((each) => each !== ''))
      peer.send(frame(op.binary, Buffer.from(body, 'base64')));
    if (params.get('then') !== 'hang') peer.close(1000);
  });
  add('echo-count', 'counts frames; to a frame "?" answers the count, and never says anything else', '', (peer) => {
    peer.onFrame = (body) => {
      if (body.equals(Buffer.from('?'))) peer.send(frame(op.text, String(peer.frames)));
    };
  });
});

async function corpus(peer: Peer): Promise<void> {
  const only = peer.ask.params.get('only');
  const of = hostileFrames.filter(({ dialect }) => dialect === peer.ask.dialect);
  const ids =
    only === null ? of.slice(peer.number('from', 0), peer.number('to', of.length) + 1).map(({ id }) => id) : [only];
  peer.send(...peer.speech.hello);
  for (const id of ids) {
    const { wire, bytes } = hostileFrame(id.slice(0, 3));
    await peer.sendTaken(frame(wire === 'text' ? op.text : op.binary, bytes));
    await peer.pause(peer.number('ms', 0));
    if (peer.gone) return;
  }
  end(peer);
}
