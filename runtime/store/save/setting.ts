import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { requireUse } from '../record/access.ts';
import { newRecord } from '../record/new-record.ts';
import { readStored } from '../record/records.ts';
import { fillRow } from '../record/rows.ts';
import { settingId } from '../record/setting-id.ts';
import type { WireRecord } from '../record/store.ts';
import type { Stored } from '../record/stored.ts';
import { callFacts } from '../sql/filter.ts';
import type { StoreParts } from './parts.ts';

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
