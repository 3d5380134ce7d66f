import { createHash } from 'node:crypto';
import { foldText } from '../../metadata/fold-text.ts';
import type { Row } from '../database/database.ts';
import type { TextDocument } from '../database/text-index.ts';
import { gramsOf } from '../search/grams.ts';
import type { LayoutColumn, RecordLayout } from '../store/record/layout.ts';
import { searchedColumns } from './searched-columns.ts';

/** How rows of a form are read to be indexed, and what becomes of one. */
export interface Documents {
  /** `SELECT … FROM …`. */
  readonly select: string;
  of(row: Row): TextDocument;
}

export function documentsOf(layout: RecordLayout): Documents {
  const columns = searchedColumns(layout);
  const list = columns.map(({ name }: LayoutColumn, at) => `${name} AS t${at}`).join(', ');
  return {
    select: `SELECT id, ${list} FROM ${layout.table}`,
    of(row) {
      const texts = columns.map((_, at) => foldText(String(row[`t${at}`] ?? '')));
      return { record: String(row['id']), print: printOf(texts), grams: gramsOf(texts) };
    },
  };
}

function printOf(texts: readonly string[]): string {
  return createHash('sha1').update(JSON.stringify(texts)).digest('base64url');
}
