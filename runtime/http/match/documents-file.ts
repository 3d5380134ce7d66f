import { noMatch } from '../../match/match-parts.ts';
import { anyObject } from '../../openapi/refs.ts';
import { sheetLimits } from '../../sheets/book/sheet.ts';
import { sheetFormatOf } from '../../sheets/book/sheet-kind.ts';
import type { Sheets } from '../../sheets/create-sheets.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { readUpload, refusing, uploadLimit } from '../records/read-upload.ts';
import { mostFacts } from './match-bodies.ts';

const texts = { type: 'array', items: { type: 'string' } } as const;

/** Documents in a workbook become the facts of a match. */
export function documentsFileEndpoint(sheets: Sheets): Endpoint {
  return {
    method: 'POST',
    path: '/api/forms/:form/match/documents',
    access: { form: 'match' },
    of: 'matches',
    operation: 'matchDocuments',
    tag: 'match',
    summary: {
      zh: `把 Excel 或 csv 中的单据（每行一张，最多 ${mostFacts} 张）读成匹配用的数据，不写入`,
      en: `Documents of a workbook or csv, one a row (at most ${mostFacts}), as facts to match; writes nothing`,
    },
    body: 'bytes',
    bytesLimit: uploadLimit(sheetLimits.bytes),
    asks: true,
    schema: {
      body: { type: 'string', format: 'binary' },
      answer: {
        type: 'object',
        required: ['items', 'warnings'],
        properties: {
          items: {
            type: 'array',
            items: {
              type: 'object',
              required: ['row', 'facts', 'problems'],
              properties: {
                row: { type: 'integer', description: 'Of its sheet, from 1' },
                facts: { ...anyObject, description: 'As `match` takes them.' },
                problems: { ...texts, description: 'What could not be read of it.' },
              },
            },
          },
          warnings: { ...texts, description: 'What of the file was left out.' },
        },
      },
    },
    handle: async (ask) => {
      const { call, form } = ask;
      const about = ask.served.model.formsById.get(form.match?.facts ?? '');
      if (!about) throw noMatch({ form: { ...form.label } });
      const { items, warnings } = await refusing(async () => {
        const { bytes } = await readUpload(ask, sheetLimits.bytes);
        return sheets.facts(call, about, { bytes, format: sheetFormatOf(bytes) }, mostFacts);
      });
      return {
        body: {
          items: items.map((item) => ({ ...item, problems: [...item.problems] })),
          warnings: [...warnings],
        },
      };
    },
  };
}
