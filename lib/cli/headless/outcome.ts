/** The name of what a run came to. */
import type { ProblemCode } from '../../problem/problem.ts';
import type { RunState } from '../../scenario/run-state.ts';
import type { Outcome } from './exit-codes.ts';

const named: Partial<Record<ProblemCode, Outcome>> = {
  expectation_failed: 'expectation-failed',
  wait_failed: 'timeout',
  refused: 'refused',
  redirected: 'refused',
  bad_upgrade: 'refused',
  unreachable: 'refused',
  name_not_found: 'refused',
  tls_failed: 'refused',
  address_refused: 'refused',
  self_dial: 'refused',
  connection_lost: 'connection-lost',
  protocol_error: 'connection-lost',
  not_connected: 'connection-lost',
  limit_reached: 'limit-reached',
  key_needed: 'bad-call',
  unknown_upstream: 'bad-call',
  other_connection: 'bad-call',
  bad_switch: 'bad-file',
  no_route: 'bad-file',
  header_refused: 'bad-file',
  bad_jsonc: 'bad-file',
  bad_step: 'bad-file',
  unreadable_file: 'bad-file',
  unknown_scenario: 'bad-file',
  bad_value: 'bad-file',
  not_an_event: 'bad-file',
  bad_field: 'bad-file',
  too_large: 'limit-reached',
};

/** `opened`: the connection was open at some time. Before that a silence is a refusal, whatever the reason. */
export function outcomeOf({ state, problem }: RunState, opened: boolean): Outcome {
  if (state === 'stopped') return 'stopped';
  if (problem === null) return state === 'done' ? 'passed' : 'internal';
  if (problem.code === 'timeout') return opened ? 'connection-lost' : 'refused';
  const outcome = named[problem.code] ?? 'internal';
  return outcome === 'connection-lost' && !opened ? 'refused' : outcome;
}
