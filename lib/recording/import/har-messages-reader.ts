/** Reads the file that Playwright lays beside a HAR with attached content: the items of `_webSocketMessages`, one a line. */
import type { FoundSink } from './found.ts';
import { harMessage } from './har-message.ts';
import { linesReader } from './lines-reader.ts';
import type { TextReader } from './text-reader.ts';

export function harMessagesReader(sink: FoundSink): TextReader {
  return linesReader(sink, (line) => {
    sink.message(0, harMessage(line));
    return null;
  });
}
