import { createHash } from 'node:crypto';
import type { Label } from '../../../metadata/common/label.ts';
import type { Column } from '../../../metadata/kinds/common/kind.ts';
import type { Form } from '../../../metadata/model.ts';
import { type SystemMember, systemMembers } from '../../../metadata/system-members.ts';

export type SystemColumn = readonly [id: string, column: Column];

const id: Column = { type: 'id' };

const columns = Object.entries(systemMembers).map(([name, { column }]): SystemColumn => [name, column]);
const always = columns.filter(([name]) => systemMembers[name as SystemMember].only !== 'validity');
const entries: readonly SystemColumn[] = [
  ['id', id],
  ['record', id],
  ['seq', { type: 'integer' }],
];

/** Answers the columns that the platform keeps of every record beside its fields. */
export function recordColumns(form: Pick<Form, 'validity'>): readonly SystemColumn[] {
  return form.validity ? columns : always;
}

/** `parent` is the row a sub-entries row stands in. */
export function entryColumns(nested: boolean): readonly SystemColumn[] {
  return nested ? [...entries, ['parent', id]] : entries;
}

/** Leaves room for the suffix of a reshaped column within what databases allow. */
const longest = 60;
const allowed = 64;

/** A name of at most 60 characters, the same for the same text, and no name of the platform's or the database's own. */
export function physicalName(text: string): string {
  const plain = text.replaceAll('-', '_');
  const name = /^(gj_|sqlite_)/i.test(plain) ? `f_${plain}` : plain;
  if (name.length <= longest) return name;
  return `${name.slice(0, longest - 9)}_${digest(text)}`;
}

/** `price`, else `price__2`, `price__3`, …; names are taken whatever their case. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let at = 1; ; at += 1) {
    const suffix = at === 1 ? '' : `__${at}`;
    const candidate = `${name.slice(0, allowed - suffix.length)}${suffix}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

/** An index is known by its name alone: equal names have equal columns. */
export function indexName(table: string, columns: readonly string[]): string {
  return `ix_${table.slice(0, 48)}_${digest(JSON.stringify([table, columns]))}`;
}

/** Those that the server laid by itself; plans of tables leave them alone. */
export const learnedPrefix = 'lx_';

export function learnedName(table: string, columns: readonly string[]): string {
  return `${learnedPrefix}${table.slice(0, 48)}_${digest(JSON.stringify([table, columns]))}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

/** The content of a column, beyond its type: columns of one type may still mean different things. */
export interface ColumnContent {
  readonly column: Column;
  /** JSON of several values, where a single one can become a list of one. Default: no. */
  readonly list?: boolean;
  /** The kind of JSON; of JSON columns only. */
  readonly json?: string;
  /** Ciphertext. Default: no. */
  readonly secret?: boolean;
  /** Texts with marks behind their words. Default: no. */
  readonly marked?: boolean;
  /** Id of the form that its ids point at. Default: none. */
  readonly target?: string;
  /** Ids of the forms one of which each of its values names, with an id. Default: none. */
  readonly targets?: readonly string[];
  /** Its ids are copies of another record's: nothing hangs on them. Default: no. */
  readonly carried?: boolean;
  /** Its values are computed at every save: what does not fit another type is made anew. Default: no. */
  readonly computed?: boolean;
}

/** A form's table, or one of its entries', as the model wants it. */
export interface TableSpec {
  readonly label: Label;
  /** By ids: `invoice`, `invoice/lines`. */
  readonly path: string;
  readonly form: string;
  /** Of a form: by whom its records are seen. Default: it is no table of a form. */
  readonly seen?: Label;
  /** Derived from the ids; what it is really called is in `gj_physical`. */
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
  /**
   * Its entries were left out by their package: kept for what was stored with them, and open to a purge. Default: no.
   */
  readonly dropped?: boolean;
  /** By column id; made anew from the model each time. */
  readonly indexes: readonly IndexSpec[];
}

export interface ColumnSpec {
  readonly label: Label;
  /** `invoice/lines/taxCode`. */
  readonly path: string;
  /** Field id, or the name of a system column. */
  readonly id: string;
  readonly name: string;
  readonly kept: ColumnContent;
  /** The platform's own, in every table of its sort; their names are fixed. */
  readonly system: boolean;
  /** The file by which what does not fit is given up. Default: it stands in the way. */
  readonly empties?: string;
  /** Whether its texts were options. Default: no. */
  readonly words?: true;
  /** Its field was left out by its package. Default: no. */
  readonly dropped?: boolean;
}

export interface IndexSpec {
  readonly columns: readonly { readonly id: string; readonly descending: boolean }[];
}
