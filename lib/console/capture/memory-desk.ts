/** Tells the page where the payloads of the sessions are, and once what goes wrong with that. */
import type { Problem } from '../../problem/problem.ts';
import type { PayloadMemory } from '../../session/payload-memory.ts';
import type { MemoryView } from '../state.ts';
import type { Announcer } from './announcer.ts';
import { problemWords } from './held-session.ts';
import type { LogDesk } from './log-desk.ts';
import type { PageUpdates } from './page-updates.ts';

export type MemoryDeskParts = {
  /** Absent where payloads stay in memory, whatever comes. */
  payloads: PayloadMemory | undefined;
  log: Pick<LogDesk, 'active'>;
  page: Pick<PageUpdates, 'touchView'>;
  announcer: Pick<Announcer, 'warn'>;
};

export class MemoryDesk {
  private readonly parts: MemoryDeskParts;
  private told: MemoryView = { onDisk: 0, problem: null };
  private warned: Problem | null = null;

  constructor(parts: MemoryDeskParts) {
    this.parts = parts;
    const { payloads, page } = parts;
    if (payloads !== undefined) payloads.changed = () => page.touchView();
  }

  /** What the page does not know yet. */
  changed(): { memory?: MemoryView } {
    const { announcer, log, payloads } = this.parts;
    const problem = payloads?.trouble ?? null;
    const onDisk = log.active?.session.log.onDiskUpTo ?? 0;
    if (problem !== this.warned && problem !== null) announcer.warn(problemWords(problem));
    this.warned = problem;
    if (onDisk === this.told.onDisk && problem === this.told.problem) return {};
    this.told = { onDisk, problem };
    return { memory: this.told };
  }
}
