/** Steps that many probes of Fish Audio live are made of: as short as an answer allows, since real servers charge by the byte. */

const usual = '"text": "", "format": "mp3", "latency": "balanced"';

/** A start with these fields of `request`, JSON, beside the usual ones; or with `all` in their place. */
export function fishStart(fields = '', all = usual): string {
  return `{"event": "start", "request": {${all}${fields === '' ? '' : `, ${fields}`}}}`;
}

export const text = (words: string) => `{"event": "text", "text": ${JSON.stringify(words)}}`;
export const flush = '{"event": "flush"}';
export const stop = '{"event": "stop"}';
export const finish = '{"$until": {"event": "finish", "within": "20s"}}';
export const idle = '{"$until": {"audioIdle": "1s", "within": "20s"}}';
