import { flag, named, oneOf, text } from '../../shape/shape.ts';
import { call } from '../common/call.ts';
import { asFile, sheetTypes } from '../common/files.ts';
import { filter, sort, view } from '../common/listing.ts';
import { search } from '../common/paging.ts';
import { job } from '../jobs/calls.ts';

const tag = 'sheets';
const binary = text({ format: 'binary' });
const word = (zh: string, en: string) => ({ zh, en });

const entries = {
  summary: word('csv 是这个分录的行，如 lines', 'The csv contains rows of these entries, such as lines'),
  schema: text(),
};

const files = {
  summary: word(
    'link（默认）：文件留在原处，单元格是名称和链接；zip：回答一个 zip，工作簿和文件都在里面，单元格是文件在 zip 里的路径，可以原样导入；最多 5000 个文件、4096 MB，不能作为后台任务',
    'link (default): cells contain the file names with links; zip: returns a zip with the workbook and the files, whose paths are in the cells, and which can be imported as it is; at most 5,000 files and 4,096 MB, never as a job',
  ),
  schema: oneOf(['link', 'zip'], { type: 'string' }),
};

const seen = {
  fields: {
    summary: word(
      '只要这些列，逗号分隔，按此顺序，像列表里看到的一样：引用写名称，日期和金额是真正的单元格；这样的文件不能再导入',
      'Only these columns, separated by commas, in this order and as the list shows them: references by name, dates and amounts as real cells; such a file cannot be imported',
    ),
    schema: text(),
  },
  sums: {
    summary: word(
      '要合计的列，逗号分隔，须在 fields 之中：最后多出合计行，不同币种各一行',
      'Columns to add up, separated by commas, all among fields: the totals are in the last rows, one for each currency',
    ),
    schema: text(),
  },
};

/** Forms as workbooks and csv, and back. */
export const sheets = {
  export: call({
    method: 'GET',
    path: '/api/forms/:form/export',
    access: { form: 'export' },
    operation: 'export',
    tag,
    summary: word('导出为 Excel 或 csv', 'Export as a workbook or csv'),
    query: {
      format: asFile.format,
      entries,
      mode: asFile.mode,
      files,
      view,
      filter,
      q: search,
      sort,
      ...seen,
    },
    fieldFilters: true,
    answer: binary,
    type: [...Object.values(sheetTypes), 'application/zip'],
    also: { 202: named('Job', job) },
  }),
  template: call({
    method: 'GET',
    path: '/api/forms/:form/import-template',
    access: { form: 'import' },
    operation: 'importTemplate',
    tag,
    summary: word('导入模板', 'Template for an import'),
    query: { format: asFile.format, entries },
    answer: binary,
    type: Object.values(sheetTypes),
  }),
  import: call({
    method: 'POST',
    path: '/api/forms/:form/import',
    access: { form: 'import' },
    operation: 'import',
    tag,
    summary: word(
      '导入 Excel、csv，或一个工作簿和它的文件打成的 zip（单元格写文件在 zip 里的路径，一行一个；最多 5000 个文件，解压后 4096 MB）；回答一个后台任务，其进度和结果见 /api/jobs/{id}',
      'Import a workbook, a csv, or a zip of one with its files, which cells refer to by their paths in it, one per line (at most 5,000 files and 4,096 MB unpacked); returns a job whose progress and result are at /api/jobs/{id}',
    ),
    query: {
      dryRun: {
        summary: word('只检查并报告，不写入', 'Only check and report; nothing is written'),
        schema: flag(),
      },
      entries,
      meant: {
        summary: word(
          '文件里找不到的名称要当作什么，JSON：{"表单内码": {"文件里写的": "名称或编号"}}；可能的名称见任务的 details.problems[].nearly',
          'What unknown names in the file mean, as JSON: {"id of the form": {"text of the file": "name or number"}}; the job suggests some in details.problems[].nearly',
        ),
        schema: text(),
      },
      mended: {
        summary: word(
          '把文件里的单元格当作改成了这些内容，JSON：[[表, 行, 列, "内容"], …]，数字同任务的 details.problems[]；行写文字则指该列所有写着它的行，例如任务的 details.problems[].same.text；最多 200 个',
          'Replacement texts for cells, as JSON: [[sheet, row, column, "text"], …], by the numbers in details.problems[] of the job; a text instead of the row means all rows of the column that say it, such as details.problems[].same.text; at most 200',
        ),
        schema: text(),
      },
      columns: {
        summary: word(
          '文件的哪张表、哪一列是什么，JSON（按位置，不看列名）；`end` 是数据之后的那一行：[{"sheet": 0, "first": 1, "end": 40, "columns": ["number", null]}, {"sheet": 1, "first": 1, "entries": "lines", "columns": ["parent.number", "amount"]}]',
          'The meaning of the sheets and columns in the file, as JSON, by position regardless of headings; `end` is the row after the data: [{"sheet": 0, "first": 1, "end": 40, "columns": ["number", null]}, {"sheet": 1, "first": 1, "entries": "lines", "columns": ["parent.number", "amount"]}]',
        ),
        schema: text(),
      },
    },
    upload: true,
    body: binary,
    answer: named('Job', job),
    status: 202,
  }),
} as const;
