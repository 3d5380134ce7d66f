import type { Behaviour } from '../../../rules/behaviour/behaviour.ts';
import type { CallFacts } from '../../../rules/condition/facts.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import { readStored } from '../record/records.ts';
import { settingId } from '../record/setting-id.ts';
import type { Stored } from '../record/stored.ts';
import { callFacts } from '../sql/filter.ts';
import type { StoreParts } from './parts.ts';
import { settingDefaults } from './setting.ts';

/**
 * What the form's conditions may ask beside a record: the call and, where they ask settings, those of the
 * organisation that owns the record, as saved or else as their forms say by default.
 */
export async function factsAsked(
  parts: Pick<StoreParts, 'layout' | 'behaviours'>,
  reader: Connection,
  call: Call,
  rules: Behaviour,
  org: string,
): Promise<CallFacts> {
  if (rules.settings.size === 0) return callFacts(call);
  const settings = new Map<string, Stored>();
  for (const asked of rules.settings) {
    const form = call.served.model.formsById.get(asked);
    if (!form) continue;
    const id = settingId(form, org);
    const kept = await readStored(reader, parts.layout(call, form), id);
    settings.set(asked, kept ?? (await settingDefaults(parts, call, form, id)));
  }
  return { ...callFacts(call), settings };
}
