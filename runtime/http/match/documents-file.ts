import { matching } from '../../../metadata/contract/match/calls.ts';
import { mostFacts } from '../../../metadata/contract/match/sent.ts';
import { noMatch } from '../../effective/match/match-parts.ts';
import { sheetLimits } from '../../work/sheets/book/sheet.ts';
import { sheetFormatOf } from '../../work/sheets/book/sheet-kind.ts';
import type { Sheets } from '../../work/sheets/create-sheets.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { readUpload, refusing, uploadLimit } from '../records/read-upload.ts';

/** Documents in a workbook become the facts of a match. */
export function documentsFileEndpoint(sheets: Sheets): Endpoint {
  return serveCall(
    matching.documents,
    async ({ ask }) => {
      const { call, form } = ask;
      const about = ask.served.model.formsById.get(form.match?.facts ?? '');
      if (!about) throw noMatch({ form: { ...form.label } });
      const body = await refusing(async () => {
        const { bytes } = await readUpload(ask, sheetLimits.bytes);
        return sheets.facts(call, about, { bytes, format: sheetFormatOf(bytes) }, mostFacts);
      });
      return { body };
    },
    { bytesLimit: uploadLimit(sheetLimits.bytes) },
  );
}
