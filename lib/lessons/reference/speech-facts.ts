/** What is known of fishspeech.live beside its events: one playground page, and its plain HTTP cousins. Nothing here was measured by us. */
import type { AudioFacts, Course, Fact, OutOfPlace } from './reference.ts';

const page = 'Playground page of fishspeech.live, undated';
const rest = 'Pages about plain HTTP of the same family, undated';

export const speechParts: Readonly<Record<string, string>> = {
  token: 'Required, URL-encoded. start carries the same key again.',
};

export const speechPaths: Readonly<Record<string, string>> = { '/v1/tts/ws': 'The one path that is documented.' };

export const speechConnectionFacts: readonly Fact[] = [
  {
    name: 'Headers and sub-protocols',
    says: 'None is needed, so a page can connect by itself; the key then stands in addresses and logs.',
    source: page,
  },
  {
    name: 'A bad token',
    says: 'Whether it is refused at the upgrade, or by an error event, is not known. Both are read here.',
    unknown: true,
  },
  { name: 'Connections at once', says: 'The limit is not known.', unknown: true },
  { name: 'Silence', says: 'How long an idle socket lives is not known.', unknown: true },
  { name: 'Pings', says: 'Whether the server sends any is not known.', unknown: true },
  { name: 'Largest message', says: 'The limit is not known.', unknown: true },
  { name: 'End of a session', says: 'Nothing is documented: the client closes. Close codes are not known.', unknown: true },
  { name: 'The service', says: 'Whether it is up at all is not known. It is no part of Fish Audio that anyone knows of.', unknown: true },
];

export const speechFraming: readonly Fact[] = [
  { name: 'Events', says: 'JSON objects in text frames, both ways, with the key "event".', source: page },
  {
    name: 'Sound',
    says: 'Binary frames without an envelope. They belong to the audio event before them.',
    source: page,
  },
  {
    name: 'Binary frames for each audio event',
    says: 'One or many: not documented. Any number is read as its sound, until the next processing or done.',
    unknown: true,
  },
  { name: 'Buffer', says: 'There is none, and no flush: every text is spoken by itself.', source: page },
];

export const speechStatusFacts: readonly Fact[] = [
  {
    name: 'Body of a refusal',
    says: 'Over plain HTTP: {"error": ..., "details": ..., "code": ...}, the last two not always.',
    source: rest,
  },
  { name: 'At the upgrade', says: 'Which of these statuses an upgrade is answered with is not known.', unknown: true },
];

export const speechAudio: AudioFacts = {
  formats: [
    {
      format: 'mp3',
      container: 'MPEG frames',
      rates: 'Unknown: read them from the frames. The sandbox makes 44100 Hz, mono.',
      says: 'The default over plain HTTP.',
      source: rest,
    },
    {
      format: 'wav',
      container: 'RIFF',
      rates: 'Unknown: read them from the header. The sandbox makes 44100 Hz, mono.',
      says: 'Documented beside mp3.',
      source: page,
    },
  ],
  firstAudio: [],
  pieces: [],
  facts: [
    { name: 'First audio', says: 'Nobody has published how long it takes.', unknown: true },
    { name: 'One file or one for each text', says: 'Not known. The switch stream chooses it in the sandbox.', unknown: true },
    { name: 'Times of words', says: 'There are none.', source: page },
  ],
};

const unanswered = 'What the service does is not known. The sandbox answers error and stays open.';
const place = (state: string, event: string, rule: string | null, says: string, unknown: string): OutOfPlace => ({
  state,
  event,
  rule,
  says,
  unknown,
});

export const speechCourse: Course = {
  states: [
    { id: 'opened', title: 'Open', says: 'The upgrade was accepted; connected has not come.' },
    { id: 'connected', title: 'Connected', says: 'The server waits for start.' },
    { id: 'ready', title: 'Ready', says: 'The server waits for a text.' },
    { id: 'busy', title: 'Speaking', says: 'A text is being spoken: processing, audio with binary frames, then done.' },
  ],
  moves: [
    { from: ['opened'], by: 'server', event: 'connected', to: 'connected' },
    { from: ['connected'], by: 'server', event: 'ready', to: 'ready' },
    { from: ['ready'], by: 'client', event: 'text', to: 'busy' },
    { from: ['busy'], by: 'server', event: 'done', to: 'ready' },
    { from: ['busy'], by: 'server', event: 'error', to: 'ready' },
    { from: ['busy'], by: 'client', event: 'stop', to: 'ready' },
  ],
  stays: [
    { state: 'connected', by: 'client', events: ['start'] },
    { state: 'ready', by: 'client', events: ['stop'] },
    { state: 'ready', by: 'server', events: ['stopped'] },
    { state: 'busy', by: 'server', events: ['processing', 'audio'] },
  ],
  outOfPlace: [
    place('opened', 'start', 'B05', 'The documented order is to wait for connected.', 'Whether an early start is taken is not known. The sandbox takes it.'),
    place('opened', 'text', 'B05', 'Wait for connected, send start, wait for ready.', unanswered),
    place('opened', 'stop', null, 'There is nothing to stop.', unanswered),
    place('connected', 'text', 'B05', 'Send start, and wait for ready.', unanswered),
    place('connected', 'stop', null, 'There is nothing to stop.', unanswered),
    place('ready', 'start', null, 'start was sent already.', 'Not documented. The sandbox takes the new one, and answers ready again.'),
    place('busy', 'start', null, 'start was sent already.', 'Not documented. The sandbox gives up the text, takes the new start, and answers ready.'),
    place('busy', 'text', 'B10', 'The text before it is not done.', 'What the service does with it is not known. The sandbox lets it wait in a queue.'),
  ],
};
