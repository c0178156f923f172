/** The connection that is chosen in the page: what a choice of upstream changes, what a text changes, and for how long. */
import { dialectOf } from '../dialects/registry.ts';
import type { UpstreamInfo } from '../relay/wire.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { ConnectAsk } from './port.ts';
import { choiceFor } from './scenario-ask.ts';
import type { ConsoleState } from './state.ts';

export type Choice = Pick<ConsoleState, 'upstream' | 'path' | 'options' | 'switches' | 'faults'>;

export type PageChoice = {
  /** Another upstream: its first path; of another dialect, that one's options. What a text named does not go along. */
  toUpstream(now: Choice, id: string, upstreams: readonly UpstreamInfo[]): Choice;
  /**
   * What the text names. Path, options, switches and faults that an earlier text named, and nobody changed since, are first what they were
   * before it: one text is run alike whichever ran before. Where there is no such upstream the choice stays.
   */
  forText(now: Choice, text: Scenario, upstreams: readonly UpstreamInfo[]): Choice;
  /** What to dial; null where no upstream is known. */
  ask(now: Choice, upstreams: readonly UpstreamInfo[]): ConnectAsk | null;
};

export function pageChoice(): PageChoice {
  /** The dialect whose options stand there. */
  let optionsOf = '';
  let lent: { before: Choice; set: Choice } | null = null;
  const infoOf = (id: string, upstreams: readonly UpstreamInfo[]) => upstreams.find((one) => one.id === id);

  const toUpstream: PageChoice['toUpstream'] = (now, id, upstreams) => {
    const path = id === now.upstream ? now.path : '';
    const dialect = infoOf(id, upstreams)?.dialect;
    if (dialect === undefined || dialect === optionsOf) return { ...now, upstream: id, path };
    optionsOf = dialect;
    const initial = (dialectOf(dialect)?.upgradeOptions ?? []).map((option) => [option.name, option.initial]);
    return { ...now, upstream: id, path, options: Object.fromEntries(initial) };
  };

  return {
    toUpstream(now, id, upstreams) {
      const own = id === now.upstream ? now : withoutLent(now, lent);
      if (own !== now) lent = null;
      return toUpstream(own, id, upstreams);
    },
    forText(now, text, upstreams) {
      const chosen = infoOf(now.upstream, upstreams);
      const wanted = chosen === undefined ? null : choiceFor(text, upstreams, chosen);
      if (wanted === null) return now;
      const before = toUpstream(withoutLent(now, lent), wanted.upstream.id, upstreams);
      const { path, options, switches, faults } = wanted;
      const set = {
        ...before,
        options: { ...before.options, ...options },
        path: path ?? before.path,
        switches: switches ?? before.switches,
        faults: faults ?? before.faults,
      };
      lent = { before, set };
      return set;
    },
    ask(now, upstreams) {
      const chosen = infoOf(now.upstream, upstreams);
      if (chosen === undefined) return null;
      const { path, options, switches } = now;
      return { upstream: chosen, options, switches, ...(path === '' ? {} : { path }) };
    },
  };
}

function withoutLent(now: Choice, lent: { before: Choice; set: Choice } | null): Choice {
  if (lent === null) return now;
  const { before, set } = lent;
  const own = (is: string, was: string | undefined, lentAs: string | undefined) => (is === lentAs ? (was ?? is) : is);
  const options = Object.entries(now.options)
    .filter(([name, is]) => name in before.options || is !== set.options[name])
    .map(([name, is]) => [name, own(is, before.options[name], set.options[name])]);
  return {
    ...now,
    path: now.upstream === set.upstream ? own(now.path, before.path, set.path) : now.path,
    switches: own(now.switches, before.switches, set.switches),
    faults: own(now.faults, before.faults, set.faults),
    options: Object.fromEntries(options),
  };
}
