import { setImmediate as othersFirst } from 'node:timers/promises';
import type { Form } from '../../../metadata/model.ts';
import { itemsOf, shared } from '../../openapi/refs.ts';
import { manages } from '../../store/record/access.ts';
import type { ListQuery, WireRecord } from '../../store/record/store.ts';
import { numbersAsked } from '../../store/sql/search.ts';
import type { Ask } from '../pipeline/ask.ts';
import { mayAnywhere } from '../pipeline/authorise.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

const perForm = 5;
const enough = 50;
/** Forms that are asked at a time. */
const atOnce = 4;

/** One question to all forms the caller may read; each answers with its first few. */
export const searchEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/search',
    access: 'signed-in',
    operation: 'search',
    schema: { answer: itemsOf(shared('Found')) },
    tag: 'search',
    summary: { zh: '在所有可见的表单中查找', en: 'Search all forms the caller may see' },
    query: [parameters.q, parameters.limit],
    handle: async (ask) => {
      const q = ask.query.get('q')?.trim() ?? '';
      if (q === '')
        throw parametersWrong({}, [{ path: '/q', code: 'parameter-needed', params: { name: 'q' } }]);
      if ([...q].length > 200)
        throw parametersWrong({}, [{ path: '/q', code: 'parameter-long', params: { name: 'q', most: 200 } }]);
      const limit = wholeParameter(ask.query, 'limit', 1, 500) ?? enough;
      return { body: { items: await search(ask, q, limit) } };
    },
  },
];

/**
 * Numbers that were typed whole come first, whatever else holds the text. Of each form, what the organisation of the
 * call may use goes before what the caller manages in others.
 */
async function search(ask: Ask, q: string, limit: number): Promise<readonly object[]> {
  const forms = [...ask.served.model.forms.values()].filter((form) => searchable(ask, form));
  const found = new Map<string, object>();
  const find = async (form: Form, query: ListQuery): Promise<readonly [Form, readonly WireRecord[]]> => {
    const fields = ['org', ...[form.number, form.title].flatMap((field) => (field ? [field.name] : []))];
    const records: WireRecord[] = [];
    for (const view of viewsOf(ask, form)) {
      const { items } = await ask.host.store.list(ask.call, form, { ...query, view, fields, limit: perForm });
      records.push(...items);
      if (items.length === perForm) break;
    }
    return [form, records];
  };
  const take = ([form, records]: readonly [Form, readonly WireRecord[]]) => {
    for (const record of records) if (!found.has(record.id)) found.set(record.id, hit(form, record));
  };
  const value = numbersAsked(q);
  for (const some of together(forms)) {
    const asked = some.flatMap((form) => {
      const { number } = form;
      if (!number || !ask.principal.rights.readable(form, number)) return [];
      return [find(form, { filter: { fact: number.name, operator: 'in', value } })];
    });
    for (const one of await Promise.all(asked)) take(one);
    await othersFirst();
  }
  for (const some of together(forms)) {
    if (found.size >= limit) break;
    for (const one of await Promise.all(some.map((form) => find(form, { q })))) take(one);
    await othersFirst();
  }
  return [...found.values()].slice(0, limit);
}

/** A few at a time, in order. */
function together(forms: readonly Form[]): readonly (readonly Form[])[] {
  const count = Math.ceil(forms.length / atOnce);
  return Array.from({ length: count }, (_, at) => forms.slice(at * atOnce, (at + 1) * atOnce));
}

function viewsOf({ call }: Ask, form: Form): readonly ('use' | 'manage')[] {
  return manages(call, form, 'read', call.org) ? ['use', 'manage'] : ['manage'];
}

function searchable({ principal: { rights } }: Ask, form: Form): boolean {
  return form.kind !== 'setting' && form.list.search.length > 0 && mayAnywhere(rights, form, 'read');
}

function hit(form: Form, record: WireRecord) {
  const named = (field: Form['number']) => (field ? (record[field.name] ?? null) : null);
  return {
    form: form.name,
    label: form.recordLabel,
    id: record.id,
    org: record['org'] ?? null,
    number: named(form.number),
    name: named(form.title),
  };
}
