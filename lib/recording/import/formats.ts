/** The formats of other tools: one reader each. */
import { capturesReader } from './captures-reader.ts';
import type { FormatName, FoundSink } from './found.ts';
import { harMessagesReader } from './har-messages-reader.ts';
import { harReader } from './har-reader.ts';
import { plainReader } from './plain-reader.ts';
import type { TextReader } from './text-reader.ts';

export type ForeignName = Exclude<FormatName, 'wiretone'>;

/** `markBytes`: of a byte order mark in front of the text, for the places told. */
export function foreignReader(format: ForeignName, sink: FoundSink, markBytes: number): TextReader {
  if (format === 'har') return harReader(sink, markBytes);
  if (format === 'har-messages') return harMessagesReader(sink);
  return format === 'captures' ? capturesReader(sink) : plainReader(sink);
}

/** What the numbers in its time fields are. */
export function timeCountsOf(format: ForeignName): 'epoch' | 'milliseconds' {
  return format === 'har' || format === 'har-messages' ? 'epoch' : 'milliseconds';
}

/** What a format is called in a sentence. */
export const formatTitles: Readonly<Record<FormatName, string>> = {
  wiretone: 'a recording of Wiretone',
  har: 'HAR',
  'har-messages': 'messages of a HAR, one a line',
  captures: 'lines of a capture',
  plain: 'plain lines',
};
