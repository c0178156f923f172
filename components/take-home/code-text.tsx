import { grouped } from '../ui/numbers.ts';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { VisibleText } from '../ui/visible-text.tsx';

/** A page holds no more in one piece. */
const mostLines = 2000;
const mostOfLine = 2000;

/** The program, line by line. Copy and save take the whole, whatever is shown. */
export function CodeText({ text }: { text: string }) {
  const lines = text.trimEnd().split('\n');
  const more = lines.length - mostLines;
  return (
    <ScrollRegion label="Code" className="min-h-0 min-w-0 grow overflow-x-auto px-3 py-2">
      <pre className="w-max min-w-full font-mono text-code">
        {lines.slice(0, mostLines).map((line, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
          <span key={at} className="block min-h-[18px]">
            <VisibleText text={line.length > mostOfLine ? `${line.slice(0, mostOfLine)}…` : line} />
          </span>
        ))}
      </pre>
      {more > 0 && (
        <p className="py-2 text-fg3 text-label">{grouped(more)} more lines: copy or save gives the whole.</p>
      )}
    </ScrollRegion>
  );
}
