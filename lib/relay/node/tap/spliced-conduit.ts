/** A tapped WebSocket whose bytes go from socket to socket untouched: the upgrade is asked of the upstream, then both are joined. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { forClient } from '../../tap/passed-headers.ts';
import { answerHead } from './answer-client.ts';
import { dialUpgrade, type Opened } from './dial-upgrade.ts';
import { withheldWords } from './pass-refusal.ts';
import { splice } from './splice.ts';
import type { Conduit, OpenConduit, TapCall } from './tap-call.ts';
import { offerOf, unfitWords } from './unfit-answer.ts';

export const openSpliced: OpenConduit = (call, over) => new Spliced(call, over);

/** Once the sockets are joined, nothing of the upgrade is held any more: its requests and answers are most of what a quiet tap would cost. */
class Spliced implements Conduit {
  private now: Conduit | null = null;

  constructor(call: TapCall, over: () => void) {
    const dial = dialUpgrade(call, (open) => this.open(call, open, over), over);
    // Opened at once, it is held already.
    this.now ??= dial;
  }

  private open(call: TapCall, open: Opened, over: () => void): void {
    acceptClient(call, open);
    const { clock, limits, record, client } = call;
    const joined = splice({ clock, limits, record, client, upstream: open.upstream, over });
    this.now = joined;
    if (open.upstreamHead.length > 0) joined.took('upstream', open.upstreamHead);
    for (const chunk of open.early) joined.took('client', chunk);
    if (open.clientEnded) joined.ended('client');
  }

  close(): void {
    this.now?.close();
  }
}

/** 101 goes on with all its headers; a browser would keep some of them for this console's address. */
export function acceptClient({ client, request, record, address }: TapCall, { upstream, answer }: Opened): void {
  for (const socket of [client, upstream]) steady(socket);
  const { headers, withheld } = forClient(request.rawHeaders, answer.headers);
  client.write(answerHead(answer.status, answer.statusText, headers));
  record.answered(answer);
  const unfit = unfitWords(offerOf(request.headers, address.deflate === 'pass'), answer.headers);
  if (unfit !== null) record.note({ kind: 'mark', by: 'relay', says: unfit });
  if (withheld.length > 0) record.note({ kind: 'mark', by: 'relay', says: withheldWords(withheld) });
}

/** Small frames leave at once; a peer whose machine is gone is noticed by the system, not by a deadline. */
function steady(socket: Duplex): void {
  if (!(socket instanceof Socket)) return;
  socket.setNoDelay(true);
  socket.setKeepAlive(true, 60_000);
}
