/** The Go client, and the protocol that has no published client. */
import type { ClientCard } from './client-card.ts';
import { fishspeechLines, fishspeechProgram, goLines } from './program-text.ts';

export const otherCards: readonly ClientCard[] = [
  {
    id: 'go',
    title: 'fish-audio-go',
    version: '1.1.0; its source, not run',
    dialect: 'fish',
    language: 'go',
    install: 'go get github.com/fishaudio/fish-audio-go@v1.1.0',
    lines: goLines,
    setUp:
      'From 1.1.0 on: in 1.0.0 the socket goes to the service whatever the base URL is, and only plain calls follow it.',
    hides: [
      { says: 'finish with an error is "stream finished with error": its message is lost.', by: 'source' },
      { says: 'An error event of the server is passed over in silence.', by: 'source' },
      { says: 'An end with close code 1000, or without one, is a normal end to it, finish or not.', by: 'source' },
      { says: 'A message above 10 MiB ends the connection.', by: 'source' },
    ],
    does: [
      { says: 'Sends model: s2-pro unless set. Leaves out every field that is zero.', by: 'source' },
      { says: 'Never sends flush.', by: 'source' },
    ],
  },
  {
    id: 'fishspeech',
    title: 'Any WebSocket client',
    version: 'no published client of this protocol is known',
    dialect: 'fishspeech',
    language: 'js',
    install: 'npm install ws',
    lines: fishspeechLines,
    program: fishspeechProgram,
    setUp:
      'Any WebSocket client works, a browser page excepted: the tap refuses other origins. The key goes into the URL and into start, which are both masked in the record.',
    hides: [
      { says: 'Whether a bad token is refused at the upgrade or told in an error event is not known.', by: null },
    ],
    does: [
      { says: 'stop ends what is being spoken, not the session: the client closes.', by: 'documented' },
      { says: 'Whether a second text may be sent before done is not known.', by: null },
    ],
  },
];
