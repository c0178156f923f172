import { expect, it } from 'vitest';
import type { ConsoleFacade } from '@/lib/console/facade.ts';
import { lendSettings, putSettingsBack } from './lent-settings.ts';

const own = { upstream: 'sandbox-fish', path: '/v1/tts/live/with-timestamp', switches: 'pace=0', faults: 'tail:5' };
const broken = { upstream: 'sandbox-fish', switches: 'fault=drop', faults: '' };

/** A console of which only the connection bar is there. */
function bar(state = { ...own }) {
  const set = (name: keyof typeof state) => (to: string) => {
    state[name] = to;
  };
  const facade = {
    getState: () => ({ ...state }),
    setUpstream: set('upstream'),
    setPath: set('path'),
    setSwitches: set('switches'),
    setFaults: set('faults'),
  };
  return { state, facade: facade as unknown as ConsoleFacade };
}

it('a lesson sets the next connection, and what was chosen comes back', () => {
  const { state, facade } = bar();
  lendSettings(facade, broken);
  expect(state).toEqual({ ...broken, path: '' });
  // The lesson asks for a fault of one's own.
  facade.setFaults('late');
  expect(putSettingsBack(facade)).toBe(true);
  expect(state).toEqual(own);
});

it('one lesson after the other: what stood there before the first comes back, once', () => {
  const { state, facade } = bar();
  lendSettings(facade, broken);
  lendSettings(facade, { ...broken, switches: 'pace=2' });
  expect(putSettingsBack(facade)).toBe(true);
  expect(state).toEqual(own);
  facade.setSwitches('seed=7');
  expect(putSettingsBack(facade)).toBe(false);
  expect(state.switches).toBe('seed=7');
});

it('the sandbox stays chosen, with its own path; nothing is told of where nothing changed', () => {
  const far = { ...own, upstream: 'fish', switches: '', faults: '' };
  const { state, facade } = bar({ ...far });
  lendSettings(facade, { upstream: 'sandbox-fish', switches: '', faults: '' });
  expect(putSettingsBack(facade)).toBe(false);
  expect(state).toEqual({ ...far, upstream: 'sandbox-fish', path: '' });
});
