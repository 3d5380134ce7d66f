import type { JsonObject } from '../../../metadata/common/json.ts';
import { settings } from '../../../metadata/contract/records/calls.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Endpoint } from '../pipeline/endpoint.ts';
import { methodNotAllowed } from '../pipeline/refusals.ts';
import { serveCall } from '../pipeline/serve-call.ts';
import { writtenAnswer } from './records.ts';

export const settingEndpoints: readonly Endpoint[] = [
  serveCall(settings.read, async ({ ask }) => {
    const record = await current(ask);
    return { body: record, etag: record.revision };
  }),
  serveCall(settings.change, (asked) => save(asked, 'patch')),
  serveCall(settings.replace, (asked) => save(asked, 'put')),
];

async function current(ask: Ask) {
  if (ask.form.kind !== 'setting')
    throw methodNotAllowed({ method: ask.request.method, allowed: `/api/forms/${ask.form.name}/records` });
  return ask.host.store.setting(ask.call, ask.form);
}

interface Saving {
  readonly ask: Ask;
  body(): Promise<JsonObject>;
}

async function save({ ask, body }: Saving, how: 'patch' | 'put') {
  const ifMatch = ask.ifMatch();
  const { id } = await current(ask);
  const { store } = ask.host;
  return writtenAnswer(ask, await store[how](ask.writeCall, ask.form, id, await body(), ifMatch));
}
