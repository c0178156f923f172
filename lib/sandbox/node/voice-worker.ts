/** Entry of the voice's worker thread: synthesis and encoding happen here, so that the server's timing stays honest. */
import { parentPort } from 'node:worker_threads';
import { type Spoken, silentSpoken, type VoiceStream } from '../voice.ts';
import { localVoice } from './local-voice.ts';
import type { VoiceReply, VoiceRequest } from './voice-wire.ts';

const voice = localVoice();
const streams = new Map<number, VoiceStream>();

/** A stream of a thread that crashed is not known to the one that came after it. */
function known(id: number): VoiceStream {
  const stream = streams.get(id);
  if (stream === undefined) throw new Error('the audio stream was lost');
  return stream;
}

async function carryOut(request: VoiceRequest): Promise<Spoken> {
  switch (request.op) {
    case 'warm':
      await voice.warm();
      return silentSpoken;
    case 'open':
      streams.set(request.stream, voice.open(request.ask));
      return silentSpoken;
    case 'speak':
      return known(request.stream).speak(request.text, request.speaker);
    case 'end': {
      const stream = known(request.stream);
      streams.delete(request.stream);
      return stream.end();
    }
    case 'drop':
      streams.get(request.stream)?.drop();
      streams.delete(request.stream);
      return silentSpoken;
  }
}

parentPort?.on('message', (request: VoiceRequest) => {
  const answer = (reply: VoiceReply) => parentPort?.postMessage(reply);
  carryOut(request).then(
    (spoken) => answer({ id: request.id, spoken }),
    (error: unknown) => answer({ id: request.id, error: error instanceof Error ? error.message : String(error) }),
  );
});
