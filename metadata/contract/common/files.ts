import { oneOf } from '../../shape/shape.ts';

/** Media types of tables. */
export const sheetTypes = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const;

/** Media type of a file of JSON. */
export const jsonFile = 'application/json; charset=utf-8';

/** As which file a table comes, and whether at once or as a job. */
export const asFile = {
  format: {
    summary: { zh: 'xlsx（默认）或 csv', en: 'xlsx (default) or csv' },
    schema: oneOf(['xlsx', 'csv'], { type: 'string' }),
  },
  mode: {
    summary: {
      zh: 'file：直接回答文件（默认）；job：作为后台任务',
      en: 'file: returns the file (default); job: runs as a job, with progress',
    },
    schema: oneOf(['file', 'job'], { type: 'string' }),
  },
} as const;
