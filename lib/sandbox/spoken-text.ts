/** Text as the speech engine can read it: it knows ASCII only and is silent on the rest. */
import anyAscii from 'any-ascii';

/**
 * Transliterates: romanised syllables written together get spaces (`NiHao` to `Ni Hao`), emoji names lose their colons, line
 * breaks become spaces. Empty when there is no letter or digit to speak.
 */
export function spokenText(text: string): string {
  let spoken = '';
  for (const run of text.match(/\p{ASCII}+|\P{ASCII}+/gu) ?? []) {
    spoken += run.charCodeAt(0) < 0x80 ? run : romanised(run);
  }
  // Everything is ASCII now: what is not printable becomes a space.
  const plain = spoken.replace(/[^!-~]+/g, ' ').trim();
  return /[A-Za-z0-9]/.test(plain) ? plain : '';
}

function romanised(run: string): string {
  return anyAscii(run)
    .replace(/:([a-z0-9_+-]+):/g, (_, name: string) => ` ${name.replace(/[_-]/g, ' ')} `)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/([,.!?;:])(?=[A-Za-z])/g, '$1 ');
}
