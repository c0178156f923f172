/** The closed list of problem codes. E_ and W_ speak of bytes, the others of connections, files and text. */
const text = (title: string, hint: string) => ({ title, hint });

export const problemTexts = {
  E_EMPTY: text('Empty frame', 'A frame of 0 bytes carries no message; look at what the sender meant to write.'),
  E_TRUNCATED: text(
    'Frame ends too early',
    'The value claims more bytes than the frame holds; the sender cut it, or split one message over two frames.',
  ),
  E_RESERVED: text(
    'Reserved byte',
    '0xC1 is never used in MessagePack; this is another encoding, or the bytes are shifted.',
  ),
  E_TRAILING: text('Bytes after the message', 'One frame carries one message; send the rest in a frame of its own.'),
  E_LENGTH_CLAIM: text(
    'Length claim cannot be true',
    'The header claims more items than there are bytes left; nothing is allocated from such a claim.',
  ),
  E_DEPTH: text('Nested too deeply', 'Values below depth 128 are counted, not shown.'),
  E_NODES: text('Too many values to list', 'The first values are listed; the rest is counted only.'),
  E_UTF8: text('Not valid UTF-8', 'The bytes are kept as they came; the text shown replaces what cannot be read.'),
  E_TIMESTAMP: text(
    'Timestamp cannot be read',
    'A timestamp has 4, 8 or 12 bytes and at most 999,999,999 nanoseconds.',
  ),
  E_JSON: text('Not valid JSON', 'What stands before the error is shown.'),
  W_DUP_KEY: text('Key written twice', 'Readers disagree about which one counts.'),
  W_NONSTRING_KEY: text('Key is not a string', 'Most readers turn it into a string or refuse it.'),
  W_PROTO_KEY: text(
    'Key with a special meaning in JavaScript',
    'A reader that builds plain objects may be changed by it.',
  ),
  W_INT_UNSAFE: text('Integer beyond 2^53', 'JavaScript numbers round it; it is shown exactly here.'),
  W_NONFINITE: text('NaN or infinity', 'JSON cannot carry it.'),
  W_NEGZERO: text('Negative zero', 'Many readers show it as 0.'),
  W_NONMINIMAL: text('Longer encoding than needed', 'Legal, but unlike what the known clients send.'),
  W_EXT_UNKNOWN: text('Extension type without a meaning here', 'The bytes are shown as they are.'),
  W_TIMESTAMP_RANGE: text('Timestamp beyond the range of dates', 'It is shown as seconds.'),
  W_BIDI: text('Bidirectional control character', 'It can make text look different from what it is.'),
  W_ZEROWIDTH: text('Zero-width character', 'It cannot be seen, but it is there.'),
  W_CONTROL: text('Control character', 'It is shown as a token.'),
  W_NEWLINE: text('Line break inside a value', 'It is shown as a token, so that one entry stays one line.'),
  not_an_event: text('Not an event of this protocol', 'See the templates for the events this side may send.'),
  bad_field: text('Field does not fit', 'Compare it with the protocol reference.'),
  refused: text('The server refused the connection', 'The status and the body say why.'),
  redirected: text(
    'The server redirected the connection',
    'Redirects are not followed; point the upstream at the final address.',
  ),
  bad_upgrade: text('The answer to the upgrade was not a WebSocket handshake', 'Check address and path.'),
  unreachable: text('The host cannot be reached', 'Check address, port and network.'),
  name_not_found: text('The host name is not known', 'Check the spelling of the host.'),
  tls_failed: text('The secure connection failed', 'Check the certificate of the host.'),
  timeout: text('No answer in time', 'The server did not answer within the limit.'),
  connection_lost: text(
    'The connection was lost',
    'What was still to come is lost; what had come is kept. Connect again.',
  ),
  protocol_error: text('The server broke the WebSocket protocol', 'The connection cannot go on after this.'),
  too_large: text('Larger than the limit', 'The message was not carried; send or ask for smaller ones.'),
  address_refused: text(
    'This address is not allowed',
    'Private addresses are refused, unless declared with "loopback" at start.',
  ),
  self_dial: text('The console will not dial itself', 'Use a sandbox upstream instead.'),
  unknown_upstream: text('No such upstream', 'Choose one of the listed upstreams, or add it to wiretone.config.json.'),
  no_route: text('No such path', 'See the addresses in the help.'),
  bad_switch: text('Switch not understood', 'See the ? beside the switches field, or lib/sandbox/README.md.'),
  key_needed: text('This upstream needs a key', 'Type the API key in the connection bar; it is kept in memory only.'),
  header_refused: text('This header cannot be set', 'The connection sets it itself.'),
  not_connected: text('Not connected', 'Connect first.'),
  session_gone: text(
    'The server no longer has this session',
    'It keeps one for half a minute without its page, and none when it is restarted. Connect again.',
  ),
  relay_lost: text('The console server is not answering', 'The rows are kept; the page tries again by itself.'),
  bad_command: text('The server did not understand the page', 'Reload the page: it may be older than the server.'),
  limit_reached: text('A limit was reached', 'What was left out is counted in the log.'),
  bad_jsonc: text('The text is not valid JSON', 'Mend it at the place given.'),
  bad_step: text('Not a step', 'A step is an event, {"$wait": "200ms"} or {"$until": {...}}.'),
  bad_value: text('The value cannot be sent', 'See the place given.'),
  wait_failed: text('What was waited for did not come', 'Look at the last frames of the log.'),
  audio_undecodable: text(
    'The audio cannot be decoded',
    'The bytes are kept; compare the format asked for with the first bytes.',
  ),
  sound_held: text(
    'The browser holds the sound back',
    'Press Play: sound may begin only after a click or a key press.',
  ),
  sound_failed: text(
    'Sound cannot be played here',
    'Check the output device, then press Play. What was received is kept.',
  ),
  save_failed: text('The sound cannot be saved', 'Save a smaller part, or the bytes as received.'),
  internal: text('Something went wrong in the console', 'What was received is kept.'),
} as const;

export type ProblemCode = keyof typeof problemTexts;
