import type { Form } from '../../../../metadata/model.ts';
import type { Behaviour } from '../../../../rules/behaviour/behaviour.ts';
import type { CallFacts } from '../../../../rules/condition/facts.ts';
import { asDocuments, parametersAsked } from '../../../../rules/params/parameter-door.ts';
import { workDaysOf } from '../../../../rules/work-days.ts';
import { type Call, readParameters } from '../../../call/call.ts';
import type { Connection } from '../../../database/database.ts';
import { requireUse } from '../record/access.ts';
import { readStored } from '../record/records.ts';
import type { WireRecord } from '../record/store.ts';
import { fillRow, newRecord, type Stored, settingId } from '../record/stored.ts';
import { callFacts } from '../sql/filter.ts';
import type { StoreParts } from './parts.ts';
import { calendarOnce } from './work-calendar.ts';

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
    kept ?? (await settingDefaults(parts, parts.database, call, form, id)),
  );
}

/** The document of an organisation that has saved none. */
async function settingDefaults(
  parts: Pick<StoreParts, 'layout' | 'behaviours'>,
  reader: Connection,
  call: Call,
  form: Form,
  id: string,
): Promise<Stored> {
  const rules = await parts.behaviours.of(form, call.served.model);
  const facts = await factsAround(parts, reader, call, rules, call.org);
  const context = { call: facts, orgId: call.org, userId: call.user.id, target: () => undefined };
  const record = rules.complete(newRecord(call, form, id), null, context) as Stored;
  fillRow(record, form);
  return record;
}

/**
 * Answers the facts that the form may ask beside a record: the call and, where it asks for them, the settings, parameters
 * and working days of the organisation that owns the record, as saved or else as they are by default.
 */
export async function factsAsked(
  parts: Pick<StoreParts, 'layout' | 'behaviours'>,
  reader: Connection,
  call: Call,
  rules: Behaviour,
  org: string,
): Promise<CallFacts> {
  const facts = await factsAround(parts, reader, call, rules, org);
  if (rules.settings.size === 0) return facts;
  const settings = new Map(facts.settings);
  for (const asked of rules.settings) {
    const form = call.served.model.formsById.get(asked);
    if (!form) continue;
    const id = settingId(form, org);
    const kept = await readStored(reader, parts.layout(call, form), id);
    settings.set(asked, kept ?? (await settingDefaults(parts, reader, call, form, id)));
  }
  return { ...facts, settings };
}

/** The facts that can be asked of settings, too, which ask each other nothing. */
async function factsAround(
  parts: Pick<StoreParts, 'layout'>,
  reader: Connection,
  call: Call,
  { byCalendar, settings }: Behaviour,
  org: string,
): Promise<CallFacts> {
  const of = org === '' ? call.org : org;
  const read = parametersAsked(call.served.model, settings, readParameters(call, of));
  const facts = { ...callFacts(call), ...(read.size > 0 && { settings: asDocuments(read) }) };
  if (!byCalendar) return facts;
  const calendar = await calendarOnce(parts, reader, call, of);
  return { ...facts, workDays: workDaysOf(calendar) };
}
