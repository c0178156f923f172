/** What a plan asks of its host, and whether it can be carried out there. */
import { type Problem, problem } from '../problem/problem.ts';
import type { FaultPlan } from './plan.ts';

/** True where the plan asks for that fault. */
export function asksFor(plan: FaultPlan, name: string): boolean {
  return plan.faults.some(({ fault }) => fault.name === name);
}

/** Why a plan cannot be carried out in this dialect; null where it can. `sandbox`: the server is the built-in one. */
export function unfitFault(plan: FaultPlan, dialectId: string, sandbox: boolean): Problem | null {
  for (const { fault } of plan.faults) {
    const field = { field: fault.name };
    if (!fault.dialects.includes(dialectId))
      return problem('bad_fault', `"${fault.name}" is not known for ${dialectId}.`, field);
    if (fault.where === 'sandbox' && !sandbox)
      return problem('bad_fault', `"${fault.name}" is a fault of the built-in sandbox alone.`, field);
  }
  return null;
}
