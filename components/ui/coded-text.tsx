/** A sentence of ours: what stands between backticks is code. Nothing else is marked up. `codeLook`: classes of the code. */
export function CodedText({
  text,
  codeLook = 'rounded-badge bg-bg3 px-1 [overflow-wrap:anywhere]',
}: {
  text: string;
  codeLook?: string;
}) {
  return text.split('`').map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no name but their place
      <code key={at} className={`font-mono text-code ${codeLook}`}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}
