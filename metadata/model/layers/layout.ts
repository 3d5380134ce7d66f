import type { Label } from '../../common/label.ts';
import type { GroupSource, LayoutSource, TabSource } from '../../source.ts';

/** Id and name of the field in which the files stand that are attached to a record. */
export const attachmentsField = 'attachments';

const general = { zh: '基本信息', en: 'General' };

interface Placed {
  readonly id: string;
  readonly label: Label;
  /** Rows take a group of their own, and so do attachments. */
  readonly rows: boolean;
}

/** A field, as far as it matters where it stands. */
interface Placeable {
  readonly id: string;
  readonly label: Label;
  readonly hidden: boolean;
  readonly rows?: unknown;
}

/** Proposes the layout of a form without one: a tab, plain fields in a group, each kind of rows in one of its own. */
export function proposedLayout(fields: readonly Placed[]): LayoutSource {
  const plain = fields.filter((field) => !field.rows).map((field) => field.id);
  const main: GroupSource[] = plain.length > 0 ? [{ name: 'main', fields: plain }] : [];
  const groups = [...main, ...fields.filter((field) => field.rows).map(groupOfRows)];
  return { tabs: [{ name: 'main', label: general, groups }] };
}

/**
 * A layout in which every field that is not hidden stands once: what nobody placed goes to the end of what is always
 * shown, so that nothing is out of reach, or emptied with a group that was meant for other fields.
 */
export function completeLayout(layout: LayoutSource | undefined, fields: readonly Placeable[]): LayoutSource {
  const open = fields.filter((field) => !field.hidden).map(placed);
  if (!layout || layout.tabs.length === 0) return proposedLayout(open);
  const left = new Map(open.map((field) => [field.id, field]));
  const tabs = arranged(layout.tabs).map((tab) => ({
    ...tab,
    groups: tab.groups.map((group) => ({ ...group, fields: group.fields.filter((id) => left.has(id)) })),
  }));
  for (const tab of tabs) for (const group of tab.groups) for (const id of group.fields) left.delete(id);
  const plain = [...left.values()].filter((field) => !field.rows).map((field) => field.id);
  const rows = [...left.values()].filter((field) => field.rows).map(groupOfRows);
  const isRows = (id: string) => fields.some((field) => field.id === id && field.rows !== undefined);
  const shown = tabs.filter(isAlwaysShown);
  const groupsShown = shown.flatMap((tab) => tab.groups).filter(isAlwaysShown);
  const last = groupsShown.findLast((group) => !group.fields.every(isRows));
  const more: GroupSource[] =
    plain.length > 0 && !last ? [{ name: unlike('main', tabs), fields: plain }, ...rows] : rows;
  const at = shown.at(-1);
  const grown = tabs.map((tab): TabSource => {
    const groups = tab.groups.map((group) =>
      group === last ? { ...group, fields: [...group.fields, ...plain] } : group,
    );
    return tab === at ? { ...tab, groups: [...groups, ...more] } : { ...tab, groups };
  });
  if (at || more.length === 0) return { tabs: grown };
  return { tabs: [...grown, { name: unlike('main', tabs), label: general, groups: more }] };
}

const isAlwaysShown = ({ visible }: Pick<GroupSource, 'visible'>) =>
  visible === undefined || visible === true;

/** A name that no tab and no group has. */
function unlike(wanted: string, tabs: readonly TabSource[]): string {
  const taken = new Set(tabs.flatMap(({ name, groups }) => [name, ...groups.map((group) => group.name)]));
  let name = wanted;
  for (let at = 2; taken.has(name); at += 1) name = `${wanted}${at}`;
  return name;
}

/** Groups in the tabs that layers took them to, all in the order that layers say; what says none comes last. */
function arranged(tabs: readonly TabSource[]): readonly TabSource[] {
  const names = new Set(tabs.map(({ name }) => name));
  const leaves = ({ tab }: GroupSource, from: string) => tab !== undefined && tab !== from && names.has(tab);
  return inOrder(tabs).map((tab) => {
    const stays = tab.groups.filter((group) => !leaves(group, tab.name));
    const comes = tabs.flatMap((other) =>
      other.groups.filter((group) => group.tab === tab.name && leaves(group, other.name)),
    );
    return { ...tab, groups: inOrder([...stays, ...comes]) };
  });
}

function inOrder<T extends { readonly order?: number }>(parts: readonly T[]): readonly T[] {
  const first = ({ order = Number.MAX_SAFE_INTEGER }: T) => order;
  return parts.toSorted((a, b) => first(a) - first(b));
}

function placed(field: Placeable): Placed {
  const rows = field.rows !== undefined || field.id === attachmentsField;
  return { id: field.id, label: field.label, rows };
}

function groupOfRows({ id, label }: Placed): GroupSource {
  return { name: id, label, columns: 1, fields: [id] };
}
