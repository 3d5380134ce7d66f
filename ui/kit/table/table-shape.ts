import type { TemplateResult } from 'lit';
import type { IconName } from '../base/icons.ts';
import type { RowOrder } from './row-order.ts';

/** A column, as data: what it is called, what its cells show, and what can be done by it. */
export interface Column<Row> {
  /** Its heading; on a phone it stands beside the cell. */
  readonly label: string;
  /** Whether the heading is only told to screen readers. Default: no. */
  readonly quiet?: boolean;
  readonly cell: (row: Row, at: number) => unknown;
  /** The address that the cell leads to. Default: none. */
  readonly href?: (row: Row) => string | undefined;
  /** The tooltip of the cell. Default: none. */
  readonly title?: (row: Row) => string | undefined;
  /** Default: at the start. What ends together are figures: they are never broken. */
  readonly align?: 'end' | 'middle' | undefined;
  /** `grow` takes the room that others leave, `tight` is never broken. Default: as wide as what it says. */
  readonly room?: 'grow' | 'tight';
  /** `name`: what the row is called, its header. `place`: the row's number. Default: what is said of the row. */
  readonly role?: 'name' | 'place' | undefined;
  /** Words of the theme, or of the page, for the cells. Default: none. */
  readonly look?: string | ((row: Row) => string);
  /** The order of rows when the heading is pressed. Default: it cannot be pressed. */
  readonly order?: RowOrder<Row>;
  /** The content below the column, of all rows and of each group of them. Default: nothing. */
  readonly sum?: (rows: readonly Row[]) => unknown;
}

/** Rows that belong together, each group below its own head; where columns are summed, with what it comes to. */
export interface Grouping<Row> {
  /** Rows with the same answer are one group; groups stand in the order of their first rows. */
  readonly by: (row: Row) => string;
  readonly head: (rows: readonly Row[]) => unknown;
}

/** Rows that are chosen by a box in front of each. */
export interface Picking<Row> {
  /** By which a row is picked. */
  readonly key: (row: Row) => string;
  /** Keys of the rows that are. */
  readonly picked: ReadonlySet<string>;
  readonly pick: (picked: ReadonlySet<string>) => void;
  /** The accessible name of a row's box. */
  readonly name: (row: Row) => string;
  /** Default: every row. */
  readonly can?: (row: Row) => boolean;
}

/** An action on a row, by a button at its end. All buttons take one stop of the Tab key; arrows, Home and End go on. */
export interface Acting<Row> {
  /** The name of the action, as the heading of the buttons. */
  readonly label: string;
  /** The accessible name of a row's button. Default: the label. */
  readonly name?: (row: Row, at: number) => string;
  /** The content of the button. Default: an arrow to the right. */
  readonly face?: (row: Row) => unknown;
  readonly act: (row: Row) => void;
  /** Default: with every row. */
  readonly can?: (row: Row) => boolean;
  /** Whether the action is under way for a row. Default: no. */
  readonly busy?: (row: Row) => boolean;
  /** Whether the panel that the button opens is open. Default: it opens nothing. */
  readonly expanded?: (row: Row) => boolean;
  /** Whether a click anywhere in the row does it, too. Default: no. */
  readonly anywhere?: boolean;
}

export interface Table<Row> {
  /** The table's name for screen readers, which do not see the heading above it. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** A key that tells a row from the others, so that it stays itself wherever it stands. Default: its place. */
  readonly key?: (row: Row) => string;
  /** Whether other rows are on their way; those that are there stay meanwhile. Default: no. */
  readonly busy?: boolean;
  /** The text in place of a table without rows. Default: its headings. */
  readonly empty?: { readonly text: string; readonly symbol?: IconName };
  readonly groups?: Grouping<Row> | undefined;
  readonly picking?: Picking<Row> | undefined;
  readonly acting?: Acting<Row> | undefined;
  /** Controls at the end of a row, each a stop of the Tab key. Default: none. */
  readonly offers?: (row: Row, at: number) => unknown;
  /** Words for a row. Default: none. */
  readonly look?: (row: Row) => string;
  /** The content below a row, as wide as the table. Default: nothing. */
  readonly below?: (row: Row) => TemplateResult | undefined;
  /**
   * Rows come portion by portion, and this asks for the next; null: there is none. Default: all are there, and of very
   * many the first are drawn until somebody asks.
   */
  readonly more?: (() => void) | null;
  /** Rows drawn before somebody asks for more. Default: 200. */
  readonly most?: number;
  /** Words for the frame that it scrolls in. Default: it has none, and lies in what scrolls. */
  readonly frame?: string;
  /** Whether it is read across, and stays a table on a phone. Default: no, there each row is a card. */
  readonly wide?: boolean;
}
