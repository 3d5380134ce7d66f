import { append } from '../../../metadata/common/append.ts';
import { columnAt } from '../../../metadata/design/workbook/joined-survey.ts';
import { type ColumnToLookUp, mostLookedUp } from '../../../metadata/design/workbook/looked-up.ts';
import { isCode, type Named, stemOf } from '../../../metadata/design/workbook/propose-column.ts';
import type { WorkbookContext } from '../../../metadata/design/workbook/propose-form.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import { namedTogether } from '../../../metadata/numbering/named-together.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import { createSlices } from '../../common/time-slices.ts';
import type { Store, WireRecord } from '../../storage/store/record/store.ts';
import type { ColumnsOfFile } from '../../work/sheets/create-sheets.ts';

/** Texts told that name nothing. */
const mostOthers = 3;
/** Share of the texts that have to be found, and where the heading speaks of the form. */
const enough = 0.9;
const enoughAlike = 0.6;

/** Columns of a workbook that name records, by `columnAt`. */
type NamedColumns = Required<Pick<WorkbookContext, 'named' | 'some'>>;

/**
 * Finds the columns of a workbook that name records which the caller may use, by number or by name; apart those whose
 * heading speaks of a form and of whose texts too few do.
 */
export async function namedRecords(
  store: Pick<Store, 'list'>,
  call: Call,
  { columns, texts: textsOf }: ColumnsOfFile,
): Promise<NamedColumns> {
  const best = new Map<string, RankedNamed>();
  const some = new Map<string, RankedNamed>();
  const whole = new Map<ColumnToLookUp, readonly string[]>();
  const { breathe } = createSlices();
  for (const form of call.served.model.forms.values()) {
    await breathe();
    const fields = namingFields(form, call);
    const here = fields.length === 0 ? [] : columns.filter((column) => isName(column, form));
    if (here.length === 0) continue;
    const names = new KnownNames(store, call, form, fields);
    const alike = new Set(here.filter((column) => isAlike(column, form)));
    for (const meant of [true, false])
      await names.find(
        here.flatMap((column) => (alike.has(column) === meant ? column.sample : [])),
        meant,
      );
    const likely = here.filter((column) => {
      // Whoever heads a column so means the form, whatever its first texts are.
      if (alike.has(column)) return true;
      const { sample } = column;
      return sample.filter((text) => names.by.has(text)).length >= Math.ceil(sample.length * enough);
    });
    const unread = likely.filter((column) => !whole.has(column));
    const read =
      unread.length === 0 ? [] : await textsOf(unread.map(({ sheet, place }) => ({ sheet, place })));
    for (const [at, column] of unread.entries()) whole.set(column, read[at] ?? []);
    for (const column of likely) {
      const texts = whole.get(column) ?? [];
      await names.find(texts, alike.has(column));
      const named = {
        form: form.id,
        label: { ...form.label },
        alike: alike.has(column),
        by: mostOf(texts.flatMap((text) => names.by.get(text) ?? [])),
        found: texts.filter((text) => names.by.has(text)).length,
        of: texts.length,
        others: texts.filter((text) => !names.by.has(text)).slice(0, mostOthers),
      };
      const key = columnAt(column.sheet, column.place);
      if (named.found === 0 || isByCoincidence(column, named, form)) continue;
      const isEnough = named.found >= named.of * (named.alike ? enoughAlike : enough);
      if (!isEnough && !named.alike) continue;
      const known = isEnough ? best : some;
      const before = known.get(key);
      if (!before || rank(named) > rank(before)) known.set(key, named);
    }
  }
  for (const key of best.keys()) some.delete(key);
  return { named: best, some };
}

type RankedNamed = Named & { readonly alike: boolean };

/**
 * Whether a few short numbers are those of a form's by coincidence: the heading says that they number something else.
 * Names are no coincidence.
 */
function isByCoincidence({ heading }: ColumnToLookUp, { alike, by }: RankedNamed, { number }: Form): boolean {
  return !alike && by === number?.name && isCode(heading) && stemOf(heading) !== '';
}

/** The one that stands most often. */
function mostOf(names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}

function rank({ alike, found, of }: RankedNamed): number {
  return (alike ? 1 : 0) + found / of;
}

/** Numbers, dates and switches are found by chance in many forms: they name something only where they are called so. */
function isName({ fits, code, heading, distinct }: ColumnToLookUp, form: Form): boolean {
  const telling = fits.some((kind) => kind !== 'phone' && kind !== 'tax-number' && kind !== 'url');
  if (telling && !code) return isAlike({ heading }, form);
  return distinct > 1 || isAlike({ heading }, form);
}

/** Whether a heading speaks of the records of a form: “客户编码” of 客户. */
function isAlike({ heading }: Pick<ColumnToLookUp, 'heading'>, form: Form): boolean {
  const text = heading.toLowerCase();
  const names = [form.label, form.recordLabel, form.listLabel].flatMap(({ zh, en }) => [zh, en]);
  return (
    names.some((name) => text.includes(name.toLowerCase())) ||
    (!isCode(heading) && names.some((name) => name.toLowerCase() === text))
  );
}

/** By which its records are called, as far as the caller may read it. */
function namingFields(form: Form, { rights }: Call): readonly Field[] {
  if (form.kind === 'setting') return [];
  const scope = rights.scope(form, 'read');
  if (scope !== 'all' && scope.size === 0) return [];
  return [...new Set([form.number, form.title])].filter(
    (field): field is Field =>
      field !== undefined && field.kind.comparison(field) === 'text' && rights.readable(form, field),
  );
}

/** What texts name records of a form by, as far as they were looked for. */
class KnownNames {
  /** By text the name of the field. */
  readonly by = new Map<string, string>();
  readonly #store: Pick<Store, 'list'>;
  readonly #call: Call;
  readonly #form: Form;
  readonly #fields: readonly Field[];

  constructor(store: Pick<Store, 'list'>, call: Call, form: Form, fields: readonly Field[]) {
    this.#store = store;
    this.#call = call;
    this.#form = form;
    this.#fields = fields;
  }

  /** `meant`: whoever headed them speaks of the form, so that any part of a text may be a number of its. */
  async find(texts: readonly string[], meant: boolean): Promise<void> {
    for (const { name } of this.#fields)
      for (const record of await this.#list(
        name,
        texts.filter((text) => !this.by.has(text)),
      ))
        if (!this.by.has(String(record[name]))) this.by.set(String(record[name]), name);
    const { number, title } = this.#form;
    if (!number || !title || !this.#fields.includes(number) || !this.#fields.includes(title)) return;
    const together = await namedTogether(
      texts.filter((text) => !this.by.has(text)),
      async (by, values) =>
        (await this.#list((by === 'number' ? number : title).name, values)).map((record) => ({
          id: record.id,
          number: String(record[number.name] ?? ''),
          title: String(record[title.name] ?? ''),
        })),
      { settled: true, ...(!meant && { isNumber: isLikelyNumber }) },
    );
    for (const [text, found] of together)
      if ('same' in found && found.same.length === 1) this.by.set(text, number.name);
  }

  async #list(by: string, texts: readonly string[]): Promise<readonly WireRecord[]> {
    const values = [...new Set(texts)];
    const records: WireRecord[] = [];
    for (let from = 0; from < values.length; from += mostLookedUp) {
      const value = values.slice(from, from + mostLookedUp);
      try {
        const { items } = await this.#store.list(this.#call, this.#form, {
          view: 'use',
          fields: this.#fields.map(({ name }) => name),
          limit: 500,
          filter: { fact: by, operator: 'in', value },
        });
        append(records, items);
      } catch (error) {
        // A field that cannot be asked for names nothing.
        if (!(error instanceof Refusal && error.status < 500)) throw error;
        return records;
      }
    }
    return records;
  }
}

/** Whether a part of a text looks like a number: any text has parts, and forms are many. */
function isLikelyNumber(text: string): boolean {
  return text.length <= 40 && /\d/.test(text) && !/\s/.test(text);
}
