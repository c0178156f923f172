/** What can be wrong with the sound itself, as data: the same table as the rules of the dialects. */
import type { RuleText } from '../../dialects/rule.ts';

const mpeg = 'ISO 11172-3 2.4.1';
const ogg = 'RFC 3533 section 6';

const rule = (
  id: string,
  severity: RuleText['severity'],
  title: string,
  why: string,
  mend: string,
  source: string,
): RuleText => ({ id, severity, title, why, mend, source, beforeSending: false });

export const containerRules: readonly RuleText[] = [
  rule(
    'C01',
    'error',
    'Bytes in the audio belong to no frame, page or sample.',
    'A lost audio message is the usual cause, and its sound is missing. Decoders skip the rest at best; at worst it is heard as a click or a burst of noise.',
    'Look first for an audio message that was lost on the way; if none is missing, look at the bytes: something was put into the stream.',
    `${mpeg}; ${ogg}`,
  ),
  rule(
    'C02',
    'error',
    'Text or JSON stands in the audio.',
    'A message was passed on as sound: the player makes noise of it, and nobody reads what it says.',
    'Decode the envelope first, and hand on its audio alone; read the text, it is often an error of the server.',
    'Seen in players of this protocol',
  ),
  rule(
    'C03',
    'warning',
    'The audio breaks off, or bytes of it are missing.',
    'The end of the speech is not heard, and the file may look whole.',
    'Read until the server says it is finished. If it did, report the place to the operator.',
    `${mpeg}; ${ogg}`,
  ),
  rule(
    'C04',
    'error',
    'An Ogg page does not fit its checksum.',
    'Players drop the whole page, which is heard as a gap.',
    'Something changed the bytes on the way: a conversion to text, a cut, a bad copy.',
    ogg,
  ),
  rule(
    'C05',
    'warning',
    'A header came again in the middle of the stream.',
    'It should be one stream: decoders start over, or play the header as a click; lengths come out wrong.',
    'Decode each stream by itself, or strip the headers after the first.',
    `ID3v2.4 section 5; ${ogg}; RIFF`,
  ),
  rule(
    'C06',
    'error',
    'Ogg pages are missing.',
    'Their sound is lost: a gap is heard, and the times after it are wrong.',
    'Compare the number of frames received with the server; look for a buffer that drops.',
    ogg,
  ),
  rule(
    'C07',
    'error',
    'The format changes in the middle of the stream.',
    'A decoder set up for the first part plays the second at the wrong speed, or not at all.',
    'One session, one format: open another session for another format or rate.',
    `${mpeg}; RFC 7845 section 5.1`,
  ),
  rule(
    'C08',
    'error',
    'The audio is not in the format that was asked for.',
    'A player set up for the format asked for stays silent or makes noise.',
    'Check the format of the request; where the server chose another, play what the bytes say.',
    'First bytes of each format',
  ),
  rule(
    'C09',
    'error',
    'A header, tag or packet of the audio cannot be true.',
    'A reader that believes it reserves memory for nothing, skips all the sound, or stops.',
    'Do not trust the field: cap what is skipped and reserved, and report the stream.',
    `ID3v2.4 section 3.1; RFC 6716 section 3; RIFF`,
  ),
];
