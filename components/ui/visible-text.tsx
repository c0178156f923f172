import type { Span } from '@/lib/bytes/span.ts';
import { visibleParts } from '@/lib/bytes/visible.ts';

/**
 * Text from outside: characters that cannot be seen are shown as tokens, and its reading direction stays its own.
 * `masked` are spans of UTF-16 units where a key stood.
 */
export function VisibleText({ text, masked = [] }: { text: string; masked?: readonly Span[] }) {
  return (
    <span className="hostile" dir="auto">
      {pieces(text, masked).map((piece) =>
        piece.masked ? (
          <mark
            key={piece.at}
            className="masked"
            title="A key stood here; it was replaced before this was written down."
          >
            <Parts text={piece.text} />
          </mark>
        ) : (
          <Parts key={piece.at} text={piece.text} />
        ),
      )}
    </span>
  );
}

function Parts({ text }: { text: string }) {
  return visibleParts(text).map((part, at) =>
    part.token ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no name but their place
      <span key={at} className="token">
        {part.text}
      </span>
    ) : (
      part.text
    ),
  );
}

type Piece = { at: number; text: string; masked: boolean };

function pieces(text: string, masked: readonly Span[]): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  for (const span of masked) {
    if (span.start < at || span.end > text.length) continue;
    if (span.start > at) out.push({ at, text: text.slice(at, span.start), masked: false });
    out.push({ at: span.start, text: text.slice(span.start, span.end), masked: true });
    at = span.end;
  }
  if (at < text.length || out.length === 0) out.push({ at, text: text.slice(at), masked: false });
  return out;
}
