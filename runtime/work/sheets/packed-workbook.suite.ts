import { crc32, deflateRawSync } from 'node:zlib';

const type = 'application/vnd.openxmlformats';
const office = 'http://schemas.openxmlformats.org';
const head = '<?xml version="1.0"?>';

/** A workbook of one sheet made of the XML of its rows, packed as small as it goes: what nobody's program writes. */
export function packedWorkbook(rows: string): Uint8Array<ArrayBuffer> {
  const relation = (kind: string, target: string) =>
    `${head}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`;
  return zip({
    '[Content_Types].xml': `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="${type}-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': relation('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `${head}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relation('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
  });
}

function zip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const folder: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const raw = Buffer.from(text);
    const packed = deflateRawSync(raw, { level: 9 });
    const sizes = [crc32(raw), packed.length, raw.length, name.length];
    parts.push(
      record([0x04034b50, 4], [20, 2], [0, 2], [8, 2], [0, 4], ...wide(sizes), [0, 2]),
      Buffer.from(name),
      packed,
    );
    folder.push(
      record([0x02014b50, 4], [20, 2], [20, 2], [0, 2], [8, 2], [0, 4], ...wide(sizes), [0, 12], [at, 4]),
      Buffer.from(name),
    );
    at += 30 + name.length + packed.length;
  }
  const length = folder.reduce((sum, each) => sum + each.length, 0);
  const count = Object.keys(files).length;
  const end = record([0x06054b50, 4], [0, 4], [count, 2], [count, 2], [length, 4], [at, 4], [0, 2]);
  return new Uint8Array(Buffer.concat([...parts, ...folder, end]));
}

/** Check sum and sizes take four bytes, the name's length two. */
function wide(sizes: readonly number[]): [number, number][] {
  return sizes.map((size, index) => [size, index < 3 ? 4 : 2]);
}

/** Numbers one after the other, each with the bytes it takes, low byte first. */
function record(...numbers: readonly [number, number][]): Buffer {
  return Buffer.concat(
    numbers.map(([value, bytes]) => {
      const made = Buffer.alloc(bytes);
      made.writeUIntLE(value, 0, Math.min(bytes, 6));
      return made;
    }),
  );
}
