/** The session as TypeScript over the `fish-audio` SDK (0.1.0), which says what it says: only a session of just that fits. */
import { quotedText, scriptEscapes } from '../escaped-text.ts';
import type { SessionScript } from '../script.ts';
import { type FittingSession, sdkSession } from '../sdk-session.ts';
import { patienceMs } from '../wire.ts';
import { writePieces, writeValue } from '../write-value.ts';
import { sdkImports, sdkLimit, sleeping } from './program-text.ts';
import { scriptSettings, scriptTitle } from './script-head.ts';
import { scriptWords, scriptWrites } from './script-words.ts';

export function sdkScript(script: SessionScript): { text: string } | { why: string } {
  const fits = sdkSession(script, 'fish-audio', scriptWrites);
  if ('why' in fits) return fits;
  const says = [
    'The SDK tells nothing of an "error" event: the connection just closes.',
    'Its types know older models and fields than the service does, hence the casts.',
  ];
  return {
    text: [
      ...scriptTitle(script, 'fish-audio@0.1.0', says),
      sdkImports,
      '',
      ...scriptSettings(script),
      '',
      body(fits, patienceMs(script)),
    ].join('\n'),
  };
}

function body({ request, model, texts }: FittingSession, patience: number): string {
  const sleeps = texts.some(({ pauseMs }) => pauseMs > 0);
  const lines = texts.flatMap(({ pauseMs, pieces, end }) => [
    ...(pauseMs > 0 ? [`  await sleep(${pauseMs});`] : []),
    ...(end ? [] : [`  yield ${writePieces(pieces, scriptWords)};`]),
  ]);
  return `const client = new FishAudioClient({ apiKey, baseUrl: base });
const request = ${writeValue(request, scriptWords)};
const file = openSync(audioFile, 'w');
let audioBytes = 0;
${sleeps ? `\n${sleeping}` : ''}
/** One text event each; the SDK sends stop after the last. */
async function* texts(): AsyncGenerator<string> {
${lines.join('\n')}
}

const connection = await client.textToSpeech.convertRealtime(request as never, texts(), ${quotedText(model, scriptEscapes)} as never);
let limit: NodeJS.Timeout | undefined;
await new Promise<void>((done, fail) => {
  ${sdkLimit(patience)}
  connection.on(RealtimeEvents.AUDIO_CHUNK, (sound) => {
    writeSync(file, sound as Uint8Array);
    audioBytes += (sound as Uint8Array).length;
    limit?.refresh();
  });
  connection.on(RealtimeEvents.ERROR, fail);
  connection.on(RealtimeEvents.CLOSE, () => done());
}).finally(() => clearTimeout(limit));
connection.close();
console.log(\`\${audioBytes} bytes of sound in \${audioFile}\`);
`;
}
