/**
 * What a socket error means, in our words. Messages of errors are not passed on: several hold the whole URL, and with it the
 * token of dialects that put it there. Only codes, and the fixed sentences of `ws`, are shown.
 */
import { type Problem, problem } from '../../problem/problem.ts';
import { GuardError } from './guarded-lookup.ts';

const unreachable = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'EADDRNOTAVAIL',
  'EACCES',
]);
const tls = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO)/;
/** Sentences of `ws` about the answer to the upgrade: fixed texts. */
const handshakeWords =
  /^(Invalid Upgrade header|Invalid Sec-WebSocket-Accept header|Invalid Sec-WebSocket-Extensions header|Server sent .*|Server indicated .*)$/;

/** An error before the upgrade was answered. `host` is the name dialled, without query. */
export function dialProblem(error: unknown, host: string): Problem {
  if (error instanceof GuardError) return error.problem;
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'EAI_NODATA')
    return problem('name_not_found', `${host}: ${code}`);
  if (unreachable.has(code)) return problem('unreachable', `${host}: ${code}`);
  if (tls.test(code)) return problem('tls_failed', `${host}: ${code}`);
  if (code === 'HPE_HEADER_OVERFLOW')
    return problem('bad_upgrade', 'The headers of the answer are larger than 16 KiB.');
  if (code.startsWith('HPE_')) return problem('bad_upgrade', `The answer is not HTTP (${code}).`);
  const words = error instanceof Error && handshakeWords.test(error.message) ? error.message : '';
  if (words !== '') return problem('bad_upgrade', `${words}.`);
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return problem('connection_lost', `${host} closed the connection without answering the upgrade (${code}).`);
  return problem('unreachable', `${host}: ${code === '' ? 'the connection failed' : code}`);
}

/** Codes with which a client answers what broke the protocol (RFC 6455 section 7.4.1, as `ws` sends them). */
const answers: Record<string, number> = {
  WS_ERR_INVALID_UTF8: 1007,
  WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 1009,
  WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 1009,
  WS_ERR_TOO_MANY_BUFFERED_PARTS: 1008,
};

/** An error on an open connection; `closes` is the code we close with, null when the socket itself failed. */
export function openProblem(error: unknown): { why: Problem; closes: number | null } {
  const code = codeOf(error);
  if (code.startsWith('Z_'))
    return { why: problem('protocol_error', `A compressed message cannot be inflated (${code}).`), closes: 1007 };
  if (!code.startsWith('WS_ERR_'))
    return { why: problem('connection_lost', `The socket failed: ${code === '' ? 'no code' : code}.`), closes: null };
  const closes = answers[code] ?? 1002;
  // These messages speak of opcodes, lengths and codes, never of addresses or content.
  const detail = `${error instanceof Error ? error.message : ''} (${code})`;
  return { why: problem(closes === 1009 || closes === 1008 ? 'too_large' : 'protocol_error', detail), closes };
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
