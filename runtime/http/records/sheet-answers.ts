import { sheetTypes } from '../../../metadata/contract/common/files.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { SheetFormat } from '../../work/sheets/book/sheet.ts';
import { fileName } from '../../work/sheets/create-sheets.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter } from '../pipeline/check-query.ts';

export function formatOf(ask: Ask): SheetFormat {
  return choiceParameter(ask.query, 'format', ['xlsx', 'csv'] as const) ?? 'xlsx';
}

export function sheetFile(
  call: Call,
  of: Pick<Form, 'label'>,
  kind: SheetFormat,
  bytes: Uint8Array<ArrayBuffer>,
) {
  const name = encodeURIComponent(fileName(call, of, kind));
  return {
    raw: bytes,
    headers: {
      'content-type': sheetTypes[kind],
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    },
  };
}

export function zipHeaders(name: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  };
}
