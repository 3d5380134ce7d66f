import { addressOf, type CallOptions, type MakeCall } from './call.ts';
import { type Calls, calls } from './calls.ts';
import { backoff } from './pause.ts';
import { NoAnswer, Problem } from './problem.ts';
import { rest, type Send } from './sending.ts';

/** What is to become a file of a record. */
export interface FileAsked extends Pick<CallOptions, 'org' | 'signal'> {
  readonly form: string;
  /** Path of the field that takes it: `scan`, in rows `lines.scan`. */
  readonly field: string;
  /** The name people download it by. */
  readonly name: string;
  /** All of it, or a stream that says beforehand how long it is. */
  readonly content:
    | Blob
    | Uint8Array
    | { readonly stream: ReadableStream<Uint8Array>; readonly size: number };
}

export interface FilePlace extends Pick<CallOptions, 'org' | 'signal'> {
  readonly form: string;
  /** Id of the record. */
  readonly record: string;
  /** Id of the file, as the record has it. */
  readonly file: string;
  /** Default: `download`. */
  readonly as?: NonNullable<NonNullable<Calls['readFile']['query']>['as']>;
}

/** Files of records. */
export interface Files {
  /**
   * Brings a file, piece by piece; what was broken off goes on where the server has it. The id is what a record is
   * saved with: `create({ scan: { id } })`.
   */
  upload(asked: FileAsked): Promise<{ readonly id: string }>;
  /** The file as it is sent: `body` is a stream, `blob()` and `arrayBuffer()` have all of it. */
  download(place: FilePlace): Promise<Response>;
}

/** Bytes a request: what is sent again at most when a connection breaks. */
const piece = 4 * 1024 * 1024;
/** How often a piece is sent at most. */
const most = 5;

const tus = { 'tus-resumable': '1.0.0' };

export function filesOf(call: MakeCall, send: Send, org: string | undefined): Files {
  return {
    async upload({ form, field, name, content, org: own = org, signal }) {
      const size = sizeOf(content);
      const { response } = await send({
        method: calls.beginUpload.method,
        path: addressOf(calls.beginUpload.path, { form }, { org: own }),
        headers: {
          ...tus,
          'upload-length': String(size),
          'upload-metadata': `filename ${base64(name)},field ${base64(field)}`,
        },
        again: 'key',
        signal,
      });
      const id = response.headers.get('location')?.split('/').at(-1) ?? '';
      let offset = 0;
      for await (const part of piecesOf(content)) {
        await bring(id, part, offset, signal);
        offset += part.length;
      }
      return { id };
    },
    download: ({ form, record, file, as, org: own, signal }) =>
      call('readFile', {
        path: { form, id: record, file },
        query: { ...(as && { as }) },
        ...(own !== undefined && { org: own }),
        ...(signal && { signal }),
      }),
  };

  /** Sends a piece until the server has all of it; `from`: where it begins in the file. */
  async function bring(id: string, part: Uint8Array, from: number, signal?: AbortSignal): Promise<void> {
    let done = 0;
    for (let tried = 1; done < part.length; tried += 1) {
      try {
        await send({
          method: calls.appendUpload.method,
          path: addressOf(calls.appendUpload.path, { upload: id }),
          headers: {
            ...tus,
            'content-type': 'application/offset+octet-stream',
            'upload-offset': String(from + done),
          },
          body: part.subarray(done),
          // Sent again from where the server is, which only it knows.
          again: 'once',
          signal,
        });
        return;
      } catch (error) {
        signal?.throwIfAborted();
        const isBroken = error instanceof NoAnswer || (error instanceof Problem && mayGoOn(error));
        if (!isBroken || tried >= most) throw error;
        await rest(backoff(tried - 1), signal);
        const state = await call('uploadState', { path: { upload: id }, ...(signal && { signal }) });
        done = state.received - from;
      }
    }
  }
}

/** Whether what is missing can be sent behind what is there. */
function mayGoOn({ status, code }: Problem): boolean {
  return code === 'upload-offset' || code === 'body-cut-off' || status >= 500;
}

function sizeOf(content: FileAsked['content']): number {
  if (content instanceof Uint8Array) return content.length;
  return content.size;
}

async function* piecesOf(content: FileAsked['content']): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array)
    for (let at = 0; at < content.length; at += piece) yield content.subarray(at, at + piece);
  else if (content instanceof Blob)
    for (let at = 0; at < content.size; at += piece)
      yield new Uint8Array(await content.slice(at, at + piece).arrayBuffer());
  else yield* gathered(content.stream);
}

/** The pieces of a stream, together as long as one request takes. */
async function* gathered(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let held: Uint8Array[] = [];
  let length = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      held.push(read.value);
      length += read.value.length;
      if (length < piece) continue;
      yield joined(held, length);
      [held, length] = [[], 0];
    }
    if (length > 0) yield joined(held, length);
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
