/** Clients from npm that speak Fish Audio's live TTS. */
import type { ClientCard } from './client-card.ts';
import { fishAudioLines, fishAudioProgram, fishAudioSdkLines, fishAudioSdkProgram } from './program-text.ts';

const slash =
  'A slash at the end of the base URL makes it dial "//v1/tts/live". The tap passes that on as it is; the service may not know the path.';

export const npmCards: readonly ClientCard[] = [
  {
    id: 'fish-audio',
    title: 'fish-audio (npm)',
    version: '0.1.0, the official one',
    dialect: 'fish',
    language: 'js',
    install: 'npm install fish-audio@0.1.0',
    lines: fishAudioLines,
    program: fishAudioProgram,
    hides: [
      {
        says: 'A refusal (401, 402, 429) is "Unexpected server response" with the number: the body, which says why, is lost.',
        by: 'loopback',
      },
      { says: 'An error event of the server is not told at all: only CLOSE comes, and no ERROR.', by: 'loopback' },
      { says: 'A connection that ends without finish looks like success: only CLOSE comes.', by: 'loopback' },
      { says: 'CLOSE comes twice after a normal end.', by: 'loopback' },
    ],
    does: [
      {
        says: 'Sends the header model: s1 unless the third argument names another; its README says s2-pro.',
        by: 'loopback',
      },
      { says: 'Sends no User-Agent, and offers permessage-deflate.', by: 'loopback' },
      { says: 'Never sends flush: its text stream has no way to.', by: 'source' },
      { says: 'A File as reference audio becomes an empty map on the wire.', by: 'loopback' },
      { says: slash, by: 'loopback' },
      { says: 'No environment variable sets its address.', by: 'source' },
    ],
  },
  {
    id: 'fish-audio-sdk',
    title: 'fish-audio-sdk (npm)',
    version: '2025.11.29, unofficial',
    dialect: 'fish',
    language: 'js',
    install: 'npm install fish-audio-sdk@2025.11.29',
    lines: fishAudioSdkLines,
    program: fishAudioSdkProgram,
    hides: [
      {
        says: 'It loses frames that arrive back to back: of 4 it gave 2 to its user, then "Connection closed", though the record here has all 4. It waits for one message at a time and keeps no queue. With 15 ms between the frames all arrive.',
        by: 'loopback',
      },
      { says: 'A refusal (401) is "Unexpected server response" with the number: the body is lost.', by: 'loopback' },
      { says: 'An error event, or a connection cut short, is "Connection closed" and no more.', by: 'loopback' },
      {
        says: 'finish with an error is "Server error" when it comes alone: its message is lost. Back to back with the frame before it, it is lost itself, and this client waits for ever.',
        by: 'loopback',
      },
    ],
    does: [
      { says: 'Sends no model header: the service then chooses by itself.', by: 'loopback' },
      { says: "Sends developer-id, its author's unless the third argument names another.", by: 'loopback' },
      { says: 'Reads nothing until it has sent its last text and stop.', by: 'source' },
      { says: 'Its start has 12 fields, some of them nil, and model_id among them.', by: 'loopback' },
      { says: slash, by: 'loopback' },
    ],
  },
];
