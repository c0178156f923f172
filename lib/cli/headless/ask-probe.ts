/** One probe: its scenario run, and the answer read from the record. */
import { type Problem, problemLine } from '../../problem/problem.ts';
import type { Upstream } from '../../relay/upstream.ts';
import type { ShelvedProfile } from '../../sandbox/profile/shelf.ts';
import type { Answer, Probe } from '../../scenario/probes/probe.ts';
import { type EngineParts, openEngine } from './engine.ts';
import { runFile } from './run-file.ts';
import type { Ran } from './run-text.ts';

/** A key that no server knows; the sandbox has a word of its own for it. */
const wrongKeys = { sandbox: 'sandbox-401', other: 'wiretone-probe-with-a-wrong-key' };

/** `answered`: the server said something of what was asked, be it no. */
export type Asked = { probe: Probe; answer: Answer; ran: Ran | null; answered: boolean };

export type ProbeAsk = {
  upstream: Upstream | null;
  keyOf: (upstream: Upstream) => string | null;
  /** How a sandbox of its protocol is to behave. */
  profile?: ShelvedProfile | null;
  /** Sandbox switches beside those of the scenario. */
  switches?: Readonly<Record<string, string>>;
  stop?: Promise<void>;
};

/** Asks on an engine of its own: whether compression is offered is a matter of the engine. Never rejects for what a server does. */
export async function askProbe(parts: EngineParts, probe: Probe, ask: ProbeAsk): Promise<Asked> {
  const offered = probe.asks === 'deflate';
  const engine = openEngine({ ...parts, deflate: { ...parts.deflate, offered } });
  try {
    const wrong = probe.asks === 'wrong-key';
    const { ran, report } = await runFile(engine, {
      file: probe.name,
      text: probe.text,
      upstream: ask.upstream,
      environment: {},
      keyOf: wrong ? ({ sandbox }) => (sandbox ? wrongKeys.sandbox : wrongKeys.other) : ask.keyOf,
      filesOf: () => new Map(),
      profile: ask.profile ?? null,
      ...(ask.switches === undefined ? {} : { switches: ask.switches }),
      ...(ask.stop === undefined ? {} : { stop: ask.stop }),
    });
    const answered = ran !== null && isAnswered(ran, probe);
    return { probe, ran, answered, answer: answerOf(probe, answered ? ran : null, report.problem) };
  } finally {
    await engine.close();
  }
}

function answerOf(probe: Probe, ran: Ran | null, why: Problem | null): Answer {
  if (ran === null || ran.main === null) {
    const words = why === null ? 'there was no connection' : problemLine(why).replace(/\.$/, '');
    return { says: `No answer: ${words}.`, seqs: [] };
  }
  return probe.answer({ main: ran.main.evidence, beside: ran.beside.map(({ evidence }) => evidence) });
}

/** A refusal answers those alone that ask for it: of all else the server has said nothing. */
function isAnswered({ main }: Ran, { asks }: Probe): boolean {
  const evidence = main?.evidence;
  for (let seq = 1; seq <= (evidence?.length() ?? 0); seq++) {
    const entry = evidence?.entry(seq);
    if (entry?.kind === 'handshake') return entry.status === 101 || asks !== 'as-usual';
  }
  return false;
}
