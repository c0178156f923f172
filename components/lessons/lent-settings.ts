import type { ConsoleFacade } from '@/lib/console/facade.ts';
import type { ConsoleState } from '@/lib/console/state.ts';

type Settings = Pick<ConsoleState, 'upstream' | 'path' | 'switches' | 'faults'>;

/** What was chosen before a lesson set it; null while none has. */
let before: Settings | null = null;

/** Sets what a lesson wants for the next connection. What stood there first is kept, whatever lessons follow before it is put back. */
export function lendSettings(facade: ConsoleFacade, { upstream, switches, faults }: Omit<Settings, 'path'>): void {
  const now = facade.getState();
  before ??= { upstream: now.upstream, path: now.path, switches: now.switches, faults: now.faults };
  facade.setUpstream(upstream);
  facade.setPath('');
  facade.setSwitches(switches);
  facade.setFaults(faults);
}

/**
 * Path, switches and faults are again what they were before the lesson, also where the lesson asked for others meanwhile. The upstream
 * stays: the text in the editor is the sandbox's, and is not to go elsewhere with the next press. Whether anything changed.
 */
export function putSettingsBack(facade: ConsoleFacade): boolean {
  if (before === null) return false;
  const now = facade.getState();
  const { upstream, switches, faults } = before;
  const path = now.upstream === upstream ? before.path : now.path;
  before = null;
  facade.setPath(path);
  facade.setSwitches(switches);
  facade.setFaults(faults);
  return now.path !== path || now.switches !== switches || now.faults !== faults;
}
