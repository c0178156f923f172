/** The unmodified npm clients of Fish Audio, as a program would use them: one request each. For tests only. */
import { FishAudioClient, RealtimeEvents } from 'fish-audio';
import { TTSRequest, WebSocketSession } from 'fish-audio-sdk';

const sdkTexts: readonly string[] = ['One two ', 'three.'];

async function* streamed(texts: readonly string[]) {
  yield* texts;
}

/** fish-audio 0.1.0; the audio it handed to its user. */
export async function fishAudio(
  baseUrl: string,
  apiKey: string,
  { texts = sdkTexts, format = 'mp3' }: { texts?: readonly string[]; format?: 'mp3' | 'opus' } = {},
): Promise<Buffer[]> {
  const client = new FishAudioClient({ apiKey, baseUrl });
  const request = { text: '', latency: 'balanced', format } as const;
  const connection = await client.textToSpeech.convertRealtime(request, streamed(texts));
  const chunks: Buffer[] = [];
  await new Promise<void>((resolve, reject) => {
    connection.on(RealtimeEvents.AUDIO_CHUNK, (audio) => chunks.push(Buffer.from(audio as Uint8Array)));
    connection.on(RealtimeEvents.ERROR, reject);
    connection.on(RealtimeEvents.CLOSE, () => resolve());
  });
  connection.close();
  return chunks;
}

/** fish-audio-sdk 2025.11.29; the audio it handed to its user, and how it ended. `took`: called with each piece. */
export async function fishAudioSdk(baseUrl: string, took: (count: number) => void = () => {}) {
  const session = new WebSocketSession('a-key-of-enough-length', baseUrl);
  const chunks: Buffer[] = [];
  let end = 'finished';
  try {
    for await (const audio of session.tts(new TTSRequest('', { latency: 'balanced' }), streamed(sdkTexts))) {
      chunks.push(audio);
      took(chunks.length);
    }
  } catch (error) {
    end = (error as Error).message;
  }
  return { chunks, end };
}
