/**
 * A tapped WebSocket whose frames are read and written one by one, so that rules and faults can act on them: the upgrade is asked of the
 * upstream as for any other, then a line stands between both sockets.
 */
import type { Dialect } from '../../../dialects/dialect.ts';
import { faultStages } from '../../../faults/fault-stages.ts';
import { planFor } from '../../../faults/fit.ts';
import type { FaultPlan } from '../../../faults/plan.ts';
import { upgradeFault } from '../../../faults/upgrade-fault.ts';
import { type Problem, problem } from '../../../problem/problem.ts';
import { defaultLimits } from '../../../transport/limits.ts';
import type { RuleBoard } from '../../tap/rules.ts';
import { dialUpgrade, type Opened } from './dial-upgrade.ts';
import { answerInPlace, answerProblem } from './parsed-refusal.ts';
import { ParsedWires } from './parsed-wires.ts';
import { acceptClient } from './spliced-conduit.ts';
import type { OpenConduit, TapCall } from './tap-call.ts';

export type ParsedParts = {
  board: Pick<RuleBoard, 'stage'>;
  dialects: readonly Dialect[];
};

const noFaults: FaultPlan = { faults: [], seed: null };

/** What `createTapServer` opens for connections that rules or faults may act on. Compression is never agreed upon here. */
export function createParsed(parts: ParsedParts): OpenConduit {
  return (call, over) => {
    const dialect = parts.dialects.find(({ id }) => id === call.upstream.dialect);
    if (dialect === undefined) {
      const why = problem('internal', `Nobody here speaks "${call.upstream.dialect}".`);
      return answerProblem(call, 500, why, over);
    }
    const plan = planOf(call);
    if ('code' in plan) return answerProblem(call, 400, plan, over);
    const answer = upgradeFault(plan, dialect.id);
    if (answer !== null) return answerInPlace(call, answer, over);
    let wires: ParsedWires | null = null;
    const plain = { ...call, address: { ...call.address, deflate: 'strip' as const } };
    const dial = dialUpgrade(
      plain,
      (open) => {
        wires = joined(parts, call, dialect, plan, open, over);
      },
      over,
    );
    return { close: () => (wires ?? dial).close() };
  };
}

function planOf({ address, upstream }: TapCall): FaultPlan | Problem {
  return planFor(address.faults, upstream) ?? noFaults;
}

function joined(
  { board }: ParsedParts,
  call: TapCall,
  dialect: Dialect,
  plan: FaultPlan,
  open: Opened,
  over: () => void,
): ParsedWires {
  const { clock, record, client, upstream, address } = call;
  acceptClient(call, open);
  if (address.deflate === 'pass') {
    const says = 'deflate=pass has no effect here: frames are passed on one by one, uncompressed';
    record.note({ kind: 'mark', by: 'relay', says });
  }
  const rules = board.stage({
    session: record.session,
    upstream: upstream.id,
    name: address.name,
    dialect,
    mayFill: (key) => record.keys?.has(key) === true,
    full: (from, isFull) => wires.hold(from, 'full', isFull),
  });
  const { maxPayload, maxFragments } = defaultLimits;
  const limits = { ...call.limits, maxPayload, maxFragments };
  const faults = faultStages(plan, dialect.id, address.switches.seed);
  const wires = new ParsedWires({ clock, limits, record, client, upstream: open.upstream, rules, faults, over });
  wires.start(
    { client: open.early, upstream: open.upstreamHead.length > 0 ? [open.upstreamHead] : [] },
    open.clientEnded,
  );
  return wires;
}
