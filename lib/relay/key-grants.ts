/** Which key was handed over for which upstream: a key goes to no other server than the one it was typed for. */
export class KeyGrants {
  private readonly upstreams = new Map<string, Set<string>>();

  /** From now on the key of this handle may be sent to the upstream. */
  grant(handle: string, upstream: string): void {
    const granted = this.upstreams.get(handle) ?? new Set();
    this.upstreams.set(handle, granted.add(upstream));
  }

  allows(handle: string, upstream: string): boolean {
    return this.upstreams.get(handle)?.has(upstream) ?? false;
  }
}
