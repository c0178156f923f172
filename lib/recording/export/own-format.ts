/** Our own format: a new chain. Where nothing was removed the file is the recorder's, byte for byte. */
import type { RecordingHeader } from '../recording-header.ts';
import { recordingWriter } from '../recording-writer.ts';
import type { ExportFormat, ExportSource } from './export-source.ts';

export const ownFormat: ExportFormat = {
  id: 'wiretone',
  name: 'Wiretone recording',
  ending: 'wiretone.jsonl',
  mediaType: 'application/x-ndjson',
  about: 'Every entry as it was recorded, hash-chained: opens here again, and can be verified.',
  make: ownLines,
};

export async function* ownLines(source: ExportSource): AsyncGenerator<string> {
  const writer = await recordingWriter(headerOf(source));
  yield writer.header();
  for (let seq = 1; seq <= source.length; seq++) yield writer.entry(source.entry(seq), source.seen(seq));
  yield writer.end();
}

/** The last hash of the chain that these entries make: what a redacting export was made of. `turn` is asked between entries. */
export async function lastHash(source: ExportSource, turn: () => Promise<void> | null): Promise<string> {
  const writer = await recordingWriter(headerOf(source));
  writer.header();
  for (let seq = 1; seq <= source.length; seq++) {
    writer.entry(source.entry(seq), source.seen(seq));
    const pause = turn();
    if (pause !== null) await pause;
  }
  writer.end();
  return writer.place().last;
}

function headerOf({ head, redacted }: ExportSource): RecordingHeader {
  return redacted === null ? { session: head } : { session: head, redacted };
}
