/** Faults in place of the 101. Statuses and bodies: protocol notes A1, A7; the bodies are by analogy with REST. */
import type { FaultWords } from '../fault.ts';

const none = { raises: [], because: 'The refusal is the finding: the row of the upgrade says what the status means.' };
const retried =
  'Seen with real clients: npm fish-audio 0.1.0 says "Unexpected server response" with the status and loses the body';

const refusal = (status: string, title: string, means: string, clients: string): FaultWords => ({
  name: status,
  title,
  does: `Answers the upgrade with ${status} and the protocol's JSON body: ${means}.`,
  moment: null,
  symptom: `HTTP ${status} in place of 101; no frame ever comes.`,
  findings: { fish: none, fishspeech: none },
  clients,
});

export const upgradeFaults: readonly FaultWords[] = [
  refusal(
    '401',
    'Key refused',
    'the key is not known',
    `${retried}; LiveKit for Node tries four times, though no key gets better by it.`,
  ),
  refusal(
    '402',
    'No credit',
    'the account is empty',
    `${retried}; the official Python client raises WebSocketUpgradeError.`,
  ),
  refusal(
    '403',
    'Forbidden',
    'this key may not do this',
    'Unknown; clients in the field are written for it like for 401.',
  ),
  refusal(
    '429',
    'Too many at once',
    'the account has as many sessions as it may',
    `${retried}; field reports blame rapid reconnects for it.`,
  ),
  refusal('500', 'Server error', 'the service failed', 'Unknown; documents ask to retry 5xx with growing pauses.'),
  {
    name: 'redirect',
    title: 'Redirect',
    does: 'Answers the upgrade with a redirect to /redirected-by-a-fault, a path that nobody serves.',
    moment: null,
    symptom: 'HTTP 3xx with a Location in place of 101. A WebSocket client is free to follow or to give up.',
    findings: { fish: none, fishspeech: none },
    clients:
      'Read in sources: the ws package does not follow unless told to and reports the status; browsers fail without saying why.',
  },
];
