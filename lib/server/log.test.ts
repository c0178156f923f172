import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function written(use: (log: ReturnType<typeof createLog>) => void): string[] {
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  use(createLog((text) => text.replaceAll('secret-key', 'key#1'), write, write));
  return lines;
}

describe('createLog', () => {
  it('writes nothing that a terminal would obey', () => {
    const lines = written((log) => {
      log.info('path /\u001b]0;owned\u0007 and \u202egnp.exe');
      log.warn('one\nReady: forged line\r\u009b2J\u200b');
    });
    expect(lines).toEqual([
      'path /⟦ESC⟧]0;owned⟦BEL⟧ and ⟦RLO⟧gnp.exe',
      'one⟦LF⟧Ready: forged line⟦CR⟧⟦U+009B⟧2J⟦ZWSP⟧',
    ]);
  });

  it('keeps the lines of a stack, and makes one line of its message', () => {
    const [text = ''] = written((log) => log.error('a page failed', new Error('bad\nmessage\u001b[31m')));
    const [first, second, ...places] = text.split('\n');
    expect(first).toBe('a page failed');
    expect(second).toBe('Error: bad⟦LF⟧message⟦ESC⟧[31m');
    expect(places.length).toBeGreaterThan(1);
    for (const place of places) expect(place).toMatch(/^ {4}at /);
  });

  it('writes message and line of an error without a stack', () => {
    const error = new Error('gone');
    error.stack = undefined;
    expect(written((log) => log.error('x', error))).toEqual(['x\ngone']);
    expect(written((log) => log.error('x', 'not an error'))).toEqual(['x']);
  });

  it('masks what is known and what looks like a secret, in messages too', () => {
    const [text = ''] = written((log) => log.error('got secret-key', new Error('Bearer abcdefgh and ?token=abcdefgh')));
    expect(text).toContain('got key#1');
    expect(text).toContain('Bearer [masked] and ?token=[masked]');
    expect(text).not.toContain('abcdefgh');
  });
});
