import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject } from '../../../metadata/common/json.ts';

/** A file that came with a delivery. */
export interface ArrivedFile {
  /** `cover` or `images`. */
  readonly part: string;
  readonly name: string;
  readonly type: string;
  /** Null: room was needed for later ones. */
  bytes: Buffer<ArrayBuffer> | null;
}

/** A delivery as a system outside gets it. */
export interface Delivery {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly path: string;
  readonly delivery: string;
  readonly attempt: string;
  readonly said: JsonObject;
  readonly files: readonly ArrivedFile[];
}

/** The names of what came as one part. */
export function namesIn({ files }: Delivery, of: 'cover' | 'images'): readonly string[] {
  return files.filter(({ part }) => part === of).map(({ name }) => name);
}

/** Reads a delivery off its request. */
export async function deliveryOf(request: IncomingMessage, path: string): Promise<Delivery> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const type = request.headers['content-type'] ?? '';
  const whole = new Response(Buffer.concat(pieces), { headers: { 'content-type': type } });
  const files: ArrivedFile[] = [];
  let said: JsonObject = {};
  if (type.startsWith('multipart/')) {
    for (const [part, value] of await whole.formData())
      if (typeof value === 'string') said = parsed(value);
      else
        files.push({
          part,
          name: value.name,
          type: value.type,
          bytes: Buffer.from(await value.arrayBuffer()),
        });
  } else said = parsed(await whole.text());
  const { 'guiju-delivery': delivery, 'guiju-attempt': attempt } = request.headers;
  return { at: Date.now(), path, said, files, delivery: String(delivery), attempt: String(attempt) };
}

function parsed(text: string): JsonObject {
  const said: unknown = JSON.parse(text);
  return isObject(said) ? said : {};
}
