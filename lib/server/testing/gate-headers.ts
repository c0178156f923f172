/** What a browser or a program can be made to say of itself, each beside what it may say. For tests of the gate only. */

/** `listed`: names of this server with its port. `further`: an origin it was told of at start. */
export function gateHeaders(port: number, cookieName: string, cookieValue: string) {
  const [home, other] = [`127.0.0.1:${port}`, `127.0.0.1:${port === 65_535 ? port - 1 : port + 1}`];
  const hosts = [
    undefined,
    `localhost:${port}`,
    home,
    `[::1]:${port}`,
    'console.example',
    'localhost',
    '127.0.0.1',
    other,
    `LOCALHOST:${port}`,
    `${home}.`,
    `rebind.example:${port}`,
    'console.example:443',
    `127.1:${port}`,
    '',
  ];
  const origins = [
    undefined,
    `http://localhost:${port}`,
    `http://${home}`,
    `http://[::1]:${port}`,
    'https://console.example',
    'null',
    `http://${other}`,
    `https://${home}`,
    'http://console.example',
    'http://evil.example',
    `http://localhost:${port}/`,
    `HTTP://LOCALHOST:${port}`,
    `http://localhost:${port}.evil.example`,
    '',
  ];
  const right = `${cookieName}=${cookieValue}`;
  const cookies = [undefined, `${cookieName}=wrong`, right, `other=1; ${right}; x=y`];
  /** Each listed Host with the one Origin that is its own. */
  const own = new Map([
    ...['localhost', '127.0.0.1', '[::1]'].map((name) => [`${name}:${port}`, `http://${name}:${port}`] as const),
    ['console.example', 'https://console.example'] as const,
  ]);
  return { hosts, origins, cookies, own };
}
