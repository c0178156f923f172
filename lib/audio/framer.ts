/** What container framers have in common: bytes in, items with stream offsets out. */

/** A noteworthy thing that did not stop the stream. Offsets are stream bytes. */
export type StreamNote = {
  kind: 'note';
  code: NoteCode;
  start: number;
  end: number;
  detail: string;
};

export type NoteCode =
  /** Bytes that belong to no frame or page. */
  | 'junk'
  /** The stream ended inside a frame, page, header or sample. */
  | 'truncated'
  /** A file header, tag or first page came again. */
  | 'repeated_header'
  /** A tag claims more bytes than a stream of speech can hold. */
  | 'lying_tag'
  /** Rate, channels or layer changed on the way. */
  | 'format_change'
  | 'bad_crc'
  /** Ogg page numbers have a hole. */
  | 'sequence_gap'
  /** An Ogg stream that is not Opus. */
  | 'not_opus'
  /** A packet longer than any Opus packet. */
  | 'oversized_packet'
  /** Sizes in a header are placeholders: the byte count is the truth. */
  | 'placeholder_size'
  /** A header this project cannot play (compressed wav, impossible rate). */
  | 'unsupported'
  /** The codec refused a frame; playback goes on after it. */
  | 'codec_error'
  /** The decoded time was capped: far more seconds than its bytes can honestly hold. */
  | 'time_cap';

/** Incremental: feed the stream in any pieces, in order. Never throws, whatever the bytes. */
export type Framer<Item> = {
  /** Items completed by these bytes. Views in items stay valid: they are copies. */
  push(bytes: Uint8Array): Item[];
  /** The stream is over: what was held back, and notes on what was cut. */
  end(): Item[];
};
