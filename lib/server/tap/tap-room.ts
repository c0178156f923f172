/** The console's taps: real clients at `/tap/`, their records for every page, and the rules over them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomId } from '../../clock/real.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { inflate } from '../../relay/node/tap/inflate.ts';
import { createParsed } from '../../relay/node/tap/parsed-conduit.ts';
import { createTapServer, type TapServer, type TapServerParts } from '../../relay/node/tap/tap-server.ts';
import { createRuleBoard } from '../../relay/tap/hold-board.ts';
import type { RuleBoard } from '../../relay/tap/rules.ts';
import { createTapHub, type TapHub } from '../../relay/tap/tap-hub.ts';
import type { TapLimits } from '../../relay/tap/tap-limits.ts';
import type { Masker } from '../../session/mask.ts';
import { answerProblem } from '../answers.ts';
import { setFixedHeaders } from '../headers.ts';

export type TapRoom = {
  /** For the relay, which gives them to its pages. */
  hub: TapHub;
  board: RuleBoard;
  upgrade: TapServer['upgrade'];
  /** What is passed through has the upstream's headers and none of ours; our own answers have ours. */
  request(request: IncomingMessage, response: ServerResponse): void;
  open(): number;
  /** Ends every tap in order, and says so in its record at once; resolves when all sockets have closed. */
  close(): Promise<void>;
};

export type TapRoomParts = Omit<TapServerParts, 'desk' | 'board' | 'openParsed'> & {
  masker: Masker;
  dialects: readonly Dialect[];
  hubLimits?: Partial<TapLimits>;
  /** The server is reached behind TLS, and by no other way. */
  isSecure?: boolean;
  /** Of a key that is the server's own. */
  isHeld?: (handle: string) => boolean;
};

export function createTapRoom(parts: TapRoomParts): TapRoom {
  const { clock, masker, dialects, isHeld, hubLimits, isSecure = false } = parts;
  const board = createRuleBoard({ masker });
  const hub = createTapHub({
    clock,
    masker,
    dialects,
    newId: randomId,
    inflate,
    waiting: board.waiting,
    ...(isHeld === undefined ? {} : { isHeld }),
    ...(hubLimits === undefined ? {} : { limits: hubLimits }),
  });
  const taps = createTapServer({ ...parts, desk: hub, board, openParsed: createParsed({ board, dialects }) });
  return {
    hub,
    board,
    upgrade: (request, socket, head) => taps.upgrade(request, socket, head),
    request: (request, response) =>
      taps.request(request, response, (status, why, retryAfterS) => {
        setFixedHeaders(response, isSecure);
        if (retryAfterS !== undefined) response.setHeader('Retry-After', String(retryAfterS));
        answerProblem(response, status, why);
      }),
    open: () => taps.open(),
    close: () => taps.close(),
  };
}
