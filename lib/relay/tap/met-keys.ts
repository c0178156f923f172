/** Handles of the keys that stand in one record, and may go back into that connection: never the server's own. */
export class MetKeys extends Set<string> {
  private readonly isHeld: (key: string) => boolean;

  constructor(isHeld: (key: string) => boolean = () => false) {
    super();
    this.isHeld = isHeld;
  }

  meet(masked: readonly { key?: string }[]): void {
    for (const { key } of masked) if (key !== undefined && !this.isHeld(key)) this.add(key);
  }
}
