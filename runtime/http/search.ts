import type { Form } from '../../metadata/model.ts';
import { itemsOf, shared } from '../openapi/refs.ts';
import type { WireRecord } from '../store/store.ts';
import type { Ask } from './ask.ts';
import { mayAnywhere } from './authorise.ts';
import { wholeParameter } from './check-query.ts';
import type { Endpoint } from './endpoint.ts';
import * as parameters from './parameters.ts';
import { parametersWrong } from './refusals.ts';

const perForm = 5;
const enough = 50;

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

async function search(ask: Ask, q: string, limit: number) {
  const found: object[] = [];
  for (const form of ask.served.model.forms.values()) {
    if (found.length >= limit) break;
    if (!searchable(ask, form)) continue;
    const fields = [form.number, form.title].flatMap((field) => (field ? [field.name] : []));
    const page = await ask.host.store.list(ask.call, form, { q, limit: perForm, fields });
    found.push(...page.items.map((record) => hit(form, record)));
  }
  return found.slice(0, limit);
}

function searchable({ principal: { rights } }: Ask, form: Form): boolean {
  return form.kind !== 'setting' && form.list.search.length > 0 && mayAnywhere(rights, form, 'read');
}

function hit(form: Form, record: WireRecord) {
  const named = (field: Form['number']) => (field ? (record[field.name] ?? null) : null);
  return {
    form: form.name,
    label: form.label,
    id: record.id,
    number: named(form.number),
    name: named(form.title),
  };
}
