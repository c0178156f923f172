/** A paragraph of a lesson: what stands between backticks is code. Nothing else is marked up. */
export function ToldText({ text }: { text: string }) {
  return text.split('`').map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no name but their place
      <code key={at} className="rounded-badge bg-bg3 px-1 font-mono text-code [overflow-wrap:anywhere]">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
