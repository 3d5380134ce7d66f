import { mostPrinted, paperNames } from '../../print-source.ts';
import { closed, list, named, object, oneOf, text } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { filter, sort, view } from '../common/listing.ts';
import { search } from '../common/paging.ts';
import { label } from '../common/shared.ts';
import { job } from '../jobs/calls.ts';
import { records } from '../records/calls.ts';

const tag = 'prints';
const word = (zh: string, en: string) => ({ zh, en });

const print = object({
  name: text(),
  label,
  package: text(),
  paper: oneOf(paperNames),
});

const language = {
  summary: word('纸面用的语言，默认是读者的', 'The language of the printout; the reader’s by default'),
  schema: oneOf(['zh', 'en'], { type: 'string' }),
} as const;

/** Records on paper, by templates of packages. */
export const prints = {
  list: call({
    method: 'GET',
    path: '/api/forms/:form/prints',
    access: { form: 'read' },
    operation: 'prints',
    tag,
    summary: word('表单的打印模板', 'Print templates of a form'),
    answer: object({ items: list(print) }),
  }),
  record: call({
    method: 'GET',
    path: '/api/forms/:form/records/:id/prints/:print',
    access: { form: 'print' },
    operation: 'printRecord',
    tag,
    summary: word(
      '打印一条记录：PDF，或供浏览器打印的网页；看不到的字段不会出现',
      'Print one record, as PDF or as a page for the browser to print; fields the caller may not see are left out',
    ),
    query: {
      view: records.read.query.view,
      language,
      format: {
        summary: word('pdf（默认）或 html', 'pdf (default) or html'),
        schema: oneOf(['pdf', 'html'], { type: 'string' }),
      },
    },
    answer: text({ format: 'binary' }),
    type: ['application/pdf', 'text/html'],
  }),
  selection: call({
    method: 'GET',
    path: '/api/forms/:form/prints/:print',
    access: { form: 'export' },
    operation: 'printSelection',
    tag,
    summary: word(
      '把查到的记录打印成一个 PDF，语言按 Accept-Language；回答一个后台任务，文件见 /api/jobs/{id}/file',
      'Print the records in a list as one PDF, in the language of Accept-Language; returns a job, whose file is at /api/jobs/{id}/file',
    ),
    query: { view, filter, q: search, sort },
    fieldFilters: true,
    answer: named('Job', job),
    status: 202,
  }),
  records: call({
    method: 'POST',
    path: '/api/forms/:form/prints/:print',
    access: { form: 'export' },
    asks: true,
    operation: 'printRecords',
    tag,
    summary: word(
      '把选中的记录打印成一个 PDF；回答一个后台任务，文件见 /api/jobs/{id}/file',
      'Print selected records as one PDF; returns a job, whose file is at /api/jobs/{id}/file',
    ),
    query: { view, sort, language },
    body: closed({ records: list(text({ format: 'uuid' }), { minItems: 1, maxItems: mostPrinted }) }),
    answer: named('Job', job),
    status: 202,
  }),
} as const;
