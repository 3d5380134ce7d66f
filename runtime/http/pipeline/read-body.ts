import type { Json } from '../../../metadata/json.ts';
import { bodyCutOff, bodyTooLarge, bodyWrong, typeUnsupported } from './refusals.ts';
import { parseJson } from './scan-json.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The body as data. Refuses other types, sizes over the limit, and JSON that is not what it seems. */
export async function readJson(request: Request, limit: number): Promise<{ value: Json; text: string }> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(type))
    throw typeUnsupported({ type: type || '-', expected: 'application/json' });
  const text = decode(await readBytes(request, limit));
  const parsed = parseJson(text);
  if (!parsed.ok) throw bodyWrong({}, parsed.problems);
  return { value: parsed.value, text };
}

export async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const declared = request.headers.get('content-length');
  if (declared !== null) {
    if (Number(declared) > limit) throw bodyTooLarge({ limit });
    const bytes = new Uint8Array(await request.arrayBuffer().catch(cutOff));
    if (bytes.length > limit) throw bodyTooLarge({ limit });
    return bytes;
  }
  return request.body ? readStream(request.body, limit) : new Uint8Array();
}

/** Nobody said how long it will be: count while it comes. */
async function readStream(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(cutOff);
    if (done) break;
    size += value.length;
    if (size > limit) {
      await reader.cancel();
      throw bodyTooLarge({ limit });
    }
    chunks.push(value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** Whoever sent it went away, or took too long. */
function cutOff(): never {
  throw bodyCutOff();
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw bodyWrong({}, [{ path: '', code: 'body-not-utf8' }]);
  }
}
