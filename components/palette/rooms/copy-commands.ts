import { toBase64 } from '@/lib/bytes/base64.ts';
import { toHex } from '@/lib/bytes/hex.ts';
import type { EntryDetail } from '@/lib/console/state.ts';
import { redactedDetail } from '../../export-file/redacted-copy.ts';
import { entryJson } from '../../inspector/entry-json.ts';
import { copyText } from '../../inspector/take-away.ts';
import type { Command, CommandRoom } from '../command.ts';

/** The selected entry on the clipboard, as the inspector copies it: without secrets, unless that is switched off. */
export const copyCommands: CommandRoom = {
  name: 'Copy',
  when: 'typed',
  commands({ facade, state: { detail } }) {
    const bytes = detail?.bytes ?? null;
    const none = detail === null && 'no row is selected';
    const noBytes = none || (bytes === null && 'it has no bytes');
    const command = (form: string, unavailable: string | false, text: (detail: EntryDetail) => string): Command => ({
      id: `copy-${form.toLowerCase()}`,
      words: `Copy the selected frame as ${form}`,
      also: 'entry row clipboard',
      unavailable,
      run: async () => {
        const taken = detail === null ? null : await redactedDetail(facade, detail);
        if (taken !== null && 'detail' in taken) await copyText(text(taken.detail));
      },
    });
    return [
      command('JSON', none, entryJson),
      command('hex', noBytes, ({ bytes }) => toHex(bytes ?? new Uint8Array())),
      command('base64', noBytes, ({ bytes }) => toBase64(bytes ?? new Uint8Array())),
    ];
  },
};
