/** What is known of fishspeech.live beside its events: one playground page, and its plain HTTP cousins. Nothing here was measured by us. */
import type { Fact } from './reference.ts';

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
  {
    name: 'End of a session',
    says: 'Nothing is documented: the client closes. Close codes are not known.',
    unknown: true,
  },
  {
    name: 'After an error',
    says: 'Whether the socket stays open is not known. The sandbox keeps it open.',
    unknown: true,
  },
  {
    name: 'After stop',
    says: 'The page calls it the end of what is being processed. That texts may follow on the same socket is not documented beyond that; the sandbox takes them.',
    unknown: true,
  },
  {
    name: 'The service',
    says: 'Whether it is up at all is not known. Nothing that is known ties it to Fish Audio.',
    unknown: true,
  },
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
