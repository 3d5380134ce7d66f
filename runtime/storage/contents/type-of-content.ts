import type { FileTypeName } from '../../../metadata/kinds/common/file-types.ts';

/** So many bytes from the beginning tell what a content is. */
export const tellingBytes = 64 * 1024;

const byMedia: Readonly<Record<string, FileTypeName>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/apng': 'png',
  'image/jpeg': 'jpeg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/tiff': 'tiff',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/bmp': 'bmp',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/x-cfb': 'office',
  'application/zip': 'zip',
  'application/xml': 'xml',
};

/** Tells what a content is by its first bytes, whatever its name says. `isAll`: there are no others behind them. */
export async function typeOfContent(head: Uint8Array, isAll: boolean): Promise<FileTypeName> {
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const media = found?.mime;
  const named = media === undefined ? undefined : byMedia[media];
  if (named === 'zip') return zipType(head);
  if (named !== undefined && named !== 'xml') return named;
  if (media !== undefined && named === undefined) return 'other';
  return textType(head, isAll);
}

/** What a zip holds, where its first names tell: an invoice as OFD, or one of Office that begins in an odd order. */
function zipType(head: Uint8Array): FileTypeName {
  const names = namesInZip(Buffer.from(head));
  if (names.includes('OFD.xml')) return 'ofd';
  // A zip that holds a workbook has its names too, but behind others.
  if (!officeBeginning.test(names[0] ?? '')) return 'zip';
  for (const [folder, type] of officeFolders) if (names.some((name) => name.startsWith(folder))) return type;
  return 'zip';
}

const officeBeginning = /^(?:\[Content_Types\]\.xml$|(?:_rels|docProps|customXml|xl|word|ppt)\/)/;

const officeFolders = [
  ['xl/', 'xlsx'],
  ['word/', 'docx'],
  ['ppt/', 'pptx'],
] as const;

/** Where the length of a name stands behind the mark of an entry, and the name itself. */
const [entryMark, lengthAt, nameAt] = [Buffer.from('PK\u0003\u0004'), 26, 30];

/** The names of the entries that begin in the head of a zip. */
function namesInZip(head: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = head.indexOf(entryMark); at >= 0; at = head.indexOf(entryMark, at + nameAt)) {
    if (at + nameAt > head.length) break;
    names.push(head.toString('utf8', at + nameAt, at + nameAt + head.readUInt16LE(at + lengthAt)));
  }
  return names;
}

function textType(head: Uint8Array, isAll: boolean): FileTypeName {
  const text = textOf(head, isAll);
  if (text === null) return 'other';
  const start = text
    .replace(/^\ufeff?\s*/, '')
    .slice(0, 4096)
    .toLowerCase();
  const root = rootOf(start);
  if (root === 'svg') return 'svg';
  const isPage = /<(?:!doctype\s+html|html|head|body|script|iframe)[\s/>]/.test(start);
  // Members of a document that says it is XML may have any name, but for those of a page by its namespace.
  const hasPage = root === 'html' || start.includes('www.w3.org/1999/xhtml');
  if (start.startsWith('<?xml') ? hasPage : isPage) return 'html';
  return start.startsWith('<') ? 'xml' : 'text';
}

/** The first element of a document, behind what stands before it; undefined: it begins with none. */
function rootOf(start: string): string | undefined {
  const before =
    /^(?:\s|<\?[^>]*\?>|<!--[\s\S]*?-->|<!doctype\s+(?!html)[^>[]*(?:\[[^\]]*\])?\s*>)*/u.exec(start)?.[0] ??
    '';
  return /^<(?:svg:)?([a-z][\w.-]*)[\s/>]/.exec(start.slice(before.length))?.[1];
}

/** The text that bytes are, in UTF-8 or GB 18030; null: they are none. */
function textOf(head: Uint8Array, isAll: boolean): string | null {
  for (const encoding of ['utf-8', 'gb18030'])
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: !isAll });
      return /[^\P{Cc}\t\n\v\f\r]/u.test(text) ? null : text;
    } catch {
      // The next encoding.
    }
  return null;
}
