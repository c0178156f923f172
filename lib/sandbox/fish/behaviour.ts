/**
 * Fish Audio's live protocol from the server's side: the state machine of protocol notes A6, lenient by default. What the
 * notes mark as unknown is a switch or is said in the README.
 */
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import { type Field, type Fields, fieldsOfTable, mapField, textField } from '../fields.ts';
import { floodText, runFlood } from '../flood.ts';
import { openLink } from '../link.ts';
import { speechUnits } from '../sentences.ts';
import type { StartBehaviour } from '../socket.ts';
import { type Piece, type SpeechPlan, sizeList, speechPlan } from '../speech-plan.ts';
import { type Chunk, openTalker, type Source, type Talker, type Unit } from '../talker.ts';
import { type TextBuffer, textBuffer } from '../text-buffer.ts';
import {
  audioEvent,
  crowdedEvent,
  errorEvent,
  failedEvent,
  finishEvent,
  logEvent,
  logEventOf,
  stampedAudioEvent,
} from './events.ts';
import { type FishRequest, Refused, readFishRequest } from './request.ts';
import { speakerParts } from './speaker-tags.ts';
import { openStamps, type Stamps, stampedPath } from './stamps.ts';

type State = 'none' | 'active' | 'draining' | 'done' | 'flooding';

/** One start..finish round. */
type Round = {
  request: FishRequest;
  debug: boolean;
  buffer: TextBuffer;
  plan: SpeechPlan;
  talker: Talker;
  speaker: number;
  /** The next unit is the first since the start or a flush. */
  opens: boolean;
};

export const fishBehaviour: StartBehaviour = (socket, { clock, voice, switches }, { model, path }) => {
  const link = openLink(socket, clock, switches);
  let state: State = 'none';
  let round: Round | null = null;
  const stamped = path === stampedPath;
  const sizes = sizeList(switches);

  const say = (bytes: Uint8Array, audio = false) => link.send('binary', bytes, audio);
  const log = (message: string) => {
    if (round?.debug) say(logEvent(message));
  };
  const refuse = (error: string) => refuseWith(errorEvent(error));
  const refuseWith = (event: Uint8Array) => {
    say(event);
    abandon();
    state = 'done';
    link.close(1000, '');
  };
  /** Strict servers complain, lenient ones look away: which the real one does is unknown. */
  const outOfPlace = (why: string) => {
    if (switches.strict) refuse(why);
  };
  const abandon = () => {
    round?.talker.abandon();
    round = null;
  };

  const sendAudio = (stamps: Stamps | null, piece: Piece, source: Source | null) => {
    const stamp = source?.unit.chunk === undefined ? stamps?.none() : stamps?.of(source.unit.chunk, source);
    const { bytes, timeMs } = piece;
    say(stamp ? stampedAudioEvent(bytes, stamp, timeMs, switches.time) : audioEvent(piece, switches.time), true);
  };

  const closeAfterFinish = () => {
    if (state !== 'done') return;
    if (switches.afterFinishCode === 1006) link.drop();
    else link.close(switches.afterFinishCode, switches.afterFinishReason);
  };

  const open = (request: FishRequest, debug: boolean): Round => {
    const { format } = request.ask;
    const plan = speechPlan(switches, request.latency, format === 'pcm' || format === 'wav', sizes);
    const stamps = stamped ? openStamps(switches.wordStepMs, switches.trailing) : null;
    const talker = openTalker({
      clock,
      plan,
      open: () => voice.open(stamped ? { ...request.ask, words: true } : request.ask),
      roomy: link.roomy,
      onPiece: (piece, source) => sendAudio(stamps, piece, source),
      onFinished() {
        state = 'done';
        const rest = stamps?.rest() ?? null;
        if (rest !== null) say(stampedAudioEvent(new Uint8Array(0), rest, plan.timeMs(), switches.time));
        say(finishEvent(plan.timeMs(), switches.time));
        if (switches.afterFinish === 'close') clock.after(switches.afterFinishMs, closeAfterFinish);
      },
      onFailed(why) {
        state = 'done';
        say(failedEvent(why));
      },
    });
    const buffer = textBuffer(request.chunkLength, request.minChunkLength);
    return { request, debug, plan, talker, buffer, speaker: 0, opens: true };
  };

  const speak = (now: Round, text: string) => {
    if (text.trim() === '') return;
    log(`${text.length} characters go to synthesis`);
    const { parts, speaker } = speakerParts(text, now.speaker, model);
    now.speaker = speaker;
    const chunk: Chunk = { text };
    const units: Unit[] = [];
    for (const part of parts) {
      const voiceOf = now.request.speakers[part.speaker] ?? now.request.speakers[0] ?? 'slt';
      for (const unit of speechUnits(part.text)) {
        units.push({ text: unit, speaker: voiceOf, opens: now.opens, chunk });
        now.opens = false;
      }
    }
    now.talker.say(units);
  };

  const append = (now: Round, text: string) => {
    for (const ready of now.buffer.add(text)) speak(now, ready);
    if (now.buffer.size() > 0) log(`${now.buffer.size()} characters buffered, waiting for flush`);
  };

  const start = (event: Fields) => {
    const fields = mapField(event, 'request');
    if (fields === null) return refuse('start without a request');
    if (switches.maxConcurrency !== null) return refuseWith(crowdedEvent(switches.maxConcurrency));
    let request: FishRequest;
    try {
      request = readFishRequest(fields, switches.strict, switches.id3);
    } catch (error) {
      if (error instanceof Refused) return refuse(error.message);
      throw error;
    }
    abandon();
    state = 'active';
    round = open(request, event.get('debug') === true);
    const { ask, latency, speakers, references } = request;
    log(`session started: ${ask.format}, ${ask.sampleRateHz} Hz, latency ${latency}, voice ${speakers.join(' ')}`);
    for (const [i, clip] of references.entries()) {
      log(`reference ${i + 1}: ${clip.audioBytes} bytes of audio, ${clip.characters} characters of text`);
    }
    link.begun();
    if (switches.flood !== null && !link.ended()) return flood(switches.flood);
    if (request.text !== '') append(round, request.text);
  };

  const flood = (asked: NonNullable<typeof switches.flood>) => {
    state = 'flooding';
    const text = floodText(switches.seed);
    const frame = (n: number) => logEventOf(asked.bytes, (length) => text(n, asked.count, length));
    void runFlood(link, clock, asked, { opcode: 'binary', frame });
  };

  const active = (now: Round, name: Field | undefined, event: Fields) => {
    if (name === 'text') append(now, textField(event, 'text') ?? '');
    else if (name === 'flush' || name === 'stop') {
      if (name === 'flush' && now.buffer.size() === 0) log('flush with nothing buffered');
      speak(now, now.buffer.take());
      now.opens = true;
      if (name === 'flush') return switches.heads === 'flush' ? now.talker.seal() : undefined;
      state = 'draining';
      now.talker.finish();
    } else outOfPlace(`unknown event \`${String(name)}\``);
  };

  return {
    message(opcode, bytes) {
      link.heard();
      // Text frames are ignored (A2); so is everything while a flood runs and after the end.
      if (opcode !== 'binary' || state === 'flooding' || link.ended()) return;
      const event = fieldsOfTable(inspectMsgpack(bytes), bytes);
      if (event === null) return outOfPlace('not a MessagePack map');
      const name = event.get('event');
      if (name === 'start' && (state === 'active' || state === 'draining') && switches.strict) {
        refuse('start while a session is active');
      } else if (name === 'start') start(event);
      else if (state === 'active' && round !== null) active(round, name, event);
      else if (state === 'none') outOfPlace('start expected');
    },
    closed() {
      link.gone();
      abandon();
    },
  };
};
