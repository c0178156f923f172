/** Python clients that speak Fish Audio's live TTS. */
import type { ClientCard } from './client-card.ts';
import {
  fishaudioLines,
  fishaudioProgram,
  legacyLines,
  legacyProgram,
  websocketsLines,
  websocketsProgram,
} from './program-text.ts';

export const pythonCards: readonly ClientCard[] = [
  {
    id: 'fishaudio',
    title: 'fishaudio (Python)',
    version: '1.3.0 of fish-audio-sdk, the official one',
    dialect: 'fish',
    language: 'python',
    install: 'pip install fish-audio-sdk==1.3.0',
    lines: fishaudioLines,
    program: fishaudioProgram,
    hides: [
      { says: 'A refusal is WebSocketUpgradeError with the status: the body is not in its words.', by: 'loopback' },
      {
        says: 'An error event, or an end without finish, is "disconnected unexpectedly": the message of the server is lost.',
        by: 'loopback',
      },
      { says: 'finish with an error is WebSocketError: its message is lost.', by: 'loopback' },
    ],
    does: [
      { says: 'Sends model: s2-pro, and a User-Agent with its version; offers no compression.', by: 'loopback' },
      { says: 'Its start has all 18 fields, whatever was set; opus_bitrate is in the old unit (32).', by: 'loopback' },
      { says: 'Sends flush where the text stream yields a FlushEvent.', by: 'loopback' },
      {
        says: 'Pings every 20 s and gives up after 20 s without a pong, which long texts have met: 60 s may be set.',
        by: 'source',
      },
      { says: 'Closes with 1000 by itself. AsyncFishAudio takes the same base_url.', by: 'loopback' },
    ],
  },
  {
    id: 'fish-audio-sdk-legacy',
    title: 'fish_audio_sdk (Python, legacy)',
    version: 'the older module within fish-audio-sdk 1.3.0',
    dialect: 'fish',
    language: 'python',
    install: 'pip install fish-audio-sdk==1.3.0',
    lines: legacyLines,
    program: legacyProgram,
    hides: [
      {
        says: 'Every failure after the upgrade is one WebSocketErr without words: code, reason and message are lost.',
        by: 'source',
      },
      { says: 'An error event of the server is passed over in silence.', by: 'source' },
    ],
    does: [
      { says: 'Sends model: speech-1.5 unless backend= names another: that model is retired.', by: 'loopback' },
      { says: 'Its start has 13 fields. It never sends flush.', by: 'loopback' },
      { says: 'AsyncWebSocketSession takes the same base_url.', by: 'source' },
    ],
  },
  {
    id: 'python-websockets',
    title: 'websockets and ormsgpack (Python)',
    version: 'your own code, in the shape of the documented example',
    dialect: 'fish',
    language: 'python',
    install: 'pip install websockets ormsgpack',
    lines: websocketsLines,
    program: websocketsProgram,
    setUp: 'additional_headers is the name since websockets 14; before it was extra_headers.',
    hides: [
      {
        says: 'Without max_size=None a message above 1 MiB ends the connection from the client: the close code here is 1009.',
        by: 'documented',
      },
    ],
    does: [
      { says: 'Offers permessage-deflate unless told not to.', by: 'loopback' },
      { says: 'The documented example sends no model header, and debug: true in start.', by: 'loopback' },
      { says: 'Pings every 20 s.', by: 'documented' },
    ],
  },
];
