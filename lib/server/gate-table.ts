/**
 * Who may reach what, as data; `gate.ts` carries it out. The first row that fits path, kind and method decides.
 * No row: refused. For every row the Host must be listed, the target in origin form, and `Origin: null` is refused.
 */
export type GateRow = {
  name: string;
  kind: 'request' | 'upgrade';
  /** Exact path, or everything that begins with it (`prefix`). */
  path: string;
  prefix: boolean;
  methods: readonly string[] | 'any';
  /** `own`: scheme and Host of the same request, exactly. */
  origin: 'any' | 'own' | 'own or absent';
  cookie: boolean;
  /** Where logins are required: who has none is sent to `/login`. */
  document: boolean;
  /** Only files that the build made, by their ending: code and pictures, the same for everybody. */
  filesOnly: boolean;
  /** A page of another site sends no Origin with an image, but says `Sec-Fetch-Site: cross-site`. */
  sameSiteOnly: boolean;
  /** Content types a body may have; empty = not asked. */
  contentTypes: readonly string[];
  subProtocol: boolean;
  developmentOnly: boolean;
};

const base = {
  prefix: false,
  methods: 'any',
  cookie: false,
  document: false,
  filesOnly: false,
  sameSiteOnly: false,
  contentTypes: [],
  subProtocol: false,
  developmentOnly: false,
} as const;
const reads = ['GET', 'HEAD'] as const;
const json = ['application/json'] as const;

/** Servers for programs: their clients send neither Origin nor cookie, or our own address as Origin. */
const forPrograms = ['/sandbox/', '/tap/', '/replay/'].flatMap((path): GateRow[] => [
  { ...base, name: `${path} upgrade`, kind: 'upgrade', path, prefix: true, origin: 'own or absent' },
  { ...base, name: path, kind: 'request', path, prefix: true, origin: 'own or absent', sameSiteOnly: true },
]);

export const gateTable: readonly GateRow[] = [
  { ...base, name: 'health', kind: 'request', path: '/healthz', methods: reads, origin: 'any' },
  { ...base, name: 'login', kind: 'request', path: '/api/login', methods: ['POST'], origin: 'own', contentTypes: json },
  {
    ...base,
    name: 'API, reading',
    kind: 'request',
    path: '/api/',
    prefix: true,
    methods: reads,
    origin: 'own or absent',
    cookie: true,
  },
  {
    ...base,
    name: 'API, recordings to replay',
    kind: 'request',
    path: '/api/replay',
    origin: 'own',
    cookie: true,
    contentTypes: ['application/x-ndjson'],
  },
  {
    ...base,
    name: 'API, writing',
    kind: 'request',
    path: '/api/',
    prefix: true,
    origin: 'own',
    cookie: true,
    contentTypes: json,
  },
  {
    ...base,
    name: 'API upgrade',
    kind: 'upgrade',
    path: '/api/',
    prefix: true,
    origin: 'own',
    cookie: true,
    subProtocol: true,
  },
  {
    ...base,
    name: 'hot reload',
    kind: 'upgrade',
    path: '/_next/hmr',
    origin: 'own',
    cookie: true,
    developmentOnly: true,
  },
  {
    ...base,
    name: "Next's development tools",
    kind: 'request',
    path: '/__nextjs_',
    prefix: true,
    origin: 'own or absent',
    cookie: true,
    sameSiteOnly: true,
    developmentOnly: true,
  },
  ...forPrograms,
  { ...base, name: 'login page', kind: 'request', path: '/login', methods: reads, origin: 'any' },
  { ...base, name: 'assets', kind: 'request', path: '/_next/static/', prefix: true, methods: reads, origin: 'any' },
  { ...base, name: 'files', kind: 'request', path: '/', prefix: true, filesOnly: true, methods: reads, origin: 'any' },
  { ...base, name: 'pages', kind: 'request', path: '/', prefix: true, methods: reads, origin: 'any', document: true },
];
