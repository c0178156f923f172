/** What the gate compares with, for a server that listens. */
import type { GateRules } from './gate.ts';
import type { Settings } from './settings.ts';

/** Names of this machine with the port, and the origins that were named at start; each Host with the one Origin that is its own. */
export function gateRules(
  settings: Settings,
  port: number,
  cookieValue: string,
  logins?: GateRules['logins'],
): GateRules {
  const hosts = new Map<string, string>();
  for (const name of ['localhost', '127.0.0.1', '[::1]']) {
    hosts.set(`${name}:${port}`, `http://${name}:${port}`);
    if (port === 80) hosts.set(name, `http://${name}`);
  }
  const { allowOrigins, publicOrigin, development } = settings;
  const listed = publicOrigin === null ? allowOrigins : [...allowOrigins, publicOrigin];
  for (const origin of listed) hosts.set(origin.replace(/^https?:\/\//, ''), origin);
  const rules = { hosts, cookieName: `wiretone_${port}`, cookieValue, development };
  return logins === undefined ? rules : { ...rules, logins };
}
