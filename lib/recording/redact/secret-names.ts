/** Which names say that a secret stands under them: of headers, parameters of an address, fields. */

const secretWords: ReadonlySet<string> = new Set([
  'authorization',
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'passcode',
  'secret',
  'secrets',
  'cookie',
  'credential',
  'credentials',
  'signature',
  'bearer',
  'jwt',
  'apikey',
  'apikeys',
  'authtoken',
  'accesstoken',
  'refreshtoken',
  'idtoken',
  'apitoken',
  'accesskey',
  'secretkey',
  'privatekey',
]);
/** `api_key`, `x-api-key`, `private key`: a key that opens something, not one of a table. */
const beforeKey: ReadonlySet<string> = new Set(
  'api private access secret session auth client subscription license encryption signing account service app shared ssh user admin master xi'.split(
    ' ',
  ),
);
/** `token_count`, `signature_algorithm`: about it, and not it. */
const aboutIt: ReadonlySet<string> = new Set(
  'url uri type count limit limits expires expiry expiration algorithm alg length name'.split(' '),
);
/** By their whole name, where a name is a parameter or a header. */
const secretParameters: ReadonlySet<string> = new Set(['key', 'auth', 'sig', 'code', 'ticket', 'x-auth']);
/** Numbers used once, in every upgrade there is. */
const harmlessHeaders: ReadonlySet<string> = new Set(['sec-websocket-key', 'sec-websocket-accept']);

const longestName = 100;

/** `of`: where it is a name. */
export function isSecretName(name: string, of: 'field' | 'parameter' | 'header'): boolean {
  if (name.length === 0 || name.length > longestName) return false;
  const plain = name.toLowerCase();
  if (of !== 'field' && secretParameters.has(plain)) return true;
  if (of === 'header' && harmlessHeaders.has(plain)) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const last = words[words.length - 1];
  if (last === undefined || aboutIt.has(last)) return false;
  return words.some((word, at) => {
    if (secretWords.has(word)) return true;
    if (word === 'token') return true;
    return word === 'key' && beforeKey.has(words[at - 1] ?? '');
  });
}
