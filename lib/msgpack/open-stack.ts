/**
 * The containers around the innermost open one, during a walk: how many items each still expects, and its node. Nothing
 * here is sized by what a header claims: the deep part is at most four bytes per byte of the frame.
 */
export const depthLimit = 128;

/** Levels that may have a node: what is around the root, and the containers that are listed. */
const shallow = depthLimit + 1;

/**
 * Shared by all walks, which never run at the same time: nothing has to be made for a frame that is not nested deeply.
 * What stands here from an earlier walk is never read, since every level is written before it is read.
 */
const shallowLeft = new Uint32Array(shallow);
const shallowNode = new Int32Array(shallow);

export class OpenStack {
  depth = 0;
  private deepLeft: Uint32Array | undefined;

  /**
   * Puts a level away: it expects `left` more items, its node is `node` or -1. `bytesLeft` of the frame bound what may
   * follow: every level below takes a byte of its own, so that the deep part is never too short.
   */
  push(left: number, node: number, bytesLeft: number): void {
    const at = this.depth++;
    if (at < shallow) {
      shallowLeft[at] = left;
      shallowNode[at] = node;
      return;
    }
    // Its pages are not touched until used.
    this.deepLeft ??= new Uint32Array(bytesLeft + 2);
    this.deepLeft[at - shallow] = left;
  }

  /** Takes the last level away again and gives what it still expects. */
  pop(): number {
    const at = --this.depth;
    return at < shallow ? (shallowLeft[at] as number) : (this.deepLeft?.[at - shallow] as number);
  }

  /** Node of the level that was taken away last; -1 when it has none. */
  node(): number {
    return this.depth < shallow ? (shallowNode[this.depth] as number) : -1;
  }
}
