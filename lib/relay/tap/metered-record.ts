/** A tap's record whose connection takes a user's place, and is counted. */
import type { Pass } from '../allowance.ts';
import type { TapRecord } from './tap-record.ts';

export function meteredRecord(record: TapRecord, pass: Pass): TapRecord {
  return new Metered(record, pass);
}

class Metered implements TapRecord {
  private readonly record: TapRecord;
  private readonly pass: Pass;

  constructor(record: TapRecord, pass: Pass) {
    this.record = record;
    this.pass = pass;
  }

  get session(): string {
    return this.record.session;
  }

  get keys(): ReadonlySet<string> {
    return this.record.keys ?? none;
  }

  dial(...args: Parameters<TapRecord['dial']>): void {
    this.record.dial(...args);
  }

  answered(...args: Parameters<TapRecord['answered']>): void {
    this.record.answered(...args);
  }

  failed(...args: Parameters<TapRecord['failed']>): void {
    this.record.failed(...args);
  }

  bytes(...args: Parameters<TapRecord['bytes']>): void {
    this.record.bytes(...args);
    this.pass.moved(args[0] === 'client', args[1].length);
  }

  frame(...args: Parameters<TapRecord['frame']>): number {
    const [sent, , bytes, , more] = args;
    const seq = this.record.frame(...args);
    // What was held or changed stands there for either wire: the upstream's is the one that counts.
    if (more?.leg !== 'client') this.pass.moved(sent, bytes.length);
    return seq;
  }

  closing(...args: Parameters<TapRecord['closing']>): void {
    this.record.closing(...args);
    this.pass.closed(args[1]);
  }

  note(...args: Parameters<TapRecord['note']>): void {
    this.record.note(...args);
  }

  http(...args: Parameters<TapRecord['http']>): void {
    this.record.http(...args);
  }

  ended(...args: Parameters<TapRecord['ended']>): void {
    this.record.ended(...args);
    this.pass.leave();
  }
}

const none: ReadonlySet<string> = new Set();
