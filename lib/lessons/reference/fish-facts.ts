/** What is known of Fish Audio's live service beside its events: the connection and its limits. Nothing here was measured by us. */
import type { Fact } from './reference.ts';

const asyncApi = 'AsyncAPI document of Fish Audio, August 2026';
const stamps = 'Fish Audio reference of the path with timestamps, September 2026';
const latencyNote = 'A third party, 100 calls, 30 September 2026';
const clients = 'Sources of the clients, August 2026';

export const fishParts: Readonly<Record<string, string>> = {
  Authorization: 'Required. No document has the key in the address, or in a first message.',
  model: 'May be left out since 4 August 2026; the server then takes s2.1-pro, which is paid, without a word.',
};

export const fishPaths: Readonly<Record<string, string>> = {
  '/v1/tts/live': 'The events below.',
  '/v1/tts/live/with-timestamp':
    'The same events; audio says which word is heard when. Documented since 11 September 2026.',
};

export const fishConnectionFacts: readonly Fact[] = [
  {
    name: 'Upgrade',
    says: 'HTTP/1.1. A try over HTTP/2 was answered with 400 "invalid protocol".',
    source: 'History of the Fish Audio documents, August 2026',
  },
  {
    name: 'From a browser',
    says: 'A page cannot set headers of an upgrade (the guide says it of traceparent): it needs a server of its own between, as the relay here is.',
    source: 'Fish Audio guide on observability, August 2026',
  },
  { name: 'Sub-protocol', says: 'None is offered by any known client.', source: 'Seen with the clients, on loopback' },
  {
    name: 'Compression',
    says: 'Some clients offer permessage-deflate. Whether the service accepts it is not known.',
    unknown: true,
  },
  {
    name: 'Tracing',
    says: 'A traceparent header is taken up; without one the service begins a trace of its own.',
    source: 'Fish Audio guide on observability, August 2026',
  },
  {
    name: 'Model',
    says: 'Bound to the socket: for another model, connect again. Documents of November 2025 to August 2026 require the header; those of mid 2025 take speech-1.5 without it. speech-1.5 and speech-1.6 are deprecated since 28 February 2026.',
    source: asyncApi,
  },
  {
    name: 'Connections at once',
    says: '5, 15 or 50 for an account, all its keys together, by what was prepaid: below $100, from $100, from $1000.',
    source: 'Fish Audio page on prices and limits, August 2026',
  },
  { name: 'An idle socket and the limit', says: 'Whether it counts as one of those is not known.', unknown: true },
  {
    name: 'Silence',
    says: 'A socket without traffic was alive after 30, 60 and 120 seconds, and lost (1006) before 300.',
    source: latencyNote,
  },
  {
    name: 'After finish',
    says: 'The AsyncAPI document of August 2026 says that the server closes. The newest document says that another start may follow on the same socket, and LiveKit has kept sockets since 9 July 2026. Be ready for both.',
    source: stamps,
  },
  { name: 'Start after finish', says: 'Whether it is taken in every region is not known.', unknown: true },
  { name: 'Close after finish', says: 'Its code, and how long it takes, are not known.', unknown: true },
  {
    name: 'Pings of the client',
    says: 'From none to one every 5 to 30 seconds. With the Python SDK no pong came for more than 20 seconds while long texts were made.',
    source: `${clients}, and a report to the Python SDK`,
  },
  { name: 'Pings of the server', says: 'Whether it sends any is not known.', unknown: true },
  { name: 'Largest message', says: 'The limit is not known.', unknown: true },
  {
    name: 'Trying again',
    says: 'After 429 and 5xx with growing pauses, after other 4xx never. After finish with an error: on a new connection.',
    source: 'Fish Audio page on errors, August 2026',
  },
];

export const fishFraming: readonly Fact[] = [
  {
    name: 'Frames',
    says: 'Every message, both ways, is one MessagePack map in one binary frame, with the text key "event".',
    source: asyncApi,
  },
  { name: 'Bytes', says: 'Audio is MessagePack bin, never base64.', source: stamps },
  {
    name: 'Text frames',
    says: 'The server ignores them, and a client should. Written for the path with timestamps; what was seen of JSON clients on the other fits.',
    source: stamps,
  },
  {
    name: 'Answers',
    says: 'start, text and flush are not acknowledged. Unless something fails, finish comes after stop alone: a client that never stops tells the end of a turn by silence.',
    source: 'Reports of clients, 2025 and 2026',
  },
  {
    name: 'An empty flush',
    says: 'What a flush does when nothing is buffered is not known. The sandbox does nothing.',
    unknown: true,
  },
  {
    name: 'No text at all',
    says: 'start and stop alone end with finish, perhaps without a sound.',
    source: 'A test of the Python SDK, March 2026',
  },
  { name: 'Unknown events and keys', says: 'Are to be ignored: the protocol may grow.', source: asyncApi },
  {
    name: 'Unknown keys of a client',
    says: 'Whether the service refuses them is not known. One client in daily use sends model_id, so they are probably ignored.',
    unknown: true,
  },
  { name: 'Bits of text', says: "Joined as they stand: the spaces are the client's.", source: asyncApi },
];

export const fishStatusFacts: readonly Fact[] = [
  {
    name: 'At the upgrade',
    says: 'Clients are written for 401, 402 and 403. 400 was seen with HTTP/2 alone, and 429 is inferred from a client that connected too often. The others are those of plain HTTP: whether an upgrade is answered with them is not known.',
    unknown: true,
  },
  {
    name: 'Order of the checks',
    says: 'Credit comes before the parameters, over plain HTTP: an empty account hides mistakes in them.',
    source: 'A third party, with a key, 3 October 2026',
  },
  {
    name: 'After the upgrade',
    says: 'Too many at once, or a start that cannot be: an error event, then a close. Written for the path with timestamps; that the other does the same is inferred.',
    source: stamps,
  },
  {
    name: 'Body of a refusal',
    says: 'Over plain HTTP it is {"message": ..., "status": ...}. Its exact text at a refused upgrade is not known.',
    unknown: true,
  },
];
