/** `POST /v1/tts`: the whole text at once, the audio back as it is made, in the rhythm of the socket's replies. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { concatBytes } from '../../bytes/concat.ts';
import { decodeUtf8 } from '../../bytes/utf8.ts';
import type { AudioFormat } from '../../dialects/dialect.ts';
import { inspectMsgpack } from '../../msgpack/inspect.ts';
import { type Fields, fieldsOfJson, fieldsOfTable } from '../fields.ts';
import { type FishRequest, Refused, readFishRequest } from '../fish/request.ts';
import { speakerParts } from '../fish/speaker-tags.ts';
import { fishRefusal } from '../refusal.ts';
import { speechUnits } from '../sentences.ts';
import type { Visitor, World } from '../socket.ts';
import { speechPlan } from '../speech-plan.ts';
import { openTalker, type Unit } from '../talker.ts';
import { answerJson } from './answer.ts';

const contentTypes: Record<AudioFormat, string> = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

/** Reference clips are megabytes; more than this is refused with 413 (protocol notes T2: about 50 MiB there). */
const largestBody = 32 * 1024 * 1024;

export async function postTts(
  req: IncomingMessage,
  res: ServerResponse,
  world: World,
  visitor: Visitor,
): Promise<void> {
  const body = await readBody(req);
  if (body === 'lost') return;
  if (body === 'large') {
    res.writeHead(413, { 'content-type': 'text/plain', connection: 'close' });
    res.end('Payload Too Large');
    return;
  }
  const packed = /msgpack/i.test(req.headers['content-type'] ?? '');
  const fields = packed ? fieldsOfTable(inspectMsgpack(body), body) : fieldsOfJson(decodeUtf8(body).text);
  if (fields === null)
    return answerJson(res, fishRefusal(400, `the body is no ${packed ? 'MessagePack map' : 'JSON object'}`));
  const request = readRequest(fields, world);
  if (typeof request === 'string') return answerJson(res, fishRefusal(400, request));
  await reply(res, request, world, visitor);
}

function readRequest(fields: Fields, world: World): FishRequest | string {
  if (typeof fields.get('text') !== 'string') return 'missing field `text`';
  try {
    return readFishRequest(fields, world.switches.strict, world.switches.id3);
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

function reply(res: ServerResponse, request: FishRequest, world: World, visitor: Visitor): Promise<void> {
  const { format } = request.ask;
  const units = speakerParts(request.text, 0, visitor.model).parts.flatMap((part) =>
    speechUnits(part.text).map(
      (text): Unit => ({ text, speaker: request.speakers[part.speaker] ?? request.speakers[0] ?? 'slt', opens: false }),
    ),
  );
  if (units[0] !== undefined) units[0].opens = true;
  return new Promise((resolve) => {
    const talker = openTalker({
      clock: world.clock,
      open: () => world.voice.open(request.ask),
      plan: speechPlan(world.switches, request.latency, format === 'pcm' || format === 'wav'),
      roomy: () =>
        res.writableNeedDrain && !res.destroyed
          ? new Promise((go) => res.once('drain', go).once('close', go))
          : Promise.resolve(),
      onPiece: (piece) => res.write(piece.bytes),
      onFinished: () => res.end(),
      onFailed: () => res.destroy(),
    });
    res.on('close', () => {
      talker.abandon();
      resolve();
    });
    res.writeHead(200, { 'content-type': contentTypes[format] });
    talker.say(units);
    talker.finish();
  });
}

async function readBody(req: IncomingMessage): Promise<Uint8Array | 'large' | 'lost'> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of req as AsyncIterable<Buffer>) {
      size += part.length;
      if (size <= largestBody) parts.push(part);
      else parts.length = 0; // a client reads the refusal only after it has sent its body: take it, keep nothing
      if (size > 2 * largestBody) return 'large';
    }
  } catch {
    return 'lost';
  }
  return size > largestBody ? 'large' : concatBytes(parts);
}
