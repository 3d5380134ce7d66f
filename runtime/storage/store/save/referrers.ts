import type { Leaf } from '../../../../metadata/condition.ts';
import type { Referrer, ReferringForm } from '../../../../metadata/contract/records/calls.ts';
import { formsOf, pointedText } from '../../../../metadata/kinds/common/pointed.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { SharingStrategy } from '../../../../metadata/source.ts';
import type { Call } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { hidingReferences } from '../answer/withheld.ts';
import { maySee } from '../record/access.ts';
import { column, type EntriesLayout, type RecordLayout } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { ownFields } from '../record/own-fields.ts';
import { isLimited } from '../sight/limits.ts';
import { seenAmong, sightOf } from '../sight/sight.ts';
import { parameterReferrers } from './parameter-referrers.ts';
import { ReferringForms } from './referring-forms.ts';
import { namesOf } from './unique.ts';

/** One place of the model where a form is referred to. */
interface Place {
  readonly form: Form;
  /** Entries, and sub-entries, it stands in. */
  readonly entries: readonly string[];
  readonly field: Field;
  /** The entries and the field. */
  readonly path: readonly Field[];
}

/** The records that refer to one; those the caller may not read are only counted. */
interface Referrers {
  readonly seen: readonly Referrer[];
  readonly hidden: number;
  /** The forms of those that are seen, each with the list that shows them. */
  readonly forms: readonly ReferringForm[];
}

/** Listed for each place; more are there when it is full. */
const mostAPlace = 20;

export async function findReferrers(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  form: Form,
  id: string,
): Promise<Referrers> {
  const seen: Referrer[] = [];
  const uses = new ReferringForms();
  let hidden = 0;
  for (const place of placesOf(call.served.model, form.id)) {
    const { rights } = call;
    const readable = place.path.every((field) => !field.hidden && rights.readable(place.form, field));
    const names = namesShown(call, place.form);
    const layout = layouts.of(call.served, place.form);
    const found = [
      ...(await ask(reader, layout, place, form.id, id)),
      ...(await askCopies(reader, layout, place, id)),
    ];
    const rows = [...new Map(found.map((one) => [one.id, one])).values()];
    const limited = isLimited(call, place.form, 'read');
    const reached = limited && (await seenAmong(reader, sightOf(call, place.form), layout, rows));
    for (const row of rows) {
      if (row.id === id && place.form === form) continue;
      const pointer = [...place.entries, place.field.id].map((step) => `/${step}`).join('');
      const { nameEn: _, ...label } = layout.labels.label({
        number: names.number ? row.number : null,
        name: names.name ? row.name : null,
      });
      const path = namesOf(place.form, pointer).slice(1).replaceAll('/', '.');
      if (readable && (reached ? reached.has(row.id) : maySee(call, place.form, row))) {
        seen.push({ form: place.form.name, id: row.id, ...label, field: path });
        uses.note(row.id, {
          form: place.form.name,
          path,
          asks: asking(place, form, id),
          isFull: rows.length > mostAPlace,
        });
      } else hidden += 1;
    }
  }
  const values = await parameterReferrers(reader, call, layouts, form, id);
  const known = values.filter((one) => one !== null);
  return { seen: [...seen, ...known], hidden: hidden + values.length - known.length, forms: uses.all };
}

/** What a list asks of a place, by names: to refer to the record. */
function asking({ field, entries }: Place, form: Form, id: string): Omit<Leaf, 'fact'> {
  return {
    operator: field.kind.comparison(field) === 'list' ? 'contains' : 'equal',
    value: field.targets ? pointedText({ form: form.name, id }) : id,
    ...(entries.length > 0 ? { over: 'any' as const } : {}),
  };
}

interface Row {
  readonly id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly org: string;
  readonly sharing: SharingStrategy;
}

/** Organisations' own copies say what they refer to in one text. */
async function askCopies(reader: Connection, layout: RecordLayout, place: Place, id: string): Promise<Row[]> {
  const { form, entries, field } = place;
  if (!ownFields(form).has(entries[0] ?? field.id)) return [];
  const select = selectFrom(layout, form);
  const own = column(layout, 'id').name;
  const held = `SELECT o.record FROM gj_overlay o WHERE o.form = ? AND INSTR(o.content, ?) > 0`;
  return reader.all<Row>(`${select} WHERE t.${own} IN (${held}) LIMIT ${mostAPlace + 1}`, [form.id, id]);
}

function selectFrom(layout: RecordLayout, form: Form): string {
  const label = (field: Field | undefined, name: string) =>
    `${layout.byId.get(field?.id ?? '') ? `t.${column(layout, field?.id ?? '').name}` : 'NULL'} AS ${name}`;
  return `SELECT DISTINCT t.${column(layout, 'id').name} AS id, t.${column(layout, 'org').name} AS org, t.${column(layout, 'sharing').name} AS sharing, ${label(form.number, 'number')}, ${label(form.title, 'name')} FROM ${layout.table} t`;
}

async function ask(
  reader: Connection,
  layout: RecordLayout,
  place: Place,
  target: string,
  id: string,
): Promise<Row[]> {
  const own = column(layout, 'id').name;
  const select = selectFrom(layout, place.form);
  const limit = `LIMIT ${mostAPlace + 1}`;
  if (place.field.kind.comparison(place.field) === 'list') {
    const linked = `${select} JOIN gj_link l ON l.owner = t.${own} WHERE l.target = ? AND l.target_form = ? AND l.owner_form = ? AND l.field = ? ${limit}`;
    return reader.all<Row>(linked, [id, target, place.form.id, place.field.path]);
  }
  const stored = place.field.targets ? pointedText({ form: target, id }) : id;
  const rows = entriesOf(layout, place.entries);
  if (!rows)
    return reader.all<Row>(`${select} WHERE t.${column(layout, place.field.id).name} = ? ${limit}`, [stored]);
  const joined = `${select} JOIN ${rows.table} r ON r.${column(rows, 'record').name} = t.${own}`;
  return reader.all<Row>(`${joined} WHERE r.${column(rows, place.field.id).name} = ? ${limit}`, [stored]);
}

function entriesOf(layout: RecordLayout, path: readonly string[]): EntriesLayout | undefined {
  let level = layout.entries;
  let found: EntriesLayout | undefined;
  for (const id of path) {
    found = level.find((entries) => entries.field === id);
    level = found?.entries ?? [];
  }
  return found;
}

const known = new WeakMap<Model, ReadonlyMap<string, Place[]>>();

/** Places where a form is referred to; worked out once for a model. */
function placesOf(model: Model, target: string): readonly Place[] {
  let places = known.get(model);
  if (!places) {
    const found = new Map<string, Place[]>();
    for (const form of model.formsById.values())
      for (const place of placesIn(form, form, []))
        for (const one of formsOf(place.field)) found.set(one, [...(found.get(one) ?? []), place]);
    places = found;
    known.set(model, places);
  }
  return places.get(target) ?? [];
}

function placesIn(form: Form, shape: FieldSet, above: readonly Field[]): Place[] {
  return shape.fields.flatMap((field) => {
    const path = [...above, field];
    if (field.rows) return placesIn(form, field.rows, path);
    const entries = above.map(({ id }) => id);
    // A loose reference keeps nothing from being deleted.
    const points = field.target !== undefined || field.targets !== undefined;
    const holds = points && field.kind.column(field) && field.props['loose'] !== true;
    return holds ? [{ form, entries, field, path }] : [];
  });
}

/** Whether the caller may read the number and the name of the form's records: both are read like any other field. */
function namesShown(call: Call, form: Form): { readonly number: boolean; readonly name: boolean } {
  const shown = (field: Field | undefined) =>
    field !== undefined &&
    !field.hidden &&
    call.rights.readable(form, field) &&
    hidingReferences(call, field) === undefined;
  return { number: form.publicNumbers || shown(form.number), name: shown(form.title) };
}

/** Forms whose records name this one in a system member (who made it, whose it is), beside all fields. */
export async function formsHangingOn(
  reader: Connection,
  call: Call,
  layouts: Layouts,
  members: readonly string[],
  id: string,
): Promise<readonly Form[]> {
  const found: Form[] = [];
  for (const other of members.length === 0 ? [] : call.served.model.formsById.values()) {
    const layout = layouts.of(call.served, other);
    const own = column(layout, 'id').name;
    const lines = members.map((member) => `${column(layout, member).name} = ?`).join(' OR ');
    const sql = `SELECT ${own} AS id FROM ${layout.table} WHERE (${lines}) AND ${own} <> ? LIMIT 1`;
    if ((await reader.all(sql, [...members.map(() => id), id])).length > 0) found.push(other);
  }
  return found;
}
