import type { ColumnProfile } from '../../../metadata/design/workbook/profile.ts';
import { isCode, type Named } from '../../../metadata/design/workbook/propose-column.ts';
import { columnAt } from '../../../metadata/design/workbook/relate-sheets.ts';
import type { Survey } from '../../../metadata/design/workbook/survey.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { Refusal } from '../../common/refusal.ts';
import type { Store } from '../../storage/store/record/store.ts';

/** Of a column, texts that are looked up in every form, and in those where most of them are found. */
const mostTried = 5;
const mostLookedUp = 200;
/** Texts told that name nothing. */
const mostOthers = 3;
/** Share of the texts that have to be found, and where the heading speaks of the form. */
const enough = 0.9;
const enoughAlike = 0.6;

interface ColumnQuestion {
  readonly key: string;
  readonly profile: ColumnProfile;
}

/** Finds the columns of a workbook that name records which the caller may use, by number or by name. */
export async function namedRecords(
  store: Pick<Store, 'list'>,
  call: Call,
  { sheets }: Survey,
): Promise<ReadonlyMap<string, Named>> {
  const asked = sheets.flatMap(({ sheet, columns }) =>
    columns.flatMap((profile): readonly ColumnQuestion[] =>
      profile.filled > 0 ? [{ key: columnAt(sheet, profile.place), profile }] : [],
    ),
  );
  const best = new Map<string, Named & { readonly alike: boolean }>();
  for (const form of call.served.model.forms.values()) {
    const fields = namingFields(form, call);
    if (fields.length === 0) continue;
    const here = asked.filter(({ profile }) => isName(profile, form));
    const samples = here.flatMap(({ profile }) => profile.values.slice(0, mostTried));
    if (samples.length === 0) continue;
    const seen = await known(store, call, form, fields, samples);
    for (const { key, profile } of here) {
      const sample = profile.values.slice(0, mostTried);
      const alike = isAlike(profile, form);
      const share = alike ? enoughAlike : enough;
      if (sample.filter((text) => seen.has(text)).length < Math.ceil(sample.length * share)) continue;
      const texts = profile.values.slice(0, mostLookedUp);
      const found = await known(store, call, form, fields, texts);
      const named = {
        form: form.id,
        label: { ...form.label },
        alike,
        by: mostOf(texts.flatMap((text) => found.get(text) ?? [])),
        found: texts.filter((text) => found.has(text)).length,
        of: texts.length,
        others: texts.filter((text) => !found.has(text)).slice(0, mostOthers),
      };
      const before = best.get(key);
      if (named.found < named.of * share) continue;
      if (!before || rank(named) > rank(before)) best.set(key, named);
    }
  }
  return best;
}

/** The one that stands most often. */
function mostOf(names: readonly string[]): string {
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? '';
}

function rank({ alike, found, of }: Named & { readonly alike: boolean }): number {
  return (alike ? 1 : 0) + found / of;
}

/** Numbers, dates and switches are found by chance in many forms: they name something only where they are called so. */
function isName({ fits, code, heading, distinct }: ColumnProfile, form: Form): boolean {
  const telling = fits.some((kind) => kind !== 'phone' && kind !== 'tax-number' && kind !== 'url');
  if (telling && !code) return isAlike({ heading }, form);
  return distinct > 1 || isAlike({ heading }, form);
}

/** Whether a heading speaks of the records of a form: “客户编码” of 客户. */
function isAlike({ heading }: Pick<ColumnProfile, 'heading'>, form: Form): boolean {
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

async function known(
  store: Pick<Store, 'list'>,
  call: Call,
  form: Form,
  fields: readonly Field[],
  texts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const value = [...new Set(texts)].slice(0, mostLookedUp);
  for (const { name } of fields) {
    try {
      const { items } = await store.list(call, form, {
        view: 'use',
        fields: [name],
        limit: 500,
        filter: { fact: name, operator: 'in', value },
      });
      for (const record of items) if (!found.has(String(record[name]))) found.set(String(record[name]), name);
    } catch (error) {
      // A field that cannot be asked for names nothing.
      if (!(error instanceof Refusal && error.status < 500)) throw error;
    }
  }
  return found;
}
