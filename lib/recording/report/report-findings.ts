/** What the rules found, with the frames that prove it as links into the log. */
import { counted } from '../../bytes/quantity.ts';
import { escapeHtml, foreign } from './escape-html.ts';
import { linkTo } from './link-to.ts';
import type { ReportFinding } from './report-source.ts';

const mostLinks = 20;
/** As the page names them. */
const severityWords: Readonly<Record<ReportFinding['severity'], string>> = {
  error: 'Error',
  warning: 'Warning',
  info: 'Note',
};

/** `shown`: the last entry that stands in the log of the report. */
export function reportFindings(findings: readonly ReportFinding[], shown: number): string {
  const list =
    findings.length === 0
      ? '<p>The rules found nothing to say.</p>'
      : `<ol class="findings">\n${findings.map((finding) => item(finding, shown)).join('\n')}\n</ol>`;
  return `<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${list}
</section>
`;
}

function item({ rule, severity, says, count, proofs, text }: ReportFinding, shown: number): string {
  const seqs = [...new Set(proofs.map(({ seq }) => seq))];
  const links = seqs.slice(0, mostLinks).map((seq) => linkTo(seq, `entry ${seq}`, shown));
  const more = seqs.length - links.length;
  const where =
    links.length === 0
      ? ''
      : `<p>${count > seqs.length ? 'First seen' : 'Seen'} in ${links.join(', ')}${more === 0 ? '' : ` and ${more} more`}.</p>`;
  const often = count > 1 ? ` <span class="aside">(${counted(count, 'time')})</span>` : '';
  const mend = text.mend === '' ? '' : `<p><b>Mend it:</b> ${escapeHtml(text.mend)}</p>`;
  return `<li><h3><span class="badge ${severity}">${severityWords[severity]}</span> <span class="mono">${escapeHtml(rule)}</span> ${foreign(says)}${often}</h3>
<p>${escapeHtml(text.why)}</p>${mend}${where}</li>`;
}
