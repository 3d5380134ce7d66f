import type { DraftColumn, Why, WorkbookDraft } from '../../../metadata/design/workbook/draft.ts';
import { formOfDraft } from '../../../metadata/design/workbook/form-of-draft.ts';
import type { Json, JsonObject } from '../../../metadata/json.ts';
import type { Language } from '../../../metadata/label.ts';
import type { FromWorkbook } from '../../design/from-workbook.ts';
import { sentence } from '../../messages/index.ts';
import { shared } from '../../openapi/refs.ts';
import { sheetLimits } from '../../sheets/sheet.ts';
import { sheetFormatOf } from '../../sheets/sheet-kind.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { readUpload, refusing, uploadLimit } from '../records/read-upload.ts';

/** A form proposed by a workbook: what it would be, why, and how the file is read into it. */
export function fromWorkbookEndpoint(propose: FromWorkbook): Endpoint {
  return {
    method: 'POST',
    path: '/api/design/from-workbook',
    access: 'designs',
    asks: true,
    operation: 'formFromWorkbook',
    tag: 'design',
    summary: {
      zh: '由 Excel 或 csv 建议一个表单：字段、种类、选项、引用、编码、分录，各附理由；不做任何改变',
      en: 'A form proposed by a workbook or csv: fields, kinds, options, references, key and entries, each with why; changes nothing',
    },
    body: 'bytes',
    bytesLimit: uploadLimit(sheetLimits.bytes),
    schema: { body: { type: 'string', format: 'binary' }, answer: shared('WorkbookForm') },
    handle: async (ask) => {
      const draft = await refusing(async () => {
        const { bytes, name } = await readUpload(ask, sheetLimits.bytes);
        return propose(ask.call, { bytes, format: sheetFormatOf(bytes), name: name ?? 'form' });
      });
      const { form, columns } = formOfDraft(draft);
      const body = { draft: said(draft, ask.language), form, columns };
      return { body: body as unknown as JsonObject };
    },
  };
}

/** With each why in words. */
function said(draft: WorkbookDraft, language: Language) {
  const inWords = ({ code, params }: Why): Json => ({
    code,
    params,
    message: sentence(code, params, language, new Map()),
  });
  const column = ({ why, ...rest }: DraftColumn) => ({ ...rest, why: why.map(inWords) });
  return {
    ...draft,
    sheets: draft.sheets.map(({ why, columns, ...sheet }) => ({
      ...{ ...sheet, why: why.map(inWords), columns: columns.map(column) },
    })),
  };
}
