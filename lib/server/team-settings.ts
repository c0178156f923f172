/** What `--team` needs: an address behind TLS, users or links, and limits for each user. */
import { teamUserLimits, type UserLimits } from '../relay/user-limits.ts';
import { type PasswordHash, readPasswordHash } from './login/password.ts';
import type { Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';

export type TeamUser = { name: string; hash: PasswordHash };

type Wrong = (why: string) => SettingsError;
const nameShape = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;
const mostUsers = 200;

/** `https://console.example`, and nothing else: cookies and keys cross the network. */
export function readPublicOrigin(text: string): string {
  const form = '--public-origin takes the address users open, such as https://console.example';
  if (/^http:/i.test(text))
    throw new SettingsError(
      `${form}: with plain http the cookie, every key and all texts cross the network for anyone to read. Put a proxy with TLS in front.`,
    );
  if (!/^https:\/\/[^/?#@\\\s]+$/.test(text) || !URL.canParse(text) || new URL(text).origin !== text)
    throw new SettingsError(`${form}: no path, no slash at the end, no :443.`);
  return text;
}

/** `--drain 30s`; milliseconds. */
export function readDrain(text: string): number {
  const found = /^(\d{1,4})s?$/.exec(text);
  const seconds = found === null ? -1 : Number(found[1]);
  if (seconds >= 0 && seconds <= 3600) return seconds * 1000;
  throw new SettingsError('--drain takes seconds, such as 30s; at most an hour.');
}

/** `"team": {"users": [{"name": "ana", "password": "scrypt:..."}], "limits": {"sessions": 8}}` */
export function readTeam(value: unknown, wrong: Wrong): { users: TeamUser[]; limits: UserLimits } {
  if (!isRecord(value)) throw wrong('"team" must be an object with "users" and "limits".');
  for (const name of Object.keys(value))
    if (name !== 'users' && name !== 'limits') throw wrong(`"team" has users and limits, not "${name.slice(0, 40)}".`);
  const { users = [], limits = {} } = value;
  if (!Array.isArray(users) || users.length > mostUsers) throw wrong(`"users" must be a list of at most ${mostUsers}.`);
  const read = users.map((user) => readUser(user, wrong));
  if (new Set(read.map(({ name }) => name)).size < read.length) throw wrong('two users have one name.');
  return { users: read, limits: readLimits(limits, wrong) };
}

function readUser(value: unknown, wrong: Wrong): TeamUser {
  const { name, password } = isRecord(value) ? value : {};
  if (typeof name !== 'string' || !nameShape.test(name))
    throw wrong('a user has a "name" of up to 64 letters, digits, dots, @, - and _.');
  // Never repeated: somebody may have written the password itself.
  const hash = typeof password === 'string' ? readPasswordHash(password) : null;
  if (hash === null) throw wrong(`the "password" of "${name}" must be a line that "npm run -s password" has made.`);
  return { name, hash };
}

function readLimits(value: unknown, wrong: Wrong): UserLimits {
  const limits = { ...teamUserLimits };
  if (!isRecord(value)) throw wrong('"limits" must be an object.');
  for (const [name, most] of Object.entries(value)) {
    const isNumber = typeof most === 'number' && Number.isSafeInteger(most) && most > 0;
    if (!Object.hasOwn(limits, name) || !isNumber)
      throw wrong(`"limits" has ${Object.keys(limits).join(', ')}: whole numbers above 0.`);
    limits[name as keyof UserLimits] = most;
  }
  return limits;
}

/** What belongs together, once everything is read. */
export function checkTeam(settings: Settings): void {
  if (settings.team) {
    if (settings.publicOrigin === null)
      throw new SettingsError('--team needs --public-origin https://...: the address users open, behind TLS.');
    return;
  }
  const alone = [
    [settings.publicOrigin !== null, '--public-origin'],
    [settings.sharedKey, '--shared-key'],
    [settings.drainMs > 0, '--drain'],
  ].find(([isSet]) => isSet);
  if (alone !== undefined) throw new SettingsError(`${alone[1]} is for a server of many: it needs --team.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
