/** Voice agent frameworks with a Fish Audio plug-in. */
import type { ClientCard } from './client-card.ts';
import { liveKitNodeLines, liveKitPythonLines, pipecatLines, tenLines } from './program-text.ts';

export const agentCards: readonly ClientCard[] = [
  {
    id: 'livekit-node',
    title: 'LiveKit Agents (Node)',
    version: '@livekit/agents-plugin-fishaudio 1.5.5',
    dialect: 'fish',
    language: 'js',
    install: 'npm install @livekit/agents-plugin-fishaudio@1.5.5 @livekit/agents @livekit/rtc-node',
    lines: liveKitNodeLines,
    setUp: 'For streams only: its plain calls (synthesize) refuse a base URL with http.',
    hides: [
      { says: 'A refusal is tried again, four times in all, even a 401.', by: 'loopback' },
      { says: 'An error event is four attempts, too: each is a connection here. Its message is lost.', by: 'loopback' },
    ],
    does: [
      { says: 'Sends model: s2.1-pro.', by: 'loopback' },
      {
        says: 'Asks for pcm at 24,000 Hz, chunk_length 100, latency balanced, in a start of 13 fields.',
        by: 'loopback',
      },
      { says: 'Sends text and flush for each sentence, then stop.', by: 'loopback' },
      {
        says: 'Keeps its socket: the next turn is a second start on it, a second round of the same session here.',
        by: 'loopback',
      },
      { says: 'A slash at the end of the base URL makes it dial "//v1/tts/live".', by: 'loopback' },
    ],
  },
  {
    id: 'livekit-python',
    title: 'LiveKit Agents (Python)',
    version: 'livekit-plugins-fishaudio 1.7.0; the source of August 2026, not run',
    dialect: 'fish',
    language: 'python',
    install: 'pip install livekit-plugins-fishaudio',
    lines: liveKitPythonLines,
    hides: [{ says: 'What it tells of a refusal or an error event was not tried.', by: null }],
    does: [
      { says: 'Sends a User-Agent. Asks for wav at 24,000 Hz unless told otherwise.', by: 'source' },
      { says: 'Pings every 30 s, and keeps a socket for up to 300 s since its last use.', by: 'source' },
    ],
  },
  {
    id: 'pipecat',
    title: 'Pipecat',
    version: 'main of August 2026, not run',
    dialect: 'fish',
    language: 'python',
    install: 'pip install "pipecat-ai[fish]"',
    lines: pipecatLines,
    setUp:
      'It has no option for the address: that is written down in its code. The attribute set here is private, whole URL and path, and any release may rename it. If no connection comes up here, that has happened.',
    hides: [
      {
        says: 'An error event of the server is passed over, and the message of finish with an error is lost.',
        by: 'source',
      },
      { says: 'Audio of 1,024 bytes or less in one frame is thrown away.', by: 'source' },
    ],
    does: [
      { says: 'Sends start once, then text and flush for each sentence, and stop when it leaves.', by: 'source' },
      { says: 'Sends model: s2.1-pro unless set.', by: 'source' },
    ],
  },
  {
    id: 'ten',
    title: 'TEN Framework',
    version: 'fish_audio_tts_python, its source of 2026, not run',
    dialect: 'fish',
    language: 'json',
    install: null,
    lines: tenLines,
    setUp: 'base_url goes into "params" of the extension\'s property.json.',
    hides: [{ says: 'finish with an error counts as a normal end.', by: 'source' }],
    does: [
      { says: 'Dials /v1/tts/live/with-timestamp, always.', by: 'source' },
      { says: 'Sends traceparent, and chunk_length 200 whatever is set.', by: 'source' },
      {
        says: 'Reconnects up to three times and sends its texts again: they may be spoken, and paid, twice.',
        by: 'source',
      },
    ],
  },
];
