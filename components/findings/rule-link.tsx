/** The name of a rule, which leads to its page in a tab of its own. */
export function RuleLink({ rule }: { rule: string }) {
  return (
    <a
      href={`/rules/${encodeURIComponent(rule)}`}
      target="_blank"
      rel="noreferrer"
      title={`The page of rule ${rule}`}
      className="shrink-0 font-mono text-accent underline"
    >
      {rule}
    </a>
  );
}
