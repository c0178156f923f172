/** The connection that a scenario asks for, beside the one that is chosen in the page. */
import { type Problem, problem } from '../problem/problem.ts';
import type { UpstreamInfo } from '../relay/wire.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { readSwitches } from './capture/switch-text.ts';
import type { ConnectAsk } from './port.ts';

type Asked = Pick<Scenario, 'dialect' | 'upstream' | 'request'>;

/** What the choice has to become for the scenario; null where there is no such upstream. What it does not name stays as it is chosen. */
export function choiceFor(
  { dialect, upstream, request }: Asked,
  upstreams: readonly UpstreamInfo[],
  chosen: UpstreamInfo,
): {
  upstream: UpstreamInfo;
  path: string | null;
  options: Readonly<Record<string, string>>;
  switches: string | null;
  faults: string | null;
} | null {
  const fits = (one: UpstreamInfo) => dialect === null || one.dialect === dialect;
  const named =
    upstream === null ? (fits(chosen) ? chosen : sandboxFirst(upstreams.filter(fits))) : byId(upstreams, upstream);
  if (named === undefined) return null;
  const switches = Object.entries(request.switches).map(([name, value]) => `${name}=${value}`);
  const { path, options, faults = null } = request;
  return { upstream: named, path, options, switches: switches.join(',') || null, faults };
}

function byId(upstreams: readonly UpstreamInfo[], id: string): UpstreamInfo | undefined {
  return upstreams.find((one) => one.id === id);
}

/** Nobody is charged for a scenario that names a protocol and no address. */
function sandboxFirst(upstreams: readonly UpstreamInfo[]): UpstreamInfo | undefined {
  return upstreams.find(({ sandbox }) => sandbox) ?? upstreams[0];
}

/** Why the scenario cannot run on a connection asked for like this; null when it can. */
export function mismatch({ dialect, upstream, request }: Asked, ask: ConnectAsk, isOpen: boolean): Problem | null {
  const differs = (what: string, wanted: string, has: string) => {
    const hint = isOpen
      ? 'Run all dials the connection it asks for; what is run from a step on stays on the open one.'
      : undefined;
    return problem(
      'other_connection',
      `the scenario asks for ${what} ${wanted}, the connection is for ${has}`,
      undefined,
      hint,
    );
  };
  if (upstream !== null && upstream !== ask.upstream.id) return differs('upstream', upstream, ask.upstream.id);
  if (dialect !== null && dialect !== ask.upstream.dialect) return differs('dialect', dialect, ask.upstream.dialect);
  const path = ask.path ?? ask.upstream.paths[0] ?? '';
  if (request.path !== null && request.path !== path) return differs('path', request.path, path);
  for (const [name, value] of Object.entries(request.options)) {
    if (value !== (ask.options[name] ?? '')) return differs(name, value, ask.options[name] ?? 'none');
  }
  const { faults } = request;
  if (faults !== undefined && faults !== (ask.faults ?? '')) return differs('faults', faults, ask.faults || 'none');
  // Switches are the sandbox's: elsewhere they say nothing.
  if (!ask.upstream.sandbox) return null;
  const { switches } = readSwitches(ask.switches);
  for (const [name, value] of Object.entries(request.switches)) {
    if (value !== switches[name]) return differs(`switch ${name}`, value, switches[name] ?? 'none');
  }
  return null;
}
