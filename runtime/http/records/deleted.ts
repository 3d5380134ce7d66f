import { deletedOf } from '../../model/openapi/refs.ts';
import { wholeParameter } from '../pipeline/check-query.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import * as parameters from '../pipeline/parameters.ts';
import { parametersWrong } from '../pipeline/refusals.ts';

const longestSearch = 200;

export const deletedEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/api/forms/:form/deleted',
    access: { form: 'history' },
    operation: 'deleted',
    of: 'records',
    schema: { answer: deletedOf },
    tag: 'records',
    summary: {
      zh: '已删除的记录：谁在何时删除，最近的在前',
      en: 'Deleted records: by whom and when, the last one first',
    },
    query: [parameters.q, parameters.limit, parameters.cursor],
    handle: async (ask) => {
      const limit = wholeParameter(ask.query, 'limit', 1, 500);
      const q = ask.query.get('q')?.trim() ?? '';
      if ([...q].length > longestSearch)
        throw parametersWrong({}, [
          { path: '/q', code: 'parameter-long', params: { name: 'q', most: longestSearch } },
        ]);
      const cursor = ask.query.get('cursor');
      const query = { q, ...(limit === undefined ? {} : { limit }), ...(cursor === null ? {} : { cursor }) };
      return { body: await ask.host.store.deleted(ask.call, ask.form, query) };
    },
  },
];
