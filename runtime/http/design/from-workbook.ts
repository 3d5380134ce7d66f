import type { Language } from '../../../metadata/common/label.ts';
import { designing } from '../../../metadata/contract/design/calls.ts';
import { formOfProposal, formsOfProposal } from '../../../metadata/design/workbook/form-of-proposal.ts';
import type { ProposedColumn, Why, WorkbookProposal } from '../../../metadata/design/workbook/proposal.ts';
import { type SaidUses, sheetUses } from '../../../metadata/design/workbook/sheet-uses.ts';
import { sentence } from '../../common/messages/index.ts';
import type { FromWorkbook } from '../../preparation/design/from-workbook.ts';
import { sheetLimits } from '../../work/sheets/book/sheet.ts';
import { sheetFormatOf } from '../../work/sheets/book/sheet-kind.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { readUpload, refusing, uploadLimit } from '../records/read-upload.ts';

/** A form proposed by a workbook: what it would be, why, and how the file is read into it. */
export function fromWorkbookEndpoint(propose: FromWorkbook): Endpoint {
  return serveCall(
    designing.fromWorkbook,
    async ({ ask, query: { sheet, uses, strictness } }) => {
      const proposal = await refusing(async () => {
        const { bytes, name } = await readUpload(ask, sheetLimits.bytes);
        return propose(ask.call, {
          bytes,
          format: sheetFormatOf(bytes, name),
          name: name ?? 'form',
          ...(sheet !== undefined && { sheet }),
          ...(uses !== undefined && { uses: readUses(uses) }),
          ...(strictness && { strictness }),
        });
      });
      const { form, columns } = formOfProposal(proposal);
      const forms = formsOfProposal(proposal);
      return { body: { proposal: said(proposal, ask.language), form, columns, forms } };
    },
    { bytesLimit: uploadLimit(sheetLimits.bytes) },
  );
}

/** By places of sheets, from a text as `1:form,2:none`. */
function readUses(text: string): SaidUses {
  const said = text.split(',').map((one) => one.split(':'));
  return new Map(
    said.map(([place = '', word]) => {
      const use = sheetUses.find((one) => one === word);
      if (use && /^\d{1,4}$/.test(place)) return [Number(place), use];
      throw parametersWrong({}, [{ path: '/uses', code: 'parameter-uses', params: {} }]);
    }),
  );
}

/** With each why in words. */
function said(proposal: WorkbookProposal, language: Language) {
  const inWords = ({ code, params }: Why) => ({
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
