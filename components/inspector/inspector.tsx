'use client';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { ConsoleState, EntryDetail } from '@/lib/console/state.ts';
import type { Proof } from '@/lib/dialects/rule.ts';
import { AudioPane } from '../audio-view/audio-pane.tsx';
import type { AudioLook } from '../audio-view/stream-container.tsx';
import { FindingsPane } from '../findings/findings-pane.tsx';
import { SessionFindings } from '../findings/session-findings.tsx';
import { CountBadge } from '../findings/severity-badge.tsx';
import { ProblemCard } from '../ui/problem-card.tsx';
import { ScrollRegion } from '../ui/scroll-region.tsx';
import { TabStrip } from '../ui/tab-strip.tsx';
import { useConsole, useFacade } from '../workbench/console-context.tsx';
import { answerCommand, askCommand } from '../workbench/page-commands.ts';
import { Facts } from './facts.tsx';
import { FieldsAndBytes } from './fields-and-bytes.tsx';
import { InspectorHead } from './inspector-head.tsx';
import { NothingSelected } from './nothing-selected.tsx';
import { onPoint } from './point-at.ts';
import { Raw } from './raw.tsx';

/** The selected entry, down to the byte. */
export function Inspector() {
  const facade = useFacade();
  const detail = useConsole((state) => state.detail);
  const findings = useConsole((state) => state.findings);
  const [tab, setTab] = useState('fields');
  const [pointed, setPointed] = useState<{ session: string | null; proof: Proof } | null>(null);
  // Kept here, since a tab that is left is taken down.
  const [look, setLook] = useState<AudioLook>({ of: 'frame', onlyFindings: false, opened: null });
  const onLook = useCallback((part: Partial<AudioLook>) => setLook((before) => ({ ...before, ...part })), []);
  const pane = useRef<HTMLElement>(null);
  const wanted = useRef(false);
  useEffect(
    () =>
      answerCommand('focusInspector', () => {
        wanted.current = true;
        // Enter in the log may have changed the pane: it can take the focus after the next paint.
        requestAnimationFrame(() => takeFocus(pane.current, facade.getState(), wanted));
      }),
    [facade],
  );
  useEffect(() => answerCommand('showFindings', () => setTab('findings')), []);
  useEffect(
    () =>
      onPoint((point) => {
        setPointed(point);
        setTab('fields');
      }),
    [],
  );
  // The entry may have been chosen by the same key press: its bytes come a moment later.
  useEffect(() => {
    if (detail !== null) takeFocus(pane.current, facade.getState(), wanted);
  }, [detail, facade]);
  const showProof = (proof: Proof) => {
    facade.setFollow(false);
    facade.select(proof.seq);
    setPointed({ session: facade.getState().view.session, proof });
    setTab('fields');
    // The button pressed goes away with its tab.
    askCommand('focusInspector');
  };
  const pointedIn = ({ session, seq }: EntryDetail) =>
    pointed !== null && pointed.session === session && pointed.proof.seq === seq ? pointed.proof : null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    askCommand('focusLog');
  };
  return (
    <section
      ref={pane}
      aria-label="Inspector"
      className="@container flex min-h-0 min-w-0 grow flex-col bg-bg1"
      onKeyDown={onKeyDown}
    >
      {detail === null ? (
        <>
          <NothingSelected />
          <SessionFindings onShow={showProof} />
        </>
      ) : (
        <>
          <InspectorHead detail={detail} />
          <TabStrip
            label="Entry"
            value={tab}
            onChange={setTab}
            tabs={[
              {
                id: 'fields',
                name: detail.bytes === null ? 'Facts' : 'Fields + Bytes',
                body: <Main detail={detail} pointed={pointedIn(detail)} onShow={showProof} />,
              },
              {
                id: 'audio',
                name: 'Audio',
                body: <AudioPane detail={detail} look={look} onLook={onLook} onShow={showProof} />,
              },
              {
                id: 'findings',
                name: 'Findings',
                mark: <CountBadge counts={findings.counts} />,
                body: <FindingsPane onShow={showProof} />,
              },
              { id: 'raw', name: 'As text', body: <Raw detail={detail} /> },
            ]}
          />
        </>
      )}
    </section>
  );
}

/** Focus to the bytes, where the keys of the help work at once; where there are none, to the tab. Waits for the selected entry. */
function takeFocus(
  pane: HTMLElement | null,
  { detail, selected }: Pick<ConsoleState, 'detail' | 'selected'>,
  wanted: { current: boolean },
): void {
  if (!wanted.current || pane === null || detail === null || detail.seq !== selected) return;
  const places = ['[role="grid"][aria-label="Bytes"]', '[role="tab"][aria-selected="true"]'];
  const place = places.map((each) => pane.querySelector<HTMLElement>(each)).find((found) => found !== null);
  wanted.current = false;
  place?.focus();
}

function Main({
  detail,
  pointed,
  onShow,
}: {
  detail: EntryDetail;
  pointed: Proof | null;
  onShow: (proof: Proof) => void;
}) {
  const { bytes, facts, problems, seq } = detail;
  /** The way to the byte a problem is at; behind the last one, to where that byte should stand. */
  const wayTo = (byte: number | undefined) => {
    if (byte === undefined || bytes === null || bytes.length === 0) return undefined;
    return () => onShow({ seq, span: { start: byte, end: byte + 1 } });
  };
  return (
    <>
      {bytes !== null && bytes.length > 0 ? (
        <FieldsAndBytes
          key={`${detail.session} ${detail.seq} ${pointed?.span?.start} ${pointed?.span?.end} ${pointed?.field}`}
          detail={detail}
          bytes={bytes}
          pointed={pointed ?? {}}
        />
      ) : facts.length === 0 ? (
        <p className="grow px-3 py-2 text-fg2">This frame is empty: it has no bytes.</p>
      ) : (
        <Facts facts={facts} />
      )}
      {problems.length > 0 && (
        <ScrollRegion label="Problems" className="grid max-h-[45%] shrink-0 gap-2 border-line border-t p-3">
          {problems.map((problem, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: problems of one entry have no name but their place
            <ProblemCard key={at} problem={problem} onShow={wayTo(problem.at?.byte)} />
          ))}
        </ScrollRegion>
      )}
    </>
  );
}
