import { toBase64 } from '@/lib/bytes/base64.ts';
import { toHex } from '@/lib/bytes/hex.ts';
import { entryJson } from '../../inspector/entry-json.ts';
import { copyText } from '../../inspector/take-away.ts';
import type { Command, CommandRoom } from '../command.ts';

/** The selected entry on the clipboard, as the inspector copies it. */
export const copyCommands: CommandRoom = {
  name: 'Copy',
  when: 'typed',
  commands({ state: { detail } }) {
    const bytes = detail?.bytes ?? null;
    const none = detail === null && 'no row is selected';
    const noBytes = none || (bytes === null && 'it has no bytes');
    const command = (form: string, unavailable: string | false, text: () => string): Command => ({
      id: `copy-${form.toLowerCase()}`,
      words: `Copy the selected frame as ${form}`,
      also: 'entry row clipboard',
      unavailable,
      run: () => void copyText(text()),
    });
    return [
      command('JSON', none, () => (detail === null ? '' : entryJson(detail))),
      command('hex', noBytes, () => toHex(bytes ?? new Uint8Array())),
      command('base64', noBytes, () => toBase64(bytes ?? new Uint8Array())),
    ];
  },
};
