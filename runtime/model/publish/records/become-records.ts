import { append } from '../../../../metadata/common/append.ts';
import type { Issue } from '../../../../metadata/common/issue.ts';
import type { Json } from '../../../../metadata/common/json.ts';
import { formerValuesOf } from '../../../../metadata/former-values.ts';
import type { Field, FieldSet, Form, Model } from '../../../../metadata/model.ts';
import type { DroppedSource } from '../../../../metadata/source.ts';
import type { OrgTree } from '../../../../rules/sharing/org-tree.ts';
import { visibility } from '../../../../rules/sharing/visibility.ts';
import { timeSlices } from '../../../common/time-slices.ts';
import type { Cell, Connection, Database } from '../../../database/database.ts';
import { padded } from '../../../storage/store/record/insert.ts';
import { column, type RecordLayout } from '../../../storage/store/record/layout.ts';
import { rowsOf, type Stored, type StoredRow } from '../../../storage/store/record/stored.ts';
import { renderVisible } from '../../../storage/store/sight/visible.ts';
import { recordAlias } from '../../../storage/store/sql/where.ts';
import { type Physical, readPhysical } from '../../../storage/tables/state.ts';
import { FoundRecords, onlyNames, storedPages } from './found-records.ts';
import { physicalLayout } from './physical-layout.ts';

/** The records that former values become, of fields that were choices and are references now. */
export interface BecomeRecords {
  /** To be remembered with the package of each field. */
  readonly became: readonly (DroppedSource & { readonly package: string })[];
  /** Numbers of the records, by id. */
  readonly numbers: ReadonlyMap<string, string>;
  readonly issues: readonly Issue[];
  /** Paths of columns that cannot follow, which the issues tell. */
  readonly stuck: ReadonlySet<string>;
}

interface Change {
  readonly form: Form;
  readonly before: Field;
  readonly field: Field;
}

interface Work {
  readonly database: Database;
  readonly former: Model;
  readonly model: Model;
  readonly physical: Physical;
  readonly orgs: OrgTree;
}

/** Choices that a step turns into references with this model: a step is done once. */
function newReferences(former: Model, model: Model): readonly Change[] {
  const walk = (form: Form, shape: FieldSet, known: FieldSet | undefined): readonly Change[] =>
    shape.fields.flatMap((field): readonly Change[] => {
      const before = known?.byId.get(field.id);
      if (field.rows) return walk(form, field.rows, before?.rows);
      return field.formerNumbers && before?.options ? [{ form, before, field }] : [];
    });
  return [...model.formsById.values()].flatMap((form) => walk(form, form, former.formsById.get(form.id)));
}

/**
 * Finds the records that former values are the numbers of: each must be one, and every record that has the value
 * must be allowed to use it. Reads only.
 */
export async function becomeRecords(
  database: Database,
  former: Model,
  model: Model,
  orgs: OrgTree,
): Promise<BecomeRecords> {
  const changes = newReferences(former, model);
  const became: (DroppedSource & { readonly package: string })[] = [];
  const numbers = new Map<string, string>();
  const issues: Issue[] = [];
  const stuck = new Set<string>();
  if (changes.length > 0) {
    const work: Work = { database, former, model, physical: await readPhysical(database), orgs };
    for (const change of changes) {
      const { form, field } = change;
      const found = await resolve(change, work);
      const values = [...found.ids].map(([value, { id, number }]) => {
        numbers.set(id, number);
        return [value, id] as const;
      });
      became.push({
        package: field.package,
        form: form.id,
        path: field.path,
        became: Object.fromEntries(values),
      });
      append(issues, found.issues);
      if (found.issues.length > 0) stuck.add(`${form.id}/${field.path.replaceAll('.', '/')}`);
    }
  }
  return { became, numbers, issues, stuck };
}

interface Candidate {
  readonly id: string;
  readonly number: string;
  readonly org: string;
}

async function resolve({ form, before, field }: Change, work: Work) {
  const { database, former, model, physical, orgs } = work;
  const layout = physicalLayout(form, former.formsById.get(form.id), physical, database.dialect);
  const use = layout ? await usedValues(database, layout, field, form) : new Map<string, Used>();
  const past = [...(before.options ?? []), ...(before.formerOptions ?? [])].map(({ value }) => value);
  const all = [...past, ...Object.keys(formerValuesOf(before) ?? {}), ...use.keys()];
  const numberOf = (value: string) => {
    const said = field.formerNumbers ?? {};
    return Object.hasOwn(said, value) ? (said[value] ?? null) : value;
  };
  const wanted = [...new Set([...all, ...Object.keys(field.formerNumbers ?? {})])].flatMap((value) => {
    const number = numberOf(value);
    return number === null ? [] : [{ value, number }];
  });
  const target = model.formsById.get(field.target ?? '');
  const there = target && physicalLayout(target, former.formsById.get(target.id), physical, database.dialect);
  const candidates = there
    ? await byNumber(
        database,
        there,
        wanted.map(({ number }) => number),
      )
    : new Map();
  const ids = new Map<string, Candidate>();
  const issues: Issue[] = [];
  for (const { value, number } of wanted) {
    const some: readonly Candidate[] = candidates.get(number) ?? [];
    const [only] = some;
    if (only && some.length === 1) {
      ids.set(value, only);
      continue;
    }
    // A value that no record has need not be found; a version that has it comes back without.
    const used = use.get(value);
    if (!used) continue;
    const owners = some.map(({ org }) => orgs.get(org)?.number ?? org);
    issues.push(
      issueOf(
        only ? 'former-number-ambiguous' : 'former-number-unknown',
        { form, field, target },
        used,
        orgs,
        {
          value,
          number,
          ...(only ? { owners } : {}),
        },
      ),
    );
  }
  if (there && target?.sharing) {
    const asked = new Map([...use].filter(([value]) => ids.has(value)));
    append(issues, await unusable(database, there, { form, field, target }, orgs, { use: asked, ids }));
  }
  return { ids, issues };
}

interface Counted {
  count: number;
  readonly first: Stored[];
}

/** Records that have a value, by their organisations. */
type Used = ReadonlyMap<string, Counted>;

const listed = 100;

async function usedValues(
  reader: Connection,
  layout: RecordLayout,
  field: Field,
  form: Form,
): Promise<ReadonlyMap<string, Used>> {
  const found = new Map<string, Map<string, Counted>>();
  const pause = timeSlices();
  for await (const page of storedPages(reader, layout))
    for (const record of page) {
      for (const value of new Set(valuesAt(form, record, field.path.split('.')))) {
        const used = found.get(value) ?? new Map<string, Counted>();
        const own = used.get(record.org) ?? { count: 0, first: [] };
        own.count += 1;
        if (own.first.length < listed) own.first.push(onlyNames(form, record));
        used.set(record.org, own);
        found.set(value, used);
      }
      await pause();
    }
  return found;
}

function valuesAt(shape: FieldSet, row: Stored | StoredRow, [id = '', ...rest]: readonly string[]): string[] {
  const value = row[id] ?? null;
  const { rows } = shape.byId.get(id) ?? {};
  if (rows) return rowsOf(value).flatMap((inner) => valuesAt(rows, inner, rest));
  return value === null ? [] : ([value].flat() as readonly Json[]).map(String);
}

const atOnce = 256;

/** Those that are enabled come before those that are not. */
async function byNumber(
  reader: Connection,
  layout: RecordLayout,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly Candidate[]>> {
  const number = layout.byId.get(layout.form.number?.id ?? '');
  const found = new Map<string, (Candidate & { readonly enabled: boolean })[]>();
  if (!number) return found;
  const [id, org, enabled] = ['id', 'org', 'enabled'].map((name) => column(layout, name).name);
  const all = [...new Set(numbers)];
  for (let at = 0; at < all.length; at += atOnce) {
    const params = padded(all.slice(at, at + atOnce));
    const rows = await reader.all<Row>(
      `SELECT ${id} AS id, ${number.name} AS number, ${org} AS org, ${enabled} AS enabled FROM ${layout.table} WHERE ${number.name} IN (${params.map(() => '?').join(', ')})`,
      params,
    );
    for (const row of rows) {
      const own = String(row.number);
      found.set(own, [
        ...(found.get(own) ?? []),
        { id: row.id, number: own, org: row.org, enabled: Number(row.enabled) === 1 },
      ]);
    }
  }
  return new Map(
    [...found].map(([own, some]) => {
      const usable = some.filter((one) => one.enabled);
      return [own, usable.length > 0 ? usable : some];
    }),
  );
}

interface Row {
  readonly id: string;
  readonly number: Cell;
  readonly org: string;
  readonly enabled: Cell;
}

interface About {
  readonly form: Form;
  readonly field: Field;
  readonly target: Form | undefined;
}

/** Values in use, and the records that they come to mean. */
interface Meaning {
  readonly use: ReadonlyMap<string, Used>;
  readonly ids: ReadonlyMap<string, Candidate>;
}

/** Records whose organisation may not use what their value comes to mean. */
async function unusable(
  reader: Connection,
  layout: RecordLayout,
  about: About,
  orgs: OrgTree,
  { use, ids }: Meaning,
): Promise<readonly Issue[]> {
  const issues: Issue[] = [];
  const id = `${recordAlias}.${column(layout, 'id').name}`;
  for (const [value, used] of use) {
    const record = ids.get(value);
    if (!record) continue;
    const refused: [string, Counted][] = [];
    for (const [org, some] of used) {
      const params: Cell[] = [record.id];
      const seen = renderVisible(layout, visibility(org, orgs), recordAlias, params);
      const row = await reader.first(
        `SELECT ${id} AS id FROM ${layout.table} ${recordAlias} WHERE ${id} = ? AND ${seen}`,
        params,
      );
      if (!row) refused.push([org, some]);
    }
    if (refused.length === 0) continue;
    issues.push(
      issueOf('former-number-unseen', about, new Map(refused), orgs, { value, number: record.number }),
    );
  }
  return issues;
}

function issueOf(
  code: string,
  { form, field, target }: About,
  used: Used,
  orgs: OrgTree,
  more: Issue['params'],
): Issue {
  const found = new FoundRecords(form, orgs);
  const first = [...used.values()].flatMap((one) => one.first);
  for (const record of first.toSorted((a, b) => (a.id < b.id ? -1 : 1))) found.note(record);
  const count = [...used.values()].reduce((sum, one) => sum + one.count, 0);
  return {
    code,
    severity: 'error',
    form: form.id,
    package: form.package,
    pointer: `/fields/${field.path}`,
    params: {
      ...found.params(),
      count,
      field: { ...field.label },
      path: field.path,
      ...(target ? { target: { ...target.label } } : {}),
      ...more,
    },
  };
}
