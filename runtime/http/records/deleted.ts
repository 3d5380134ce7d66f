import { records } from '../../../metadata/contract/records/calls.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { parametersWrong } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';

const longestSearch = 200;

export const deletedEndpoints: readonly Endpoint[] = [
  serveCall(records.deleted, async ({ ask: { host, call, form }, query: { q: words = '', ...page } }) => {
    const q = words.trim();
    if ([...q].length > longestSearch)
      throw parametersWrong({}, [
        { path: '/q', code: 'parameter-long', params: { name: 'q', most: longestSearch } },
      ]);
    return { body: await host.store.deleted(call, form, { q, ...page }) };
  }),
];
