import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import type { Language } from '../../../metadata/common/label.ts';
import { createSlices } from '../../common/time-slices.ts';
import { Common } from './common.ts';
import type { Described } from './described.ts';
import { type DocumentParts, documentBytes, documentPieces } from './document.ts';
import type { Piece } from './piece.ts';

/** A document as it is sent. */
export interface Made {
  readonly tag: string;
  readonly text: () => ReadableStream<Uint8Array>;
  readonly zipped: () => Promise<Uint8Array<ArrayBuffer>>;
}

interface Asked {
  readonly version: string;
  /** English alone, or both languages, Chinese first. Default: both. */
  readonly language?: Language;
}

/** Bytes of pieces that are kept: more than one reader's view of some hundred forms. */
const mostKept = 40_000_000;
const mostDocuments = 16;

/**
 * Documents made in slices beside other requests. Pieces are kept by form, calls and readable fields, so that a
 * publish or another role makes only what differs; whole documents are kept by the pieces they are made of.
 */
export class Documents {
  readonly #endpoints: readonly Described[];
  readonly #common = new Map<Language, Common>();
  readonly #pieces = new Map<string, Piece>();
  readonly #zipped = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  #kept = 0;

  constructor(endpoints: readonly Described[]) {
    this.#endpoints = endpoints;
  }

  async make(parts: Omit<DocumentParts, 'endpoints' | 'common'> & Asked): Promise<Made> {
    const common = this.#commonIn(parts.language ?? 'zh');
    const pieces: Piece[] = [];
    const { breathe } = createSlices();
    for (const { key, make } of documentPieces({
      ...parts,
      endpoints: this.#endpoints,
      common,
    })) {
      pieces.push(this.#pieces.get(key) ?? this.#keep(key, make()));
      await breathe();
    }
    const tag = hash('sha256', pieces.map((piece) => piece.hash).join(), 'base64url').slice(0, 22);
    const bytes = () => Readable.from(encoded(documentBytes(pieces, parts.version, common)));
    return {
      tag,
      text: () => Readable.toWeb(bytes()) as ReadableStream<Uint8Array>,
      zipped: () => this.#zipped.get(tag) ?? this.#zip(tag, bytes()),
    };
  }

  /** Made when somebody first asks in the language: a server that nobody asks has none. */
  #commonIn(language: Language): Common {
    const common = this.#common.get(language) ?? new Common(this.#endpoints, language);
    this.#common.set(language, common);
    return common;
  }

  #zip(tag: string, bytes: Readable): Promise<Uint8Array<ArrayBuffer>> {
    const made = buffer(bytes.compose(createGzip())).then((zipped) => new Uint8Array(zipped));
    this.#zipped.set(tag, made);
    for (const [oldest] of this.#zipped) {
      if (this.#zipped.size <= mostDocuments) break;
      this.#zipped.delete(oldest);
    }
    made.catch(() => this.#zipped.delete(tag));
    return made;
  }

  #keep(key: string, piece: Piece): Piece {
    this.#pieces.set(key, piece);
    this.#kept += sizeOf(piece);
    for (const [oldest, old] of this.#pieces) {
      if (this.#kept <= mostKept) break;
      this.#pieces.delete(oldest);
      this.#kept -= sizeOf(old);
    }
    return piece;
  }
}

function sizeOf({ paths, schemas, parameters, responses }: Piece): number {
  return paths.length + schemas.length + parameters.length + responses.length;
}

/** At once on their way: what is shorter is put together first, as each turn of a stream costs as much. */
const chunkBytes = 65_536;

/**
 * Hands on a document in slices: a caller that takes it as quickly as it comes gets on beside others, not before them.
 */
async function* encoded(parts: Iterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  const { breathe } = createSlices();
  let waiting: Uint8Array[] = [];
  let length = 0;
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    waiting.push(bytes);
    length += bytes.length;
    if (length < chunkBytes) continue;
    yield Buffer.concat(waiting, length);
    [waiting, length] = [[], 0];
    await breathe();
  }
  if (length > 0) yield Buffer.concat(waiting, length);
}
