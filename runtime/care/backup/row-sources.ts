import type { Json } from '../../../metadata/common/json.ts';
import type { ArchivedTable, EditLine, TableLine } from './archive.ts';
import { backupDamaged } from './archive.ts';
import { parseLine } from './archive-lines.ts';
import type { Piece } from './piece.ts';

/** The tables and rows that an archive says, be it full or an increment on others, in order and some at a time. */
export interface RowSource {
  /** Passes over what is left of a table to the next one; null: there is none. */
  nextTable(): Promise<ArchivedTable | null>;
  /** Up to so many rows of the table, as lines; none: it is at its end. */
  rows(most: number): Promise<readonly string[]>;
}

/** Rows that are passed over or on together. */
const atOnce = 256;

abstract class PieceSource implements RowSource {
  protected readonly piece: Piece;
  protected table: ArchivedTable | null = null;
  #line: string | null | undefined;

  constructor(piece: Piece) {
    this.piece = piece;
  }

  /** The next line of the piece, which stays the next until it is taken; null: there is none. */
  protected async peek(): Promise<string | null> {
    if (this.#line === undefined) this.#line = await this.piece.next();
    return this.#line;
  }

  protected taken(): void {
    this.#line = undefined;
  }

  /** The line that begins a table; null: the piece is at its end. */
  protected async tableLine(): Promise<TableLine | null> {
    const line = await this.peek();
    if (line === null) {
      this.table = null;
      return null;
    }
    const { file, header } = this.piece;
    const said = parseLine<TableLine | null>(file, line);
    const table = header.tables.find(({ name }) => name === said?.table);
    if (!table) throw backupDamaged({ file });
    this.taken();
    this.table = table;
    return said;
  }

  abstract nextTable(): Promise<ArchivedTable | null>;
  abstract rows(most: number): Promise<readonly string[]>;
}

export class FullSource extends PieceSource {
  async nextTable(): Promise<ArchivedTable | null> {
    if (this.table) while ((await this.rows(atOnce)).length > 0);
    await this.tableLine();
    return this.table;
  }

  async rows(most: number): Promise<readonly string[]> {
    const rows: string[] = [];
    while (this.table && rows.length < most) {
      const line = await this.peek();
      if (!line?.startsWith('[')) break;
      this.taken();
      rows.push(line);
    }
    return rows;
  }
}

export class IncrementSource extends PieceSource {
  readonly #former: RowSource;
  #onFormer = false;
  /** Rows of the former table that are to be kept before the script goes on. */
  #keep = 0;
  /** Makes its rows those of the table as it is now; null: they are. */
  #reshape: ((line: string) => string) | null = null;

  constructor(piece: Piece, former: RowSource) {
    super(piece);
    this.#former = former;
  }

  async nextTable(): Promise<ArchivedTable | null> {
    if (this.table) while ((await this.rows(atOnce)).length > 0);
    const said = await this.tableLine();
    this.#onFormer = said?.onFormer === true;
    this.#keep = 0;
    if (this.#onFormer) await this.#findFormer();
    // All of what it stands on is read, so that all of it is known to be right.
    if (!said) while (await this.#former.nextTable());
    return this.table;
  }

  async #findFormer(): Promise<void> {
    const wanted = this.table;
    let found = await this.#former.nextTable();
    while (found && found.name !== wanted?.name) found = await this.#former.nextTable();
    if (!found || !wanted) throw backupDamaged({ file: this.piece.file });
    this.#reshape = reshaped(this.piece.file, found, wanted);
  }

  async rows(most: number): Promise<readonly string[]> {
    if (!this.table) return [];
    const put: string[] = [];
    for (;;) {
      if (this.#keep > 0) return put.length > 0 ? put : this.#kept(most);
      const line = await this.peek();
      if (line === null || line.startsWith('{"table":')) return put;
      if (line.startsWith('[')) {
        if (put.length >= most) return put;
        this.taken();
        put.push(line);
        continue;
      }
      this.taken();
      const { keep = 0, drop = 0 } = parseLine<EditLine>(this.piece.file, line);
      if (!this.#onFormer) throw backupDamaged({ file: this.piece.file });
      this.#keep = keep;
      await this.#passOver(drop);
    }
  }

  async #kept(most: number): Promise<readonly string[]> {
    const rows = await this.#former.rows(Math.min(most, this.#keep));
    if (rows.length === 0) throw backupDamaged({ file: this.piece.file });
    this.#keep -= rows.length;
    const reshape = this.#reshape;
    return reshape ? rows.map((line) => reshape(line)) : rows;
  }

  async #passOver(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      const rows = await this.#former.rows(Math.min(atOnce, left));
      if (rows.length === 0) throw backupDamaged({ file: this.piece.file });
      left -= rows.length;
    }
  }
}

/** What makes a row of a table one of the same table with other columns, by name: what is new is empty. */
function reshaped(file: string, from: ArchivedTable, to: ArchivedTable): ((line: string) => string) | null {
  const places = to.columns.map(({ name }) => from.columns.findIndex((column) => column.name === name));
  const isSame = places.length === from.columns.length && places.every((place, at) => place === at);
  if (isSame) return null;
  return (line) => {
    const row = parseLine<readonly Json[]>(file, line);
    return JSON.stringify(places.map((place) => row[place] ?? null));
  };
}
