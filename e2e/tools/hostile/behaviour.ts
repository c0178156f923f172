/** A way to be a bad server. `http`: it answers the upgrade itself; `open`, `session`: a good handshake came before. */
import type { Peer } from './peer.ts';

export type Stage = 'http' | 'open' | 'session';

export type Behaviour = {
  name: string;
  /** What it does, for the list. */
  what: string;
  /** Names of what can be set in the query. */
  params: string[];
  stage: Stage;
  run(peer: Peer): unknown;
};

export type Write = (name: string, what: string, params: string, run: Behaviour['run']) => void;

/** Behaviours of one stage, in the order they are written. */
export function stageOf(stage: Stage, write: (add: Write) => void): Behaviour[] {
  const all: Behaviour[] = [];
  write((name, what, params, run) => {
    all.push({ name, what, params: params.split(',').filter((each) => each !== ''), stage, run });
  });
  return all;
}
