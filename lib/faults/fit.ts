/** What a plan asks of its host, and whether it can be carried out there. */
import { type Problem, problem } from '../problem/problem.ts';
import { type FaultPlan, parseFaults } from './plan.ts';

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

/** Where faults are to be carried out: a dialect's id, and whether the server is the built-in sandbox. */
export type FaultPlace = { dialect: string; sandbox: boolean };

/** The plan of a text, read and found to fit there; null for an empty text, which asks for nothing. */
export function planFor(text: string, { dialect, sandbox }: FaultPlace): FaultPlan | Problem | null {
  if (text === '') return null;
  const plan = parseFaults(text);
  return 'code' in plan ? plan : (unfitFault(plan, dialect, sandbox) ?? plan);
}

/** What is wrong with a text as faults for there; null where nothing is. */
export function faultsWrong(text: string, place: FaultPlace): Problem | null {
  const plan = planFor(text, place);
  return plan !== null && 'code' in plan ? plan : null;
}
