import type { Json, JsonObject } from '../../metadata/json.ts';
import { answeredMembers, membersWith } from '../../metadata/system-members.ts';
import type { UnsavedRecord } from '../fields/ui-kind.ts';

/** What else the platform keeps of a record is not the form's to change. */
const kept: ReadonlySet<string> = new Set([
  ...membersWith(({ made }, name) => made || name === 'enabled'),
  ...answeredMembers,
]);

/** A draft as it would be sent to be saved, with another value in one place. */
export function unsavedRecord(draft: JsonObject, name: string, value: Json): UnsavedRecord {
  const { id } = draft;
  const said = Object.entries(draft).filter(([member]) => !kept.has(member) && !member.startsWith('$'));
  return {
    record: { ...Object.fromEntries(said), [name]: value },
    ...(typeof id === 'string' ? { id } : {}),
  };
}
