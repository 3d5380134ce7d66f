import { inflateRawSync } from 'node:zlib';
import { XmlDocument, XmlElement } from 'libxml2-wasm';

const ofd = { ofd: 'http://www.ofdspec.org/2016' };

/** The files of a zip that is in memory, by their paths. */
export function filesOfZip(zip: Uint8Array): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(zip);
  const end = bytes.lastIndexOf('PK\u0005\u0006');
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, name, extra, comment] = [20, 28, 30, 32].map((from, field) =>
      field === 0 ? bytes.readUInt32LE(at + from) : bytes.readUInt16LE(at + from),
    ) as [number, number, number, number];
    const own = bytes.readUInt32LE(at + 42);
    const from = own + 30 + bytes.readUInt16LE(own + 26) + bytes.readUInt16LE(own + 28);
    const content = bytes.subarray(from, from + packed);
    const isPacked = bytes.readUInt16LE(at + 10) === 8;
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), isPacked ? inflateRawSync(content) : content);
    at += 46 + name + extra + comment;
  }
  return files;
}

interface Described {
  /** Contents of the pages, in their order. */
  readonly pages: readonly XmlElement[];
  readonly fonts: readonly { readonly id: string; readonly path: string }[];
  /** What is named and is not there. */
  readonly unresolved: readonly string[];
  /** What is there and nobody names. */
  readonly unlisted: readonly string[];
}

/** Follows an OFD from its first file to all that it names, as a reader does. */
export function describedIn(files: ReadonlyMap<string, Buffer>): Described {
  const unresolved: string[] = [];
  const seen = new Set<string>();
  const parsed = (path: string): XmlElement | undefined => {
    seen.add(path);
    const bytes = files.get(path);
    if (!bytes) unresolved.push(path);
    return bytes && XmlDocument.fromBuffer(bytes).root;
  };
  const root = textAt(parsed('OFD.xml'), 'ofd:DocBody/ofd:DocRoot');
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  const document = parsed(root);
  const ids: string[] = [];
  const resources = ['PublicRes', 'DocumentRes'].flatMap((name) => {
    const named = textAt(document, `ofd:CommonData/ofd:${name}`);
    return named === '' ? [] : (parsed(folder + named) ?? []);
  });
  const brought = (name: string, file: string) =>
    resources.flatMap((one) =>
      all(one, `.//ofd:${name}`).map((element) => ({
        id: attribute(element, 'ID'),
        path: `${folder}${attribute(one, 'BaseLoc')}/${textAt(element, `ofd:${file}`)}`,
      })),
    );
  const [fonts, media] = [brought('Font', 'FontFile'), brought('MultiMedia', 'MediaFile')];
  for (const { path } of [...fonts, ...media]) {
    seen.add(path);
    if (!files.has(path)) unresolved.push(path);
  }
  const listed = all(document, 'ofd:Pages/ofd:Page');
  const pages = listed.flatMap((page) => parsed(folder + attribute(page, 'BaseLoc')) ?? []);
  ids.push(...[...fonts, ...media].map(({ id }) => id), ...listed.map((page) => attribute(page, 'ID')));
  for (const page of pages) {
    ids.push(...all(page, './/*[@ID]').map((element) => attribute(element, 'ID')));
    for (const [name, known] of [
      ['Font', fonts],
      ['ResourceID', media],
    ] as const)
      for (const element of all(page, `.//*[@${name}]`))
        if (!known.some(({ id }) => id === attribute(element, name)))
          unresolved.push(attribute(element, name));
  }
  const most = Number(textAt(document, 'ofd:CommonData/ofd:MaxUnitID'));
  if (new Set(ids).size !== ids.length) unresolved.push('an id is there twice');
  if (ids.some((id) => !(Number(id) < most))) unresolved.push('an id is greater than MaxUnitID');
  return { pages, fonts, unresolved, unlisted: [...files.keys()].filter((path) => !seen.has(path)) };
}

interface Said {
  readonly text: string;
  readonly font: string;
  readonly size: number;
  readonly boundary: readonly [number, number, number, number];
  readonly deltas: readonly number[];
}

/** The texts of a page, in their order. */
export function textsOf(page: XmlElement): readonly Said[] {
  return all(page, './/ofd:TextObject').map((element) => {
    const [code] = all(element, 'ofd:TextCode');
    const numbers = (said: string) => said.split(' ').filter(Boolean).map(Number);
    return {
      text: code?.content ?? '',
      font: attribute(element, 'Font'),
      size: Number(attribute(element, 'Size')),
      boundary: numbers(attribute(element, 'Boundary')) as unknown as Said['boundary'],
      deltas: numbers(code ? attribute(code, 'DeltaX') : ''),
    };
  });
}

function all(element: XmlElement | undefined, path: string): readonly XmlElement[] {
  return (element?.find(path, ofd) ?? []).filter((one) => one instanceof XmlElement);
}

function textAt(element: XmlElement | undefined, path: string): string {
  return all(element, path)[0]?.content ?? '';
}

function attribute(element: XmlElement, name: string): string {
  return element.attr(name)?.value ?? '';
}
