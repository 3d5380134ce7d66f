import type { Form } from '../../metadata/model.ts';
import type { Call } from '../call.ts';
import { requireUse } from './access.ts';
import { callFacts } from './filter.ts';
import { newRecord } from './new-record.ts';
import type { StoreParts } from './parts.ts';
import { readStored } from './records.ts';
import { fillRow } from './rows.ts';
import { settingId } from './setting-id.ts';
import type { WireRecord } from './store.ts';
import type { Stored } from './stored.ts';

/** The one document of the organisation of the call: what was saved, or else what its form says by default. */
export async function readSetting(parts: StoreParts, asking: Call, form: Form): Promise<WireRecord> {
  const call: Call = { ...asking, view: 'use' };
  requireUse(call, form, 'read');
  const id = settingId(form, call.org);
  const kept = await readStored(parts.database, parts.layout(call, form), id);
  return parts.answers.one(
    parts.database,
    call,
    form,
    kept ?? (await settingDefaults(parts, call, form, id)),
  );
}

/** The document of an organisation that has saved none. */
export async function settingDefaults(
  parts: Pick<StoreParts, 'behaviours'>,
  call: Call,
  form: Form,
  id: string,
): Promise<Stored> {
  const rules = await parts.behaviours.of(form, call.served.model);
  const context = { call: callFacts(call), orgId: call.org, userId: call.user.id, target: () => undefined };
  const record = rules.complete(newRecord(call, form, id), null, context) as Stored;
  fillRow(record, form);
  return record;
}
