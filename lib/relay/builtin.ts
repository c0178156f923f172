/** The upstreams every console has: a sandbox and the service itself, for each dialect. */
import type { Dialect } from '../dialects/dialect.ts';
import type { Upstream } from './upstream.ts';

/** `self`: this server's own address, `ws://127.0.0.1:4820`; shown only, the sandbox is reached inside the process. */
export function builtinUpstreams(dialects: readonly Dialect[], self: string): Upstream[] {
  const sandboxes = dialects.map((dialect): Upstream => {
    return {
      id: `sandbox-${dialect.id}`,
      title: `Sandbox - ${dialect.title}`,
      dialect: dialect.id,
      base: `${self}/sandbox/${dialect.id}`,
      paths: dialect.paths,
      loopback: false,
      sandbox: true,
    };
  });
  const services = dialects.map((dialect): Upstream => {
    return {
      id: dialect.id,
      title: dialect.title,
      dialect: dialect.id,
      base: dialect.defaultBase,
      paths: dialect.paths,
      loopback: false,
      sandbox: false,
    };
  });
  return [...sandboxes, ...services];
}

/** Switches travel in the path segment: `/sandbox/fish~pace=1,seed=2`. Null when one cannot. */
export function switchedBase(base: string, switches: Readonly<Record<string, string>>): string | null {
  const pairs = Object.entries(switches);
  if (!pairs.every(([name, value]) => /^[A-Za-z0-9]{1,40}$/.test(name) && value.length <= 400 && !/[,/~]/.test(value)))
    return null;
  if (pairs.length === 0) return base;
  return `${base}~${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join(',')}`;
}
