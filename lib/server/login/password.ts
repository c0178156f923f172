/** Passwords as the configuration keeps them: `scrypt:<N>:<r>:<p>:<salt>:<hash>`, both in base64url. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

export type PasswordHash = { options: ScryptOptions; salt: Buffer; hash: Buffer };

/** 32 MiB and some tens of milliseconds for each try. */
const cost = { N: 2 ** 15, r: 8, p: 1 };
const mostMemory = 160 * 2 ** 20;
export const mostPasswordBytes = 1024;

/** The line for the configuration. The salt is random. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32, { ...cost, maxmem: mostMemory });
  return `scrypt:${cost.N}:${cost.r}:${cost.p}:${salt.toString('base64url')}:${hash.toString('base64url')}`;
}

/** Null for what is no such line, or asks for too little or too much work. */
export function readPasswordHash(line: string): PasswordHash | null {
  const found = /^scrypt:(\d{5,7}):(\d{1,2}):(\d{1,2}):([\w-]{20,100}):([\w-]{40,100})$/.exec(line);
  if (found === null) return null;
  const [N, r, p] = found.slice(1, 4).map(Number) as [number, number, number];
  const isPower = N > 0 && (N & (N - 1)) === 0;
  if (!isPower || N < 2 ** 14 || r < 1 || p < 1 || p > 4 || 128 * N * r > mostMemory - 2 ** 20) return null;
  const [salt, hash] = found.slice(4).map((text) => Buffer.from(text, 'base64url')) as [Buffer, Buffer];
  return { options: { N, r, p, maxmem: mostMemory }, salt, hash };
}

export async function isPassword(password: string, { options, salt, hash }: PasswordHash): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt, hash.length, options), hash);
}

/** For names that nobody has: it takes as long as a wrong password does. */
export function nobodysHash(): PasswordHash {
  return { options: { ...cost, maxmem: mostMemory }, salt: randomBytes(16), hash: randomBytes(32) };
}

function derive(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // Two keyboards may write one letter in two ways.
    scrypt(password.normalize('NFC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
