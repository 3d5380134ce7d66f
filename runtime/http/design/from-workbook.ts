import type { Json } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import { formOfProposal } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { ProposedColumn, Why, WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import type { FromWorkbook } from '../../design/from-workbook.ts';
import { sentence } from '../../messages/index.ts';
import { shared } from '../../openapi/refs.ts';
import { sheetLimits } from '../../sheets/book/sheet.ts';
import { sheetFormatOf } from '../../sheets/book/sheet-kind.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint, Parameter } from '../pipeline/endpoint.ts';
import { readUpload, refusing, uploadLimit } from '../records/read-upload.ts';

const sheet: Parameter = {
  name: 'sheet',
  summary: {
    zh: '哪张工作表是记录，从 0 数；缺省是被其他表指向的那张，否则第一张有数据的',
    en: 'Which sheet has the records, counted from 0. Default: the one that others name records of, else the first with rows',
  },
  schema: { type: 'integer', minimum: 0 },
};

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
    query: [sheet],
    body: 'bytes',
    bytesLimit: uploadLimit(sheetLimits.bytes),
    schema: { body: { type: 'string', format: 'binary' }, answer: shared('WorkbookForm') },
    handle: async (ask) => {
      const proposal = await refusing(async () => {
        const { bytes, name } = await readUpload(ask, sheetLimits.bytes);
        const records = wholeParameter(ask.query, 'sheet', 0, Number.MAX_SAFE_INTEGER);
        return propose(ask.call, {
          bytes,
          format: sheetFormatOf(bytes),
          name: name ?? 'form',
          ...(records !== undefined && { sheet: records }),
        });
      });
      const { form, columns } = formOfProposal(proposal);
      const body = { proposal: said(proposal, ask.language), form, columns };
      return { body: body };
    },
  };
}

/** With each why in words. */
function said(proposal: WorkbookProposal, language: Language) {
  const inWords = ({ code, params }: Why): Json => ({
    code,
    params,
    message: sentence(code, params, language, new Map()),
  });
  const column = ({ why, ...rest }: ProposedColumn) => ({ ...rest, why: why.map(inWords) });
  return {
    ...proposal,
    sheets: proposal.sheets.map(({ why, columns, ...sheet }) => ({
      ...sheet,
      why: why.map(inWords),
      columns: columns.map(column),
    })),
  };
}
