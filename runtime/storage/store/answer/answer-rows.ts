import type { Json, JsonObject } from '../../../../metadata/common/json.ts';
import { asItIs } from '../../../../metadata/kinds/common/plain.ts';
import { pointedIn } from '../../../../metadata/kinds/common/pointed.ts';
import type { Field, Form } from '../../../../metadata/model.ts';
import { membersWith } from '../../../../metadata/system-members.ts';
import type { Call } from '../../../call/call.ts';
import type { Rights } from '../../../call/rights.ts';
import type { Cell, Connection, Dialect, Row } from '../../../database/database.ts';
import { requireAnywhere, requireSomeUse } from '../record/access.ts';
import { column, type LayoutColumn, type RecordLayout } from '../record/layout.ts';
import { namesFields } from '../record/naming.ts';
import { recordUnknown } from '../record/refusals.ts';
import type { View, WireRecord } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { seenIn } from '../sight/find.ts';
import { mannerOf, numbersActors } from '../sight/manner.ts';
import { type Labels, type Wanted, want } from './labels.ts';
import { inWords, systemNames } from './wire.ts';

/**
 * Rows that are answered as they were read: selected under today's names in the order of the answer, and
 * converted where they lie. Building each record anew costs as much as reading it. Only for forms whose header
 * says everything in its columns; others have no such rows.
 */
export interface AnswerRows {
  /** Columns of the select, under an alias for the table or none. */
  list(alias: string): string;
  /** Value of a column as it is stored, as long as the row was not converted. */
  stored(row: Row, column: LayoutColumn): Json;
  /** Whether the row answers that column at all. */
  has(column: LayoutColumn): boolean;
  /** Converts all rows; labels that are missing are read first, once for all. */
  answer(
    reader: Connection,
    call: Call,
    rows: readonly Row[],
  ): readonly WireRecord[] | Promise<readonly WireRecord[]>;
  one(reader: Connection, call: Call, row: Row): WireRecord | Promise<WireRecord>;
}

interface Step {
  readonly name: string;
  readonly column: LayoutColumn;
}
interface Pointer extends Step {
  /** Id of the form that is pointed at; null: a user who made or changed the record; `several`: each value says its own. */
  readonly target: string | null | typeof several;
}

const several = Symbol('several');
const leading = ['id'];
const users: ReadonlySet<string> = new Set(membersWith(({ target }) => target === 'user'));

/** Made once for what somebody may read of a form. */
export function answerRows(
  layout: RecordLayout,
  rights: Rights,
  dialect: Dialect,
  labels: Labels,
): AnswerRows | null {
  const { form } = layout;
  const chosen = chosenColumns(form, layout, rights);
  if (!chosen) return null;
  const decoded = chosen.filter((step) => !dialect.plain(step.column.column));
  const pointers = chosen.flatMap((step): Pointer[] => {
    const target = targetOf(form, step.column.id);
    return target === undefined ? [] : [{ ...step, target }];
  });
  const reasons = chosen.filter(({ column: { id } }) => {
    const field = form.byId.get(id);
    const own = field?.inner ?? field;
    return own?.kind.reasons?.(own) ?? false;
  });
  const names = new Map(chosen.map((step) => [step.column.id, step.name]));

  return {
    list: (alias) =>
      chosen
        .map((step) => `${alias && `${alias}.`}${step.column.name} AS ${dialect.quote(step.name)}`)
        .join(', '),
    has: ({ id }) => names.has(id),
    stored(row, { id, column: type }) {
      const cell = row[names.get(id) ?? ''];
      return cell === null || cell === undefined ? null : dialect.decode(type, cell);
    },
    answer(reader, call, rows) {
      convert(rows, call);
      const answered = rows as readonly WireRecord[];
      const loading = label(reader, call, rows);
      return loading === null ? answered : loading.then(() => answered);
    },
    one(reader, call, row) {
      const rows = [row];
      convert(rows, call);
      const answered = row as WireRecord;
      const loading = label(reader, call, rows);
      return loading === null ? answered : loading.then(() => answered);
    },
  };

  function label(reader: Connection, call: Call, rows: readonly Row[]): Promise<void> | null {
    const wanted = nameRows(rows, call, false);
    if (wanted === null) return null;
    return labels.load(reader, call.served, wanted, call).then(() => void nameRows(rows, call, true));
  }

  function convert(rows: readonly Row[], call: Call): void {
    const { served } = call;
    let pointer: JsonObject = { id: null, number: null, name: null };
    for (const row of rows as Record<string, Json>[]) {
      for (const step of decoded) {
        const cell = row[step.name];
        if (cell !== null) row[step.name] = dialect.decode(step.column.column, cell as Cell);
      }
      for (const { name } of reasons) {
        const stored = row[name];
        if (typeof stored === 'string') row[name] = inWords(stored, call);
      }
      const id = row['org'] as string;
      if (pointer['id'] !== id) {
        const org = served.orgs.get(id);
        pointer = { id, number: org?.number ?? null, name: org?.name ?? null };
      }
      row['org'] = pointer;
    }
  }

  /** Puts labels where ids stand, null: all were at hand; ids without one stay, unless it is the `last` time. */
  function nameRows(rows: readonly Row[], call: Call, last: boolean): Wanted | null {
    let wanted: Wanted | null = null;
    const { language } = call;
    const numbered = numbersActors(call);
    for (const { name, target } of pointers) {
      const alike = typeof target === 'string' ? mannerOf(call, target) : undefined;
      for (const row of rows as Record<string, Json>[]) {
        const stored = row[name];
        if (typeof stored !== 'string') continue;
        if (target === several) {
          const { form, id } = pointedIn(stored) ?? { form: '', id: stored };
          const manner = mannerOf(call, form);
          const known = manner && labels.show(manner, id, language);
          if (known || last || !manner) row[name] = { form, ...(known ?? { id, number: null, name: null }) };
          else {
            wanted ??= new Map();
            want(wanted, form, id);
          }
          continue;
        }
        const known = alike
          ? labels.show(alike, stored, language)
          : labels.actor(stored, numbered || stored === call.user.id, language);
        if (known) row[name] = known;
        else if (last) row[name] = { id: stored, number: null, name: null };
        else {
          wanted ??= new Map();
          want(wanted, target ?? 'user', stored);
        }
      }
    }
    return wanted;
  }
}

/** In the order they are answered; null: something of the header is not simply a column. */
function chosenColumns(form: Form, layout: RecordLayout, rights: Rights): readonly Step[] | null {
  const fields: Step[] = [];
  for (const field of form.fields) {
    if (field.hidden || field.rows || !rights.readable(form, field)) continue;
    const own = field.inner ?? field;
    const pointer = pointsAt(own) !== undefined;
    const found = layout.byId.get(field.id);
    if (!found || own.kind.secret || namesFields(own) || !(pointer || own.kind.write === asItIs)) return null;
    fields.push({ name: field.name, column: found });
  }
  const system = (ids: readonly string[]): Step[] =>
    ids.filter((id) => layout.byId.has(id)).map((id) => ({ name: id, column: column(layout, id) }));
  return [...system(leading), ...fields, ...system(systemNames(form))];
}

function targetOf(form: Form, id: string): Pointer['target'] | undefined {
  if (users.has(id)) return null;
  const field = form.byId.get(id);
  return field && pointsAt(field.inner ?? field);
}

function pointsAt(own: Field): string | typeof several | undefined {
  if (own.targets) return several;
  return own.kind.comparison(own) === 'reference' ? own.target : undefined;
}

const texts = new WeakMap<AnswerRows, string>();

interface OneAsked {
  readonly layout: RecordLayout;
  readonly rows: AnswerRows;
  readonly id: string;
  readonly view: View;
}

/** One record for somebody who reads it, straight from its row; one that may not be seen does not exist. */
export async function readAsAnswered(
  reader: Connection,
  call: Call,
  { layout, rows, id, view }: OneAsked,
): Promise<WireRecord> {
  const { form } = layout;
  if (view === 'use') requireSomeUse(call, form, 'read');
  else requireAnywhere(call, form, 'read');
  let sql = texts.get(rows);
  if (sql === undefined) {
    sql = `SELECT ${rows.list('')} FROM ${layout.table} WHERE ${layout.byId.get('id')?.name} = ?`;
    texts.set(rows, sql);
  }
  const row = await reader.first(sql, [id]);
  if (!row) throw recordUnknown({ id });
  // Members that sharing asks of a record are answered under its own names: id, org, sharing.
  const record = row as Stored;
  const may = seenIn(reader, call, form, record, view);
  if (!(typeof may === 'boolean' ? may : await may)) throw recordUnknown({ id });
  return rows.one(reader, call, row);
}
