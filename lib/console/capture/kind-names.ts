/** Chip names as small numbers. Event names come from the peer, so their number has a limit: what comes later is `other`. */
const limit = 250;

export const otherKind = 'other';

export class KindNames {
  private readonly codes = new Map<string, number>();
  private readonly names: string[] = [];

  /** The code of a name, 0 to 250; the same name keeps its code. */
  code(name: string): number {
    const known = this.codes.get(name);
    if (known !== undefined) return known;
    if (this.names.length >= limit && name !== otherKind) return this.code(otherKind);
    const code = this.names.length;
    this.names.push(name);
    this.codes.set(name, code);
    return code;
  }

  name(code: number): string {
    return this.names[code] ?? otherKind;
  }

  count(): number {
    return this.names.length;
  }
}
