/** Where a headless run may go, and with which key. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { dialects } from '../../dialects/registry.ts';
import { declareUpstream, type Upstream } from '../../relay/upstream.ts';
import { profilesIn } from '../../sandbox/node/read-profiles.ts';
import type { ProfileShelf, ShelvedProfile } from '../../sandbox/profile/shelf.ts';
import { keyVariable } from '../../server/held-keys.ts';
import { readSettings, SettingsError } from '../../server/settings.ts';
import { CallError } from './call.ts';

/** Those of `wiretone.config.json` in `folder`, and the one that `--upstream` declares. Throws `CallError`. */
export function declaredUpstreams(folder: string, flag: string | null): Upstream[] {
  try {
    const declared = flag?.includes('=') ? ['--upstream', flag] : [];
    return readSettings(declared, {}, configIn(folder)).upstreams.map((ask) => {
      const upstream = declareUpstream(ask, dialects);
      if ('code' in upstream) throw new CallError(upstream.detail);
      return upstream;
    });
  } catch (error) {
    if (error instanceof SettingsError) throw new CallError(error.message);
    throw error;
  }
}

export type DeclaredProfiles = {
  profiles: ProfileShelf;
  /** The one that `--profile` names: sandboxes of its protocol use it where no switch names another. */
  profile: ShelvedProfile | null;
};

/** The sandbox profiles of `wiretone.config.json` in `folder`, and the one of `--profile`. Throws `CallError`. */
export function declaredProfiles(folder: string, flag: string | null): DeclaredProfiles {
  try {
    const configured = readSettings([], {}, configIn(folder)).profiles.map((file) => resolve(folder, file));
    const profiles = profilesIn([...configured, ...(flag === null ? [] : [flag])]);
    if ('code' in profiles) throw new CallError(`${profiles.detail}.`);
    const named = flag === null ? undefined : profiles.names().at(-1);
    return { profiles, profile: profiles.get(named ?? '') ?? null };
  } catch (error) {
    if (error instanceof SettingsError) throw new CallError(error.message);
    throw error;
  }
}

function configIn(folder: string): string | null {
  try {
    return readFileSync(join(folder, 'wiretone.config.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CallError(`wiretone.config.json cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/** The upstream that `--upstream` names; null where it is not given. Throws `CallError`. */
export function namedUpstream(flag: string | null, upstreams: readonly Upstream[]): Upstream | null {
  if (flag === null) return null;
  const id = flag.split('=')[0] as string;
  const found = upstreams.find((upstream) => upstream.id === id);
  if (found !== undefined) return found;
  const ids = upstreams.map((upstream) => upstream.id).join(', ');
  throw new CallError(`There is no upstream "${id}"; there are ${ids}.`);
}

/** The key of an upstream; null where the environment has none, and for sandboxes, which need none. */
export function keyOf(upstream: Upstream, env: Readonly<Record<string, string | undefined>>): string | null {
  return upstream.sandbox ? null : env[keyVariable(upstream.id)] || null;
}
