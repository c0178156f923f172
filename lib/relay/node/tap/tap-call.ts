/** A client at the tap's door: all that a conduit needs to serve it. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../../clock/clock.ts';
import type { TapAddress } from '../../tap/address.ts';
import type { TapRecord } from '../../tap/tap-record.ts';
import type { Upstream } from '../../upstream.ts';
import type { ConduitLimits } from './conduit-limits.ts';
import type { UpstreamWay } from './upstream-way.ts';

export type TapCall = {
  clock: Clock;
  limits: ConduitLimits;
  request: IncomingMessage;
  /** The client's socket, and what came with its upgrade. Errors are listened to already. */
  client: Duplex;
  head: Buffer;
  address: TapAddress;
  upstream: Upstream;
  way: UpstreamWay;
  record: TapRecord;
};

/** One tapped connection. It is over when both of its sockets have closed: `over` is then called, once. */
export type Conduit = {
  /** Ends both sides in order, and cuts what is left a moment later. `ended` of the record follows. */
  close(): void;
};

export type OpenConduit = (call: TapCall, over: () => void) => Conduit;
