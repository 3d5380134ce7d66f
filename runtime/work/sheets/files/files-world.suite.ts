import { crc32, deflateRawSync } from 'node:zlib';
import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import type { FormSource } from '../../../../metadata/source.ts';
import type { World } from '../world.suite.ts';

const label = (text: string) => ({ zh: text, en: text });

/** A form whose records hold files of every sort: one, several, in entries, and such as few may see. */
export const paperwork: FormSource = {
  name: 'paperwork',
  kind: 'document',
  label: label('Paperwork'),
  title: 'number',
  key: ['number'],
  sharing: { allowed: ['private'], default: 'private' },
  fields: [
    { name: 'number', kind: 'text', label: label('Number'), length: 50, required: true },
    { name: 'papers', kind: 'files', label: label('Papers'), most: 3 },
    { name: 'seal', kind: 'image', label: label('Seal'), largest: 1 },
    { name: 'passport', kind: 'file', label: label('Passport'), personal: true },
    {
      name: 'lines',
      kind: 'entries',
      label: label('Lines'),
      fields: [
        { name: 'text', kind: 'text', label: label('Text'), length: 50 },
        { name: 'scan', kind: 'file', label: label('Scan') },
      ],
    },
  ],
} as FormSource;

export const paperworkFile: Readonly<Record<string, Json>> = {
  'forms/paperwork.json': paperwork as unknown as Json,
};

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

/** Uploads a file for a field of the form; answers how a record names it. */
export async function brought(
  world: World,
  field: string,
  name: string,
  content: string | Uint8Array,
): Promise<JsonObject> {
  const bytes = new Uint8Array(Buffer.from(content));
  const words = [
    `filename ${Buffer.from(name).toString('base64')}`,
    `field ${Buffer.from(field).toString('base64')}`,
  ];
  const begun = await world.ask('POST', '/api/forms/paperwork/uploads', {
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': words.join(','),
      'content-type': 'application/offset+octet-stream',
    },
    body: bytes,
  });
  if (begun.status !== 201) throw new Error(await begun.text());
  return { id: (begun.headers.get('location') ?? '').split('/').at(-1) ?? '' };
}

/** A record of the form, made as anybody makes one. */
export async function saved(world: World, body: JsonObject): Promise<JsonObject> {
  const answer = await world.ask('POST', '/api/forms/paperwork/records', {
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
  const made = (await answer.json()) as JsonObject;
  if (answer.status !== 201) throw new Error(JSON.stringify(made));
  return made;
}

/** Paths and contents of a zip that nothing in is packed, by the list at its end. */
export function unzipped(zip: Buffer): ReadonlyMap<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  const inside = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [size, name, extra, from] = [
      zip.readUInt32LE(at + 24),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt32LE(at + 42),
    ];
    const begin = from + 30 + zip.readUInt16LE(from + 26) + zip.readUInt16LE(from + 28);
    inside.set(zip.toString('utf8', at + 46, at + 46 + name), zip.subarray(begin, begin + size));
    at += 46 + name + extra + zip.readUInt16LE(at + 32);
  }
  return inside;
}

interface Packed {
  readonly content?: string | Uint8Array;
  /** Default: it is deflated. */
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode. Default: a plain file. */
  readonly mode?: number;
  /** The size that is said. Default: what it is. */
  readonly size?: number;
  readonly sum?: number;
  /** Bytes of the name. Default: in UTF-8. */
  readonly name?: Uint8Array;
}

/** A zip as anybody may make one, of every sort of lie. */
export function zipped(entries: readonly (readonly [string, string | Uint8Array | Packed])[]): Uint8Array {
  const [parts, list]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const [path, said] of entries) {
    const packed: Packed = typeof said === 'string' || said instanceof Uint8Array ? { content: said } : said;
    const content = Buffer.from(packed.content ?? '');
    const method = packed.method ?? 8;
    const bytes = method === 8 ? deflateRawSync(content) : content;
    const name = Buffer.from(packed.name ?? path);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(packed.flags ?? (packed.name ? 0 : 0x800), 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(packed.sum ?? crc32(content), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(packed.size ?? content.length, 18);
    common.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from('PK\x03\x04'), common, name, bytes);
    const behind = Buffer.alloc(14);
    behind.writeUInt32LE(((packed.mode ?? 0o100644) << 16) >>> 0, 6);
    behind.writeUInt32LE(at, 10);
    list.push(Buffer.from('PK\x01\x02\x14\x03'), common, behind, name);
    at += 30 + name.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(list).length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...list, end]));
}
