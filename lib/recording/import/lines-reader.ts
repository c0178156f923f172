/** What the formats with one JSON object a line have in common: bounded lines, and faults that are named by line. */
import { counted, grouped } from '../../bytes/quantity.ts';
import { utf8Length } from '../../bytes/utf8.ts';
import { type Problem, problem } from '../../problem/problem.ts';
import type { FoundSink } from './found.ts';
import { lineSplitter } from './line-splitter.ts';
import type { TextReader } from './text-reader.ts';

export type LineObject = Record<string, unknown>;
/** Null: it was taken. Words: it was not, and why. */
export type LineVerdict = null | string | { warns: string };

/** A line holds a frame as base64: the largest frame that is carried, and room. */
export const longestLine = 64 * 1024 * 1024;
const mostNamed = 20;

export function linesReader(sink: FoundSink, take: (line: LineObject) => LineVerdict): TextReader {
  let first: Problem | null = null;
  let named = 0;
  let [taken, unread] = [0, 0];
  const name = (says: string) => {
    if (named++ < mostNamed) sink.note(says);
  };
  const fault = (says: string, line: number, byte: number) => {
    first ??= problem('broken_line', says, { line, byte });
    unread++;
    name(`line ${line}: ${says}`);
  };
  const lines = lineSplitter(longestLine, {
    line(text, number, byte) {
      if (text.trim() === '') return true;
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        fault(unreadable(text), number, byte);
        return true;
      }
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        fault('it is JSON, but no object', number, byte);
        return true;
      }
      const verdict = take(value as LineObject);
      if (typeof verdict === 'string') {
        fault(verdict, number, byte);
        return true;
      }
      taken++;
      if (verdict !== null) name(`line ${number}: ${verdict.warns}`);
      return true;
    },
    tooLong: (number, byte) =>
      fault(`it is longer than ${grouped(longestLine)} bytes, the most that is held`, number, byte),
  });
  return {
    push: (piece) => lines.push(piece),
    end() {
      lines.end();
      if (named > mostNamed) sink.note(`${counted(named - mostNamed, 'more line')} with something to say`);
      if (unread > 0) sink.note(`${counted(unread, 'line')} not read`);
      if (first !== null && taken === 0)
        return problem('not_importable', first.detail, first.at, 'No line of it can be read.');
      return first;
    },
  };
}

function unreadable(text: string): string {
  const size = utf8Length(text);
  const end = text.trimEnd().at(-1);
  if (end !== '}') {
    return `it never ends: ${grouped(size)} bytes without the end of the object (a line may have ${grouped(longestLine)})`;
  }
  return 'it is not one JSON object';
}
