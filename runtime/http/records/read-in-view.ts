import type { Label } from '../../../metadata/common/label.ts';
import type { QueryOf } from '../../../metadata/contract/common/call.ts';
import type { records } from '../../../metadata/contract/records/calls.ts';
import type { WireRecord } from '../../../metadata/contract/records/record.ts';
import { inEveryLanguage } from '../../common/messages/index.ts';
import { Refusal } from '../../common/refusal.ts';
import type { View } from '../../storage/store/record/store.ts';
import type { Ask } from '../pipeline/ask.ts';
import type { Answer } from '../pipeline/endpoint.ts';
import { formAbilities } from './describe-form.ts';

type FoundRecord = Pick<Answer, 'etag' | 'headers'> & { readonly body: WireRecord };

interface Reading {
  readonly ask: Ask;
  readonly query: QueryOf<typeof records.read>;
}

/** The record in the first of the views in which the caller may see it. */
export function readInView({ ask, query: { view } }: Reading) {
  if (view === 'use,manage') return readInEither(ask, 'use', 'manage');
  if (view === 'manage,use') return readInEither(ask, 'manage', 'use');
  return read(ask, view);
}

async function readInEither(ask: Ask, first: View, second: View): Promise<FoundRecord> {
  try {
    return await readWithRights(ask, first);
  } catch (refused) {
    if (!(refused instanceof Refusal && (refused.status === 404 || refused.status === 403))) throw refused;
    return readWithRights(ask, second);
  }
}

async function read(ask: Ask, view: View | undefined): Promise<FoundRecord> {
  const record = await ask.host.store.read(ask.call, ask.form, ask.recordId, view);
  return { body: record, etag: record.revision };
}

/**
 * To see what an organisation created is not to change it: that takes the right where it was created. What the record
 * itself says against it, its form tells to whoever asks, once he knows whether a package brought it; what the form asks
 * beyond that is told here, with why.
 */
async function readWithRights(ask: Ask, view: View): Promise<FoundRecord> {
  const { call, form, host } = ask;
  const actions = formAbilities(host, call.rights, form);
  const { record, may, shipped, against } = await host.store.readWithActions(call, form, ask.recordId, {
    view,
    actions,
  });
  return {
    body: record,
    etag: record.revision,
    headers: {
      'guiju-view': view,
      'guiju-may': may.join(','),
      ...(shipped ? { 'guiju-shipped': 'yes' } : {}),
      ...(against && { 'guiju-against': reasons(against, ask.served.model.messages) }),
    },
  };
}

/** By action why it would be refused, as JSON in the letters of an address: a header has no others. */
function reasons(against: ReadonlyMap<string, Refusal>, texts: ReadonlyMap<string, Label>): string {
  const entries = [...against].map(([action, { code, params }]) => [
    action,
    inEveryLanguage(code, params, texts),
  ]);
  return encodeURIComponent(JSON.stringify(Object.fromEntries(entries)));
}
