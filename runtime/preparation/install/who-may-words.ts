import { type FieldRoles, numberOfRole, otherRoles } from '../../../metadata/common/field-roles.ts';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { Label } from '../../../metadata/common/label.ts';
import type { Difference } from '../../../metadata/property/difference.ts';
import { insideSentence } from '../../../metadata/words/inside-sentence.ts';
import { strategies } from '../../../rules/sharing/index.ts';

/** A sentence of messages, by its code, and what is put into it. */
interface Said {
  readonly says: string;
  readonly params: JsonObject;
}

/**
 * Says who may use the records of a form from now on, or no longer may, in the words of the ways of sharing; undefined:
 * the difference is about something else, or the ways are not told.
 */
export function sharingWords({ rule, before, after }: Difference, form: string): Said | undefined {
  if (rule !== 'sharing-widened' && rule !== 'sharing-narrowed' && rule !== 'sharing-default-changed')
    return undefined;
  const [[property, was], [, is]] = [only(before), only(after)];
  switch (property) {
    case 'allowed': {
      const [less, more] = [named(was), named(is)];
      const ways = rule === 'sharing-widened' ? more.difference(less) : less.difference(more);
      return ways.size === 0
        ? undefined
        : { says: `said-${rule}`, params: { form, ways: [...ways].map(meant) } };
    }
    case 'default':
      return { says: 'said-sharing-default', params: { form, before: called(was), after: called(is) } };
    case 'autoAssign':
      return { says: is === true ? 'said-sharing-given' : 'said-sharing-not-given', params: { form } };
    default:
      return undefined;
  }
}

/** `{ "sharing.allowed": […] }`, and what layers say of others: `{ "sharing/allowed": […] }`. */
function only(side: Json | undefined): readonly [property: string, value: Json] {
  const [[name = '', value = null] = []] = isObject(side) ? Object.entries(side) : [];
  return [name.replace(/^sharing[./]/, ''), value];
}

function named(value: Json): ReadonlySet<string> {
  return new Set(Array.isArray(value) ? value.map(String) : []);
}

function called(name: Json): Json {
  const label = strategies.find((one) => one.name === name)?.label;
  return label ? { ...label } : String(name);
}

/** What a way is called, and who may use a record of it. */
function meant(name: string): Json {
  const found = strategies.find((one) => one.name === name);
  if (!found) return name;
  const { label, means } = found;
  const both: Label = {
    zh: `“${label.zh}”（${means.zh.replace(/。$/, '')}）`,
    en: `“${label.en}” (${insideSentence(means.en.replace(/\.$/, ''))})`,
  };
  return { ...both };
}

/** Says what roles may do with a field from now on: those whose right became another one. */
export function rolesSaid(before: FieldRoles, after: FieldRoles): readonly Said[] {
  const changed = Object.keys({ ...before, ...after }).filter((role) => before[role] !== after[role]);
  return changed.map((key): Said => {
    const role = key === otherRoles ? { zh: '（其他）', en: '(all others)' } : numberOfRole(key);
    return { says: `said-role-${after[key] ?? 'usual'}`, params: { role } };
  });
}
