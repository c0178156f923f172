/** The table of faults as it stands in README.md: a test compares. */
import type { FaultFindings } from './fault.ts';
import { valueForm } from './plan.ts';
import { faultTable } from './table.ts';

/** Lines of Markdown. */
export function tableText(): string[] {
  const rows = faultTable.map((fault) => {
    const { name, does, moment, symptom, findings, clients } = fault;
    const counts = moment === null ? '' : `${moment.counts} (${moment.initial})`;
    const found = Object.entries(findings).map(([dialect, one]) => `${dialect}: ${raised(one)}`);
    return `| \`${name}\` | ${does} | ${valueForm(fault)} | ${counts} | ${symptom} | ${found.join('<br>')} | ${clients} |`;
  });
  return [
    '| name | what it does | values | what `@n` counts (left out) | what the client sees | findings | known clients |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ];
}

function raised({ raises, because }: FaultFindings): string {
  const rules = raises.map(({ rule, formats }) => (formats === undefined ? rule : `${rule} (${formats.join(', ')})`));
  return [rules.length === 0 ? 'none.' : `${rules.join(', ')}.`, because].filter((part) => part !== '').join(' ');
}
