/** Which key was handed over for which upstream: a key goes to no other server than the one it was typed for. */
import { encodeUtf8 } from '../bytes/utf8.ts';
import type { Dialect, FrameLike, Hole } from '../dialects/dialect.ts';
import { type Problem, problem } from '../problem/problem.ts';
import type { Masker } from '../session/mask.ts';

type FrameToFill = Pick<FrameLike, 'opcode' | 'bytes'> & { holes: readonly Hole[] };

export class KeyGrants {
  private readonly upstreams = new Map<string, Set<string>>();
  private readonly own = new Set<string>();

  /** From now on the key of this handle may be sent to the upstream. */
  grant(handle: string, upstream: string): void {
    const granted = this.upstreams.get(handle) ?? new Set();
    this.upstreams.set(handle, granted.add(upstream));
  }

  /** The same for a key that is the server's own: users may spend it, and must not learn it. */
  grantOwn(handle: string, upstream: string): void {
    this.own.add(handle);
    this.grant(handle, upstream);
  }

  allows(handle: string, upstream: string): boolean {
    return this.upstreams.get(handle)?.has(upstream) ?? false;
  }

  /**
   * Why a frame with these places for keys does not go: in a text the server's own key would be read aloud to whoever asks for it.
   * Looked at as it would leave, with every key in its place: what stood there before could hold a quotation mark.
   */
  astray(frame: FrameToFill, dialect: Dialect | undefined, masker: Masker): Problem | null {
    const { opcode, bytes, holes } = frame;
    const owned = holes.filter(({ key }) => this.own.has(key));
    if (owned.length === 0) return null;
    const wire = Uint8Array.from(bytes);
    for (const { start, end, key } of holes)
      wire.set(encodeUtf8(masker.byHandleOf(key)?.value ?? key).subarray(0, end - start), start);
    const places = dialect?.secretsIn({ dir: 'sent', opcode, bytes: wire }) ?? [];
    const found = owned.find((hole) => !places.some(({ start, end }) => start <= hole.start && hole.end <= end));
    if (found === undefined) return null;
    const says = `${found.key} is the server's own: it stands where the protocol has a key, and nowhere else.`;
    return problem('bad_value', says);
  }
}
