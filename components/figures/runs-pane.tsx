'use client';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { runsCsv } from '@/lib/console/runs-csv.ts';
import { redactedTitles } from '../export-file/redacted-titles.ts';
import { copyText } from '../inspector/take-away.ts';
import { Button } from '../ui/button.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { GroupMembers } from './group-members.tsx';
import { RepeatForm } from './repeat-form.tsx';
import { RunsTable } from './runs-table.tsx';

/** The editor's steps many times over, and two groups of runs side by side. */
export function RunsPane() {
  const facade = useFacade();
  const runs = useConsole((state) => state.runs);
  const [copied, setCopied] = useState('');
  const some = runs.a.rows.length + runs.b.rows.length > 0;
  const copy = async () => {
    const done = await copyText(await redactedTitles(runsCsv(facade.getState().runs)));
    setCopied(done ? 'Copied.' : 'The browser did not let it be copied.');
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-3">
      <RepeatForm series={runs.series} />
      {some ? (
        <>
          <div className="flex flex-wrap items-center gap-2">
            <Button onClick={copy}>
              <Copy size={14} strokeWidth={1.75} aria-hidden="true" />
              Copy as CSV
            </Button>
            {(['a', 'b'] as const).map(
              (group) =>
                runs[group].rows.length > 0 && (
                  <Button key={group} onClick={() => facade.clearGroup(group)}>
                    Empty {group.toUpperCase()}
                  </Button>
                ),
            )}
            <span role="status" className="text-fg2">
              {copied}
            </span>
          </div>
          <RunsTable runs={runs} />
        </>
      ) : (
        <p className="max-w-prose text-fg2">
          Repeat the session of the editor to see what is usual and how far it spreads. Change a switch or an option,
          repeat into B, and both stand side by side. Any session can be put into A or B below.
        </p>
      )}
      <GroupMembers runs={runs} />
    </div>
  );
}
