/** The session as Python over `websockets`: 10.4, and 14 and later, which name the same things differently. */
import { commentText, pythonEscapes, quotedText } from '../escaped-text.ts';
import { addressOf, type KeyPart, type ScriptStep, type SendStep, type SessionScript } from '../script.ts';
import { closePatienceMs, patienceMs, type Wire } from '../wire.ts';
import { writePieces, writeValue } from '../write-value.ts';
import { pythonSettings, pythonTitle } from './python-head.ts';
import { pythonBytes, pythonText, pythonWords, pythonWrites, secretName } from './python-words.ts';

export function websocketsPython(script: SessionScript, { codec }: Wire): { text: string } | { why: string } {
  const broken = script.steps.find((step) => step.do === 'send' && step.opcode === 'text' && pythonText(step) === null);
  if (broken?.do === 'send') {
    return { why: `Frame #${broken.seq} is a text frame that is no UTF-8: this library cannot send one.` };
  }
  const binary = codec === 'msgpack';
  const body = script.steps.flatMap(stepLines);
  const modules = [
    'asyncio',
    ...(body.some((line) => line.includes('base64.')) ? ['base64'] : []),
    ...(binary ? [] : ['json']),
    'os',
    'sys',
    'time',
  ];
  const text = [
    ...pythonTitle(script, binary ? 'websockets msgpack' : 'websockets', []),
    ...modules.map((name) => `import ${name}`),
    ...(script.query.some((piece) => typeof piece !== 'string') ? ['from urllib.parse import quote'] : []),
    '',
    ...(binary ? ['import msgpack'] : []),
    'import websockets',
    '',
    ...pythonSettings(script, script.base),
    ...connection(script),
    '',
    '',
    // First what the reader looks for; what it stands on is below, and there by the time this is called.
    'async def main():',
    "    with open(AUDIO_FILE, 'wb') as audio:",
    `        async with websockets.connect(${address(script)}, **OPTIONS) as ws:`,
    '            session = Session(ws, audio)',
    '            reader = asyncio.create_task(session.read())',
    ...body.map((line) => `            ${line}`),
    ...ending(script).map((line) => `            ${line}`),
    '        await reader',
    "    print(f'{session.audio_bytes} bytes of sound in {AUDIO_FILE}')",
    '    if session.failure:',
    '        sys.exit(session.failure)',
    '',
    '',
    sessionClass(script, binary),
    '',
    '',
    'try:',
    '    asyncio.run(main())',
    'except (OSError, RuntimeError, websockets.WebSocketException) as error:',
    '    sys.exit(str(error))',
    '',
  ].join('\n');
  return { text };
}

function connection({ headers, protocols }: SessionScript): string[] {
  const list = headers.map(({ name, value }) => {
    return `    (${quotedText(name, pythonEscapes)}, ${writePieces(value, pythonWords)}),`;
  });
  const offered = protocols.map((one) => quotedText(one, pythonEscapes)).join(', ');
  return [
    ...(list.length > 0 ? ['HEADERS = [', ...list, ']'] : ['HEADERS = []']),
    'OPTIONS = {',
    '    # websockets 14 gave this a new name.',
    "    'additional_headers' if int(websockets.__version__.split('.')[0]) >= 14 else 'extra_headers': HEADERS,",
    "    'max_size': None,  # audio comes in frames beyond the limit of 1 MiB",
    "    'ping_interval': None,  # a server that generates may answer pings late",
    "    'compression': None,",
    "    'close_timeout': 60,  # below, less is waited",
    ...(protocols.length > 0 ? [`    'subprotocols': [${offered}],`] : []),
    '}',
  ];
}

function address(script: SessionScript): string {
  const pieces = addressOf(script).map((piece: string | KeyPart) =>
    typeof piece === 'string' ? quotedText(piece, pythonEscapes) : `quote(${secretName(piece.key)}, safe='')`,
  );
  return ['BASE', ...pieces].join(' + ');
}

const msgpackMessage = `        if isinstance(data, str):
            return  # text frames are not of this protocol
        message = msgpack.unpackb(data, strict_map_key=False)
        self.count(message.get('event'))
        if message.get('event') == 'audio':
            self.keep(message.get('audio') or b'')
        if message.get('event') == 'error':
            self.fail(message.get('error'))
        if message.get('event') == 'finish' and message.get('reason') == 'error':
            self.fail(message.get('message'))`;

const jsonMessage = `        if isinstance(data, bytes):
            self.keep(data)  # sound comes bare
            return
        message = json.loads(data)
        self.count(message.get('event'))
        if message.get('event') == 'error':
            self.fail(message.get('message'))`;

function sessionClass(script: SessionScript, binary: boolean): string {
  const packed = binary ? 'msgpack.packb(event)' : "json.dumps(event, ensure_ascii=False, separators=(',', ':'))";
  return `class Session:
    def __init__(self, ws, audio):
        self.ws = ws
        self.audio = audio
        self.audio_bytes = 0
        self.audio_at = 0.0
        self.sounding = False  # sound came since the last frame sent
        self.heard_at = time.monotonic()
        self.events = {}
        self.errors = 0
        self.failure = ''
        self.closed = False

    async def read(self):
        try:
            async for data in self.ws:
                self.heard_at = time.monotonic()
                self.take(data)
        except websockets.ConnectionClosed:
            pass
        finally:
            self.closed = True

    def take(self, data):
${binary ? msgpackMessage : jsonMessage}

    def count(self, event):
        self.events[event] = self.events.get(event, 0) + 1

    def keep(self, sound):
        self.audio.write(sound)
        self.audio_bytes += len(sound)
        self.sounding = True
        self.audio_at = time.monotonic()

    def fail(self, says):
        self.errors += 1
        self.failure = f'The server says: {says}'
        print(self.failure, file=sys.stderr)

    async def send_raw(self, data):
        self.sounding = False
        await self.ws.send(data)

    async def send(self, event):
        await self.send_raw(${packed})

    async def until(self, what, is_met):
        self.heard_at = time.monotonic()
        while not is_met():
            if self.errors > ${script.errors}:  # as many as there were in the recorded session
                raise RuntimeError(self.failure)
            if self.closed:
                raise RuntimeError(f'The connection ended before {what}: {self.ws.close_code}')
            if time.monotonic() - self.heard_at > ${patienceMs(script) / 1000}:
                raise RuntimeError(f'No {what} came.')
            await asyncio.sleep(0.005)

    async def received(self, event, times):
        """Until so many events of this name have come in all."""
        await self.until(event, lambda: self.events.get(event, 0) >= times)

    async def ended(self):
        """Until the connection is closed, by whomever."""
        self.heard_at = time.monotonic()
        while not self.closed:
            if time.monotonic() - self.heard_at > ${closePatienceMs(script) / 1000}:
                self.ws.transport.abort()
                raise RuntimeError('The server did not close the connection.')
            await asyncio.sleep(0.005)

    async def close(self, code, reason):
        leaving = asyncio.create_task(self.ws.close(code, reason))
        await self.ended()
        await leaving

    async def quiet(self, seconds):
        """Until sound has come since the last frame sent, and then none for so long."""
        await self.until('sound', lambda: self.sounding and time.monotonic() - self.audio_at >= seconds)`;
}

function stepLines(step: ScriptStep): string[] {
  if (step.do === 'sleep') return [`await asyncio.sleep(${step.ms / 1000})`];
  if (step.do === 'await') return [`await session.received(${quotedText(step.event, pythonEscapes)}, ${step.count})`];
  if (step.do === 'quiet') return [`await session.quiet(${step.ms / 1000})`];
  if (pythonWrites(step) && step.value !== null) {
    return `await session.send(${writeValue(step.value, pythonWords)})`.split('\n');
  }
  return rawLines(step);
}

/** What an encoder would write in another way, or not at all: the bytes themselves. */
function rawLines(frame: SendStep): string[] {
  const { seq, opcode, meaning, bytes } = frame;
  const says = `# #${seq}, ${opcode}, ${bytes.length} B as recorded: ${commentText(meaning)}`;
  if (opcode === 'ping') return [says, `await ws.ping(${pythonBytes(frame)})`];
  const sent = opcode === 'text' ? (pythonText(frame) ?? '') : pythonBytes(frame);
  return [says, `await session.send_raw(${sent})`];
}

function ending({ end }: SessionScript): string[] {
  if (end.how === 'theirs') return ['await session.ended()  # the server closed the connection'];
  if (end.how === 'cut') return ['ws.transport.abort()'];
  const code = end.code === 1005 ? 1000 : end.code;
  return [`await session.close(${code}, ${quotedText(end.reason, pythonEscapes)})`];
}
