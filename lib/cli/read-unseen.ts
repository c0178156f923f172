/** One line from the terminal without its being shown, or the first line of stdin where that is no terminal. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export async function readUnseen(ask: string): Promise<string> {
  const { stdin, stderr } = process;
  const terminal = stdin.isTTY === true;
  if (terminal) stderr.write(ask);
  // What is typed is echoed by readline alone, and that goes nowhere.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: nowhere, terminal });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('close', () => reject(new Error('No password came.')));
      lines.once('SIGINT', () => reject(new Error('Given up.')));
    });
  } finally {
    lines.close();
    if (terminal) stderr.write('\n');
  }
}
