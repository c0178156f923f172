/** Code of one's own on `ws`, the Go client, and the protocol that has no published client. */
import type { ClientCard } from './client-card.ts';
import { fishspeechLines, fishspeechProgram, goLines, wsLines, wsProgram } from './program-text.ts';

export const otherCards: readonly ClientCard[] = [
  {
    id: 'ws',
    title: 'ws and @msgpack/msgpack (JavaScript)',
    version: 'your own code, in the shape of the documented example',
    dialect: 'fish',
    language: 'js',
    install: 'npm install ws @msgpack/msgpack',
    lines: wsLines,
    program: wsProgram,
    setUp: 'A script of Node.js: a browser page cannot set these headers, and the tap refuses other origins.',
    hides: [
      {
        says: 'A refusal is "Unexpected server response" with the number, unless the program listens for unexpected-response.',
        by: 'source',
      },
      {
        says: 'An error event of the server is one more message: a program that does not look for it ends at close.',
        by: 'source',
      },
    ],
    does: [
      { says: 'Offers permessage-deflate unless told not to.', by: 'source' },
      { says: 'Sends no User-Agent.', by: 'source' },
    ],
  },
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
