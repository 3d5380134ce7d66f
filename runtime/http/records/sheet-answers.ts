import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { SheetFormat } from '../../sheets/book/sheet.ts';
import { fileName, sheetTypes } from '../../sheets/create-sheets.ts';
import type { Ask } from '../pipeline/ask.ts';
import { choiceParameter } from '../pipeline/check-query.ts';
import type { Answer, Parameter } from '../pipeline/endpoint.ts';

export const format: Parameter = {
  name: 'format',
  summary: { zh: 'xlsx（默认）或 csv', en: 'xlsx (default) or csv' },
  schema: { type: 'string', enum: ['xlsx', 'csv'] },
};
export const mode: Parameter = {
  name: 'mode',
  summary: {
    zh: 'file：直接回答文件（默认）；job：作为后台任务',
    en: 'file: answers the file (default); job: as a job, with progress',
  },
  schema: { type: 'string', enum: ['file', 'job'] },
};
export function formatOf(ask: Ask): SheetFormat {
  return choiceParameter(ask.query, 'format', ['xlsx', 'csv'] as const) ?? 'xlsx';
}

export function sheetFile(
  call: Call,
  of: Pick<Form, 'label'>,
  kind: SheetFormat,
  bytes: Uint8Array<ArrayBuffer>,
): Answer {
  const name = encodeURIComponent(fileName(call, of, kind));
  return {
    raw: bytes,
    headers: {
      'content-type': sheetTypes[kind],
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    },
  };
}

/** Long work was begun. */
export function accepted(record: { readonly id: string; readonly revision: number }): Answer {
  return {
    status: 202,
    body: record,
    revision: record.revision,
    headers: { location: `/api/jobs/${record.id}` },
  };
}
