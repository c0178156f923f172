/** The upstreams the tests declare at start: an id of each is the first segment of its path, and what it does. */
export type Behaviour = { id: string; dialect: 'fish' | 'fishspeech' };

export const behaviours: readonly Behaviour[] = [
  /** Speaks, and takes any key. */
  { id: 'keyed-fish', dialect: 'fish' },
  { id: 'keyed-fishspeech', dialect: 'fishspeech' },
  /** Answers the first frame with the key, in several encodings, and puts it into the close reason. */
  { id: 'parrot-fish', dialect: 'fish' },
  { id: 'parrot-fishspeech', dialect: 'fishspeech' },
  /** 404 to the upgrade, as for a mistyped path. */
  { id: 'wrong-path', dialect: 'fish' },
  { id: 'redirect', dialect: 'fish' },
  /** 503 with a body that is a web page. */
  { id: 'gateway', dialect: 'fish' },
  /** Closes 1008 with a reason after the first frame. */
  { id: 'policy', dialect: 'fish' },
  /** Sends one frame, then the socket is gone without a close frame. */
  { id: 'abrupt', dialect: 'fish' },
  /** Answers the first frame with a log cut short, a frame of 1 MiB and one of very many values. */
  { id: 'strange-fish', dialect: 'fish' },
  /** Puts characters that cannot be seen into everything it can: messages, names, keys, the close reason. */
  { id: 'hidden-fish', dialect: 'fish' },
  { id: 'hidden-fishspeech', dialect: 'fishspeech' },
  /** The same in the status line and the body of a refusal. */
  { id: 'hidden-refusal', dialect: 'fish' },
  /** Answers every text with the hostile frames it names, by number. */
  { id: 'hostile-fish', dialect: 'fish' },
  { id: 'hostile-fishspeech', dialect: 'fishspeech' },
  /** Answers the first text with 33 kB of Opus that claim to be 949 seconds. */
  { id: 'bomb-fish', dialect: 'fish' },
  /** Nobody listens there. */
  { id: 'unreachable', dialect: 'fish' },
];
