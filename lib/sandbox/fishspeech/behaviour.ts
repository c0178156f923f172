/**
 * fishspeech.live from the server's side: the state machine of protocol notes B4. Most of it is unknown; what the sandbox
 * does there is said in the README, and some of it is a switch.
 */
import { decodeUtf8 } from '../../bytes/utf8.ts';
import { type Fields, fieldsOfJson, jsonBytes, mapField, textField } from '../fields.ts';
import { floodText, runFlood } from '../flood.ts';
import { openLink } from '../link.ts';
import { speechUnits } from '../sentences.ts';
import type { StartBehaviour } from '../socket.ts';
import { type Piece, sizeList, speechPlan } from '../speech-plan.ts';
import { openTalker, type Talker } from '../talker.ts';
import { type FishspeechRequest, readFishspeechRequest } from './request.ts';

/** What surrounds the text of a flood's frame. */
const floodHead = '{"event":"processing","text":"';
const floodTail = '"}';

export const fishspeechBehaviour: StartBehaviour = (socket, { clock, voice, switches }) => {
  const link = openLink(socket, clock, switches);
  let request: FishspeechRequest | null = null;
  let talker: Talker | null = null;
  let flooding = false;
  /** Texts taken and not done, the one in work first. */
  let queue: string[] = [];
  let binaries = 0;
  const sizes = sizeList(switches);

  const say = (event: Record<string, string>) => link.send('text', jsonBytes(event));
  const fail = (message: string, text?: string) =>
    say({ event: 'error', message, ...(text === undefined ? {} : { text }) });

  const abandon = () => {
    talker?.abandon();
    talker = null;
    queue = [];
  };

  const send = (piece: Piece, format: string) => {
    if (binaries++ % switches.perAudio === 0) say({ event: 'audio', format, text: queue[0] ?? '' });
    link.send('binary', piece.bytes, true);
  };

  const done = () => {
    const text = queue.shift() ?? '';
    say({ event: 'done', text });
    const next = queue[0];
    if (next !== undefined) work(next);
  };

  const open = (asked: FishspeechRequest): Talker => {
    const { format } = asked.ask;
    return openTalker({
      clock,
      plan: speechPlan(switches, asked.latency, format === 'wav', sizes),
      open: () => voice.open(asked.ask),
      roomy: link.roomy,
      onPiece: (piece) => send(piece, format),
      onFinished() {
        talker = null;
        done();
      },
      onFailed(why) {
        talker = null;
        const text = queue[0];
        queue = [];
        fail(why, text);
      },
    });
  };

  /** One text = one processing round. */
  const work = (text: string) => {
    if (request === null) return;
    say({ event: 'processing', text });
    binaries = 0;
    const units = speechUnits(text);
    if (units.length === 0) return done();
    talker ??= open(request);
    const { speaker } = request;
    const whole = switches.stream === 'text';
    talker.say(
      units.map((unit, i) => ({
        text: unit,
        speaker,
        opens: i === 0,
        ...(i === units.length - 1 && !whole ? { done } : {}),
      })),
    );
    if (whole) talker.finish();
  };

  const start = (event: Fields) => {
    const token = textField(event, 'token');
    if (switches.strict && (token === null || token === '')) return fail('token is missing');
    const asked = readFishspeechRequest(mapField(event, 'request') ?? new Map(), switches.strict, switches.id3);
    if (typeof asked === 'string') return fail(asked);
    abandon();
    request = asked;
    say({ event: 'ready', message: 'TTS service ready' });
    link.begun();
    if (switches.flood !== null && !link.ended()) flood(switches.flood);
  };

  const flood = (asked: NonNullable<typeof switches.flood>) => {
    flooding = true;
    const text = floodText(switches.seed);
    const length = asked.bytes - floodHead.length - floodTail.length;
    const frame = (n: number) => {
      const bytes = new Uint8Array(asked.bytes);
      for (let i = 0; i < floodHead.length; i++) bytes[i] = floodHead.charCodeAt(i);
      bytes.set(text(n, asked.count, length), floodHead.length);
      for (let i = 0; i < floodTail.length; i++) bytes[floodHead.length + length + i] = floodTail.charCodeAt(i);
      return bytes;
    };
    void runFlood(link, clock, asked, { opcode: 'text', frame });
  };

  say({ event: 'connected', message: 'WebSocket connection established' });

  return {
    message(opcode, bytes) {
      link.heard();
      if (flooding || link.ended()) return;
      const event = opcode === 'text' ? fieldsOfJson(decodeUtf8(bytes).text) : null;
      if (event === null) return fail('not a JSON object');
      const name = event.get('event');
      if (name === 'start') start(event);
      else if (name !== 'text' && name !== 'stop') fail('unknown event');
      else if (request === null) fail('start expected');
      else if (name === 'stop') {
        abandon();
        say({ event: 'stopped' });
      } else {
        const text = textField(event, 'text');
        if (text === null) return fail('text is missing');
        if (queue.push(text) === 1) work(text);
      }
    },
    closed() {
      link.gone();
      abandon();
    },
  };
};
