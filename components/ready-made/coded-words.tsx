/** A sentence of ours; what stands between backticks is code. */
export function CodedWords({ words }: { words: string }) {
  return words.split('`').map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence never move
      <code key={at} className="font-mono text-code text-fg">
        {part}
      </code>
    ),
  );
}
