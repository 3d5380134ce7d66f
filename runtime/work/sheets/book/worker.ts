import { answerParent } from '../../../common/answer-parent.ts';
import { alikeCells, sameTexts } from './alike-cells.ts';
import { shownCell } from './cell-text.ts';
import { groupRows } from './group-rows.ts';
import { markBook } from './mark-book.ts';
import { type MendedCell, type MendedText, mendCells } from './mend-cells.ts';
import { previewBook } from './preview-book.ts';
import { beginProposing, type Proposing } from './proposing.ts';
import type { Book, Grouping, RawRecord, SheetAnswers, SheetReply, SheetRequest } from './protocol.ts';
import { type ReadSheet, readBook } from './read-book.ts';
import { SheetFailure, type SheetFormat, type SheetLimits, sheetLimits, type WrittenCell } from './sheet.ts';
import { own, writeBook } from './write-book.ts';

interface OpenFile {
  readonly bytes: Uint8Array;
  readonly format: SheetFormat;
  readonly sheets: readonly ReadSheet[];
  readonly mended: readonly MendedCell[];
}

/**
 * The one place that loads the workbook library, in a process of its own: its work neither blocks nor endangers the
 * server.
 */
let file: OpenFile | undefined;
let limits: SheetLimits = sheetLimits;
let grouping: Grouping = { rows: [] };
let records: readonly RawRecord[] = [];
let proposing: Proposing | undefined;
let writing: { book: Book; format: SheetFormat; rows: (readonly WrittenCell[])[][] } | undefined;

answerParent(answer);

/** Answers a request. A fault that nobody foresaw ends the process: no other file comes to what it left behind. */
async function answer(request: SheetRequest): Promise<SheetReply> {
  try {
    return { ok: true, value: await work(request) };
  } catch (error) {
    if (!(error instanceof SheetFailure)) return { ok: false, fault: String(error) };
    return { ok: false, code: error.code, params: error.params };
  }
}

async function work(request: SheetRequest): Promise<SheetAnswers[SheetRequest['type']]> {
  switch (request.type) {
    case 'open': {
      limits = request.limits;
      const { format, mended = [] } = request;
      const bytes = own(request.bytes);
      const sheets = mendCells(await readBook(bytes, format, limits), mended);
      file = { bytes, format, sheets, mended };
      return {
        sheets: sheets.map(({ name, rows }) => ({
          name,
          head: rows.slice(0, 2).map((row) => row.map(shownCell)),
          rows: rows.length,
        })),
      };
    }
    case 'preview':
      return previewBook(own(request.bytes), request.limits);
    case 'survey':
      proposing = await beginProposing(file?.sheets ?? []);
      return proposing.columns;
    case 'texts':
      return request.of.map((place) => proposing?.texts(place) ?? []);
    case 'propose':
      return proposing?.propose(request.context) ?? null;
    case 'group': {
      grouping = request.grouping;
      if (file) file = (request.alike ?? []).reduce(withAlike, file);
      const made = groupRows(file?.sheets ?? [], grouping);
      records = made.records;
      return made.grouped;
    }
    case 'take':
      return records.slice(request.from, request.from + request.count);
    case 'same-texts':
      return sameTexts(file?.sheets ?? [], grouping, request.cells);
    case 'mark':
      if (!file) throw new Error('nothing is open');
      return markBook(file, request.marking, limits);
    case 'begin':
      writing = { book: request.book, format: request.format, rows: request.book.sheets.map(() => []) };
      return null;
    case 'append':
      for (const row of request.rows) writing?.rows[request.sheet]?.push(row);
      return null;
    case 'finish':
      if (!writing) throw new Error('nothing was begun');
      return writeBook(writing.book, writing.rows, writing.format);
    case 'forget':
      [file, records, writing, proposing] = [undefined, [], undefined, undefined];
      return null;
  }
}

/** The file as it reads where a text stands for another, what was mended before included. */
function withAlike(open: OpenFile, alike: MendedText): OpenFile {
  const cells = alikeCells(open.sheets, grouping, alike);
  return { ...open, sheets: mendCells(open.sheets, cells), mended: [...open.mended, ...cells] };
}
