/**
 * The containers that are open during a walk: how many items each still expects, and its node. Nothing here is sized by
 * what a header claims: claims are cut to the bytes left, and the deep part is at most four bytes per byte of the frame.
 */
export const depthLimit = 128;

export class OpenStack {
  depth = 0;
  private readonly shallowLeft: number[] = [];
  private readonly shallowNode: number[] = [];
  private deepLeft: Uint32Array | undefined;

  /** Opens a container that expects `items` more items. `node` is -1 where none was made. `bytesLeft` bounds the depth. */
  push(items: number, node: number, bytesLeft: number): void {
    const at = this.depth++;
    const most = Math.min(items, bytesLeft + 1);
    if (at < depthLimit) {
      this.shallowLeft[at] = most;
      this.shallowNode[at] = node;
      return;
    }
    // Every level below takes a byte of its own, so this is never too short. The pages are not touched until used.
    this.deepLeft ??= new Uint32Array(bytesLeft + 2);
    this.deepLeft[at - depthLimit] = most;
  }

  pop(): void {
    this.depth--;
  }

  /** Items the innermost container still expects. */
  left(): number {
    const at = this.depth - 1;
    return at < depthLimit ? (this.shallowLeft[at] as number) : (this.deepLeft?.[at - depthLimit] as number);
  }

  /** One item of the innermost container has begun. */
  take(): void {
    const at = this.depth - 1;
    if (at < 0) return;
    if (at < depthLimit) this.shallowLeft[at] = (this.shallowLeft[at] as number) - 1;
    else if (this.deepLeft !== undefined)
      this.deepLeft[at - depthLimit] = (this.deepLeft[at - depthLimit] as number) - 1;
  }

  /** Node of the innermost container; -1 when it has none. */
  node(): number {
    const at = this.depth - 1;
    return at >= 0 && at < depthLimit ? (this.shallowNode[at] as number) : -1;
  }
}
