import { gunzipSync, inflateRawSync } from 'node:zlib';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';

/** An answer as somebody compares it who cannot know revisions, moments and ids of what is new. */
export interface PlainAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers that say what is answered. */
const telling = [
  'content-type',
  'etag',
  'location',
  'allow',
  'retry-after',
  'content-disposition',
  'www-authenticate',
];
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const instant = /\d{4}-\d\d-\d\d[T ]\d\d[:\d.]*(Z|[+-]\d\d:?\d\d)?/g;
/** Members that hold revisions, moments or what is made of them. */
const moving =
  /^(revision|base|model|minRevision|since|seen|rev|instance|hash|durationMs|tookMs|csrf|token|hint|cursor|next|ticket|challenge|etag|lastUsedAt|notificationId|expires\w*)$/i;

/** `isEnding`: a stream of events is read to its end, which comes; of others it is enough that they began. */
export async function plainAnswer(
  answer: Response,
  common: ReadonlySet<string>,
  isEnding = false,
): Promise<PlainAnswer> {
  const type = answer.headers.get('content-type') ?? '';
  const ends = isEnding && type.startsWith('text/event-stream');
  const names = new Map<string, string>();
  const masked = (text: string) =>
    text
      .replace(uuid, (id) => {
        if (common.has(id)) return id;
        if (!names.has(id)) names.set(id, `#${names.size + 1}`);
        return names.get(id) ?? '';
      })
      .replace(instant, 'T')
      // The platform's own numbers come from one series of the whole system.
      .replace(/\b(CS|[A-Z]{2,6}(?:\d{8})?)\d{4,6}\b/g, '$1#')
      .replace(/ticket=[\w.-]+/g, 'ticket=#')
      .replace(/[0-9a-f]{12}-[0-9a-z]+/g, 'R')
      // How long somebody has to wait depends on when he asks.
      .replace(answer.status === 429 ? /\d+/g : /$^/, '#');
  const headers = Object.fromEntries(
    telling.flatMap((name) => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, masked(value).replace(/[\d-]{8,}|"[^"]*"/g, '#')]];
    }),
  );
  if (type.startsWith('text/event-stream') && !ends) {
    await answer.body?.cancel();
    return { status: answer.status, headers, body: '' };
  }
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = ends ? lastEvent(bytes.toString('utf8')) : unpacked(bytes, type);
  const isJson = /json/.test(type) || ends;
  const body = isJson && text !== '' ? JSON.stringify(steady(JSON.parse(text))) : text;
  return { status: answer.status, headers, body: masked(body) };
}

/**
 * Answers the last event of a stream: how many come before it, and how far things are then, depends on when somebody
 * looks.
 */
function lastEvent(text: string): string {
  const [, event = '', data = 'null'] = [...text.matchAll(/^event: (.*)\ndata: (.*)$/gm)].at(-1) ?? [];
  return `[${JSON.stringify(event)},${data}]`;
}

/**
 * The version of what waits in the inbox is made of revisions, where that of a package is not; a job tells between which
 * revisions it changed a record.
 */
function isMoved(within: JsonObject, name: string): boolean {
  if (name === 'version') return 'remedy' in within;
  return 'record' in within && (name === 'before' || name === 'after') && typeof within[name] === 'number';
}

function steady(value: Json, key = ''): Json {
  if (Array.isArray(value)) return value.map((one) => steady(one, key));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => [name, isMoved(value, name) ? '#' : steady(one, name)]),
    );
  return moving.test(key) && value !== null ? '#' : value;
}

/** Unpacks the contents of a file, one after the other; of what is no file the text. */
function unpacked(bytes: Buffer, type: string): string {
  if (bytes.subarray(0, 2).toString('latin1') === 'PK')
    return entriesOf(bytes)
      .map(({ name, content }) => `${name}\n${content.toString('utf8')}`)
      .join('\n');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return gunzipSync(bytes).toString('utf8');
  return /json|text|xml|csv|html|javascript|svg/.test(type) || type === ''
    ? bytes.toString('utf8')
    : bytes.toString('latin1');
}

/** By the directory at the end of a zip. */
function entriesOf(bytes: Buffer): readonly { readonly name: string; readonly content: Buffer }[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const found: { name: string; content: Buffer }[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, length] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ];
    const [extra, comment, head] = [
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    const name = bytes.subarray(at + 46, at + 46 + length).toString('utf8');
    const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
    const content = bytes.subarray(from, from + packed);
    found.push({ name, content: method === 8 ? inflateRawSync(content) : content });
    at += 46 + length + extra + comment;
  }
  return found;
}
