/** Security headers and the content security policy, by path. The browser tests fail on a breach of it (`e2e/test.ts`). */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const fixed: readonly [string, string][] = [
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Embedder-Policy', 'require-corp'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  [
    'Permissions-Policy',
    'camera=(), microphone=(), geolocation=(), usb=(), payment=(), display-capture=(), clipboard-read=(self)',
  ],
  ['X-Frame-Options', 'DENY'],
];

/** Policies of the libraries in the page: DOMPurify and Monaco. `default` is the page's own, in its first script. */
const trustedTypes =
  'default dompurify defaultWorkerFactory diffEditorWidget diffReview domLineBreaksComputer editorGhostText ' +
  'editorViewLayer richScreenReaderContent standaloneColorizer stickyScrollViewLayer tokenizeToString';

/**
 * A worker obeys the policy of its own file, not of the page: it needs `connect-src` for the capture socket, and no Trusted
 * Types, which Monaco's JSON worker does not survive.
 */
const scriptPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

/** In development React evaluates code, and hot reload writes script addresses. */
function documentPolicy(nonce: string, development: boolean): string {
  const lines = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'wasm-unsafe-eval'${development ? " 'unsafe-eval'" : ''}`,
    "script-src-attr 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    'media-src blob:',
    "worker-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  if (!development)
    lines.push("require-trusted-types-for 'script'", `trusted-types ${trustedTypes} 'allow-duplicates'`);
  return lines.join('; ');
}

const scriptFile = /\.(?:m?js|wasm)$/;

/** Headers of everything this server sends, pages or not. `isSecure`: it is reached behind TLS, and by no other way. */
export function setFixedHeaders(response: ServerResponse, isSecure = false): void {
  for (const [name, value] of fixed) response.setHeader(name, value);
  if (isSecure) response.setHeader('Strict-Transport-Security', 'max-age=31536000');
  response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
}

/**
 * Headers of pages and assets. `cookie`: for documents; null where it is had by logging in. `login`: the ways, for the page that asks. The nonce reaches Next through the *request* header of the same name, after everything a caller
 * could have put there is gone.
 */
export function setPageHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  settings: { development: boolean; cookie: string | null; login?: string },
): void {
  for (const name of Object.keys(request.headers)) if (foreign.test(name)) delete request.headers[name];
  if (settings.login !== undefined) request.headers['x-wiretone-login'] = settings.login;
  if (path.startsWith('/_next/static/') || path.startsWith('/worklets/') || scriptFile.test(path)) {
    response.setHeader('Content-Security-Policy', scriptPolicy);
    return;
  }
  const nonce = randomBytes(16).toString('base64');
  const policy = documentPolicy(nonce, settings.development);
  request.headers['content-security-policy'] = policy;
  request.headers['x-nonce'] = nonce;
  response.setHeader('Content-Security-Policy', policy);
  if (path.startsWith('/_next/') || /\.[a-z0-9]+$/i.test(path)) return;
  response.setHeader('Cache-Control', 'no-store');
  if (settings.cookie !== null) response.setHeader('Set-Cookie', settings.cookie);
}

/** Request headers that steer Next from outside. */
const foreign =
  /^(?:content-security-policy(?:-report-only)?|x-nonce|x-middleware-.*|x-forwarded-.*|x-invoke-.*|x-matched-path|x-wiretone-.*)$/;
