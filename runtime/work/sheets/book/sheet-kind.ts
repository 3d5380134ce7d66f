import { SheetFailure, type SheetFormat } from './sheet.ts';

const zip = [0x50, 0x4b, 0x03, 0x04];
const compound = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * By its first bytes: workbooks are zip archives, what is neither that nor an old Office file is taken for text, unless its
 * name says that it is a workbook.
 */
export function sheetFormatOf(bytes: Uint8Array, name = ''): SheetFormat {
  if (bytes.length === 0) throw new SheetFailure('sheet-empty');
  if (starts(bytes, zip)) return 'xlsx';
  // Password-protected workbooks and .xls alike; neither is read.
  if (starts(bytes, compound)) throw new SheetFailure('sheet-encrypted-or-old');
  if (bytes.subarray(0, 4096).includes(0) || /\.xls[xm]$/i.test(name))
    throw new SheetFailure('sheet-not-a-workbook');
  return 'csv';
}

function starts(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}
