/** What is said of an export. */
import { counted } from '@/lib/bytes/quantity.ts';
import type { ExportMade, ExportPreview, RemovedCounts, RemovedPlace } from '@/lib/console/rooms/export-room.ts';
import { bytesText } from '../ui/numbers.ts';

/** All that `lib/recording/redact` looks for: its places, names and patterns. */
export const removedWords =
  'Looked for in all of the session: the places where the protocol has its key, and passwords of addresses (user:password@); what stands under a name such as password, passcode, token, secret, API key, cookie or authorization, also in a sentence; what looks like a key (Bearer ..., sk-..., ghp_..., AKIA..., web tokens, private keys); and the same values wherever else they stand, in base64, hex, escapes and UTF-16 too. A filler of the same length takes their place. Copy buttons obey this too.';
export const staysWords =
  'Nothing else is looked for. A key cut in two stays, and so does one that is compressed, encrypted or spelled letter by letter, or that has no such place, name or look.';

const whys: Readonly<Record<keyof RemovedCounts, string>> = {
  position: 'where the protocol has its key',
  name: 'by what they are called',
  pattern: 'by what they look like',
  met: 'the same value elsewhere',
  audio: 'audio of references',
};

/** `5 places (2 where the protocol has its key, 3 by what they look like)`. */
export function countWords(places: number, counts: RemovedCounts): string {
  const kinds = (Object.keys(whys) as (keyof RemovedCounts)[]).filter((why) => counts[why] > 0);
  if (places === 0) return 'nothing';
  return `${counted(places, 'place')} (${kinds.map((why) => `${counts[why]} ${whys[why]}`).join(', ')})`;
}

export function madeWords({ name, blob, places, removed }: ExportMade): string {
  const without = places === 0 ? 'nothing removed' : `removed ${countWords(places, removed)}`;
  return `Saved ${name}, ${bytesText(blob.size)}; ${without}.`;
}

const parts: Readonly<Record<RemovedPlace['where'], string>> = {
  url: 'address',
  header: 'header',
  status: 'status line',
  bytes: 'frame',
  reason: 'reason of the close',
  body: 'body',
  requestBody: 'request body',
  responseBody: 'response body',
  problem: 'problem',
  says: 'mark',
  method: 'method',
  handle: 'name of a masked key',
};

/** `frame, token`: where a place is. The name may be hostile. */
export function placeName({ where, name }: RemovedPlace): string {
  return name === undefined ? parts[where] : `${parts[where]}, ${name}`;
}

/** The known limit, in a sentence for each frame; null for none. */
export function splitWords({ splits }: ExportPreview): string | null {
  if (splits.length === 0) return null;
  const list = splits.slice(0, 5).map(({ seq, next }) => (next === null ? `#${seq}` : `#${seq} and #${next}`));
  const more = splits.length > 5 ? `, and ${splits.length - 5} more` : '';
  return `Not removed: what looks like a key that is split over two frames, at ${list.join(', ')}${more}. No search finds the halves of a key: look at them before you share the file.`;
}

export function maskedWords(masked: number): string {
  if (masked === 0) return '';
  const [have, are] = masked === 1 ? ['has', 'is'] : ['have', 'are'];
  return `${counted(masked, 'place')} ${have} been masked by the recorder already and ${are} masked in any case.`;
}
