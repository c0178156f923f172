import { initialState } from '@/lib/console/initial-state.ts';
import type { ConsoleState } from '@/lib/console/state.ts';

/** What is shown until the console's code is there: nothing connected, the sandbox preselected. */
export const blankState: ConsoleState = {
  ...initialState,
  upstreams: [
    {
      id: 'sandbox-fish',
      title: 'Sandbox - Fish Audio',
      dialect: 'fish',
      address: '',
      paths: ['/v1/tts/live', '/v1/tts/live/with-timestamp'],
      sandbox: true,
      needsKey: false,
    },
  ],
  upstream: 'sandbox-fish',
};
