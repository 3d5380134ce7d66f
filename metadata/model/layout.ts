import type { Field } from '../field.ts';
import type { GroupSource, LayoutSource, TabSource } from '../source.ts';

const general = { zh: '基本信息', en: 'General' };

/** A layout in which every field that is not hidden stands once: what nobody placed goes to the end, so that nothing is out of reach. */
export function completeLayout(layout: LayoutSource | undefined, fields: readonly Field[]): LayoutSource {
  const shown = new Set(fields.filter((field) => !field.hidden).map((field) => field.id));
  const tabs = (layout?.tabs ?? []).map((tab) => ({
    ...tab,
    groups: tab.groups.map((group) => ({ ...group, fields: group.fields.filter((id) => shown.has(id)) })),
  }));
  for (const tab of tabs) for (const group of tab.groups) for (const id of group.fields) shown.delete(id);
  const rest = fields.filter((field) => shown.has(field.id));
  if (tabs.length === 0) return { tabs: [proposed(rest)] };
  if (rest.length === 0) return { tabs };
  return { tabs: [...tabs.slice(0, -1), appended(tabs.at(-1), rest)] };
}

/** One tab: plain fields in a group, each kind of rows in one of its own. */
function proposed(fields: readonly Field[]): TabSource {
  const plain = fields.filter((field) => !field.rows);
  const rows = fields.filter((field) => field.rows);
  const groups: GroupSource[] = plain.length > 0 ? [{ name: 'main', fields: idsOf(plain) }] : [];
  for (const field of rows)
    groups.push({ name: field.id, label: field.label, columns: 1, fields: [field.id] });
  return { name: 'main', label: general, groups };
}

function appended(tab: TabSource | undefined, fields: readonly Field[]): TabSource {
  if (!tab) return proposed(fields);
  const last = tab.groups.at(-1);
  if (!last) return { ...tab, groups: [{ name: 'main', fields: idsOf(fields) }] };
  return {
    ...tab,
    groups: [...tab.groups.slice(0, -1), { ...last, fields: [...last.fields, ...idsOf(fields)] }],
  };
}

function idsOf(fields: readonly Field[]): readonly string[] {
  return fields.map((field) => field.id);
}
