import { setImmediate as othersFirst } from 'node:timers/promises';
import { append } from '../../../metadata/common/append.ts';
import { textOf } from '../../../metadata/common/read.ts';
import { type FoundRecord, type SearchAnswer, search } from '../../../metadata/contract/search/calls.ts';
import type { Field, Form } from '../../../metadata/model.ts';
import { englishTitle } from '../../../metadata/numbering/english-title.ts';
import { mayAnywhere } from '../../call/rights.ts';
import { Refusal } from '../../common/refusal.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { mayFor } from '../../storage/store/record/access.ts';
import type { ListQuery, WireRecord } from '../../storage/store/record/store.ts';
import { numbersAsked } from '../../storage/store/sql/search.ts';
import { referenceOf } from '../jobs/reference-of.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const perForm = 5;
const enough = 50;
/** Forms that are asked at a time. */
const atOnce = 4;
/** Milliseconds after which no further form is asked: whoever searches is told of those that were not. */
const patience = 5_000;

/** The call that puts one question to all forms the caller may read; each answers with its first few. */
export const searchEndpoints: readonly Endpoint[] = [
  serveCall(search.ask, async ({ ask, query: { q: asked = '', limit = enough } }) => {
    const q = asked.trim();
    if (q === '')
      throw parametersWrong({}, [{ path: '/q', code: 'parameter-needed', params: { name: 'q' } }]);
    if ([...q].length > 200)
      throw parametersWrong({}, [{ path: '/q', code: 'parameter-long', params: { name: 'q', most: 200 } }]);
    return { body: await findAll(ask, q, limit) };
  }),
];

/**
 * Numbers that were typed whole come first, whatever else holds the text. Of each form, what the organisation of the
 * call may use goes before what the caller manages in others. What one form refuses is told, and ends none of the others.
 */
async function findAll(ask: Ask, q: string, limit: number): Promise<SearchAnswer> {
  const value = numbersAsked(q);
  const allowed = [...ask.served.model.forms.values()].filter((form) => searchable(ask, form));
  const held = await ask.host.store.formsHolding(ask.call, allowed, value).catch((error: unknown) => {
    if (codeOf(error) === undefined) throw error;
    return { some: new Set(allowed), numbered: new Set(allowed) };
  });
  const forms = allowed.filter((form) => held.some.has(form));
  const found = new Map<string, FoundRecord>();
  const unsearched = new Map<Form, unknown>();
  const find = async (form: Form, query: ListQuery): Promise<readonly WireRecord[]> => {
    const records: WireRecord[] = [];
    const fields = ['org', ...shownBy(ask, form).map(({ name }) => name)];
    try {
      for (const view of viewsOf(ask, form)) {
        const asked = { ...query, view, fields, limit: perForm, partial: true };
        const { items, complete } = await ask.host.store.list(ask.call, form, asked);
        if (complete === false) unsearched.set(form, tooLong);
        append(records, items);
        if (items.length === perForm) break;
      }
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      unsearched.set(form, error);
    }
    return records;
  };
  /** Asks them beside each other, and takes what they find in the order of the forms, whoever answers first. */
  const findTogether = async (asked: readonly (readonly [Form, ListQuery])[]): Promise<void> => {
    const answers = await Promise.all(
      asked.map(async ([form, query]) => [form, await find(form, query)] as const),
    );
    for (const [form, records] of answers)
      for (const record of records) if (!found.has(record.id)) found.set(record.id, hit(ask, form, record));
    await othersFirst();
  };
  const until = performance.now() + patience;
  for (const some of together(forms.filter((form) => held.numbered.has(form)))) {
    if (performance.now() >= until) break;
    const asked = some.flatMap((form): readonly (readonly [Form, ListQuery])[] => {
      const { number } = form;
      if (!number || !ask.principal.rights.readable(form, number)) return [];
      return [[form, { filter: { fact: number.name, operator: 'in', value } }]];
    });
    await findTogether(asked);
  }
  for (const some of together(forms)) {
    if (found.size >= limit) break;
    if (performance.now() >= until) {
      for (const form of some) unsearched.set(form, tooLong);
      continue;
    }
    await findTogether(some.map((form) => [form, { q }]));
  }
  const [[, refused] = []] = unsearched;
  // Nothing at all was looked through: that is no answer.
  if (found.size === 0 && unsearched.size === forms.length && refused !== undefined) throw refused;
  return {
    items: [...found.values()].slice(0, limit),
    complete: unsearched.size === 0,
    unsearched: forms.flatMap((form) => {
      const code = codeOf(unsearched.get(form));
      return code === undefined ? [] : [{ form: form.name, label: { ...form.label }, code }];
    }),
  };
}

const tooLong = new DatabaseError('read-too-long', 'a part of a search', undefined, {
  seconds: patience / 1000,
});

/** Of what is one form's alone; undefined: nothing can be asked any more. */
function codeOf(error: unknown): string | undefined {
  if (DatabaseError.is(error, 'read-too-long')) return error.code;
  return error instanceof Refusal && error.status < 500 ? error.code : undefined;
}

/** Number and title, as far as the caller may be told them. */
function shownBy({ principal: { rights } }: Ask, form: Form): readonly Field[] {
  return [form.number, form.title, englishTitle(form)].flatMap((field) =>
    field && rights.readable(form, field) ? [field] : [],
  );
}

/** A few at a time, in order. */
function together(forms: readonly Form[]): readonly (readonly Form[])[] {
  const count = Math.ceil(forms.length / atOnce);
  return Array.from({ length: count }, (_, at) => forms.slice(at * atOnce, (at + 1) * atOnce));
}

function viewsOf({ call }: Ask, form: Form): readonly ('use' | 'manage')[] {
  return mayFor(call, form, 'read') ? ['use', 'manage'] : ['manage'];
}

function searchable({ principal: { rights } }: Ask, form: Form): boolean {
  return form.kind !== 'setting' && form.list.search.length > 0 && mayAnywhere(rights, form, 'read');
}

function hit(ask: Ask, form: Form, record: WireRecord): FoundRecord {
  const shown = shownBy(ask, form);
  const named = (field: Field | undefined) =>
    textOf(field && shown.includes(field) ? record[field.name] : null);
  return {
    form: form.name,
    label: form.recordLabel,
    id: record.id,
    org: referenceOf(record['org']),
    number: named(form.number),
    name: (ask.call.language === 'en' ? named(englishTitle(form)) : null) || named(form.title),
  };
}
