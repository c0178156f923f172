/**
 * Nobody reads on (`| head -5`): the process ends without a word, with the number a shell gives for it. By itself Node would tell of
 * an uncaught EPIPE, with its stack.
 */
export function endQuietlyWhenClosed(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(128 + 13);
    });
}
