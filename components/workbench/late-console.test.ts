import { describe, expect, it } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { blankState } from './blank-state.ts';
import { LateConsole } from './late-console.ts';

function drawn() {
  const asked: unknown[][] = [];
  const listeners = new Set<() => void>();
  const console = {
    getState: () => ({ ...blankState, link: 'open' }),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: () => asked.push(['dispose']),
    setUpstream: (...args: unknown[]) => asked.push(['setUpstream', ...args]),
    connect: () => asked.push(['connect']),
    scrub: async (text: string) => ({ text, replaced: [] }),
  } as unknown as ConsoleFacade;
  return { asked, listeners, console };
}

describe('LateConsole', () => {
  it('keeps what is asked before the code is there, in order', async () => {
    const { asked, console } = drawn();
    const late = new LateConsole(async () => console);
    late.facade.setUpstream('fish');
    late.facade.connect();
    expect(late.facade.getState()).toBe(blankState);
    late.start();
    await expect.poll(() => asked).toEqual([['setUpstream', 'fish'], ['connect']]);
    expect(late.facade.getState().link).toBe('open');
  });

  it('tells its listeners when the code has come, and when the console changes', async () => {
    const { listeners, console } = drawn();
    const late = new LateConsole(async () => console);
    let told = 0;
    late.facade.subscribe(() => told++);
    late.start();
    await expect.poll(() => told).toBe(1);
    for (const listener of listeners) listener();
    expect(told).toBe(2);
  });

  it('answers what was asked early', async () => {
    const { console } = drawn();
    const late = new LateConsole(async () => console);
    const answer = late.facade.scrub('[]');
    late.start();
    expect(await answer).toMatchObject({ text: '[]' });
  });

  it('lets go of a console that comes after dispose, and starts again', async () => {
    const { asked, listeners, console } = drawn();
    const late = new LateConsole(async () => console);
    late.start();
    late.dispose();
    await expect.poll(() => asked).toEqual([['dispose']]);
    expect(listeners.size).toBe(0);
    late.start();
    await expect.poll(() => listeners.size).toBe(1);
  });

  it('has one function per verb', () => {
    const late = new LateConsole(async () => drawn().console);
    expect(late.facade.subscribe).toBe(late.facade.subscribe);
  });
});
