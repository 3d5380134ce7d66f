import { msg } from '@lit/localize';
import { type Label, type Language, languages } from '../../metadata/common/label.ts';
import type { FormOutline, MenuFolder } from '../../metadata/contract/forms/outline.ts';
import { type MenuSpace, menuSpaces } from '../../metadata/manifest.ts';
import { type MenuNode, menuTree } from './menu-tree.ts';

/** The menu shows one of them at a time. */
export const spaces = menuSpaces;
export type Space = MenuSpace;

/** A folder of packages with the forms that lie in it and in no folder further in. */
export interface MenuGroup {
  readonly path: string;
  readonly label: Label;
  /** Names of the folders above it. */
  readonly above: readonly Label[];
  /** The languages in which its name alone would not say which it is: another of the space is called so. */
  readonly ambiguousIn: readonly Language[];
  /** Its own, or that of the nearest folder above. */
  readonly icon?: string;
  readonly forms: readonly FormOutline[];
}

const spaceOfKind: Readonly<Record<FormOutline['kind'], Space>> = {
  document: 'work',
  master: 'rules',
  setting: 'rules',
  platform: 'administration',
};

/**
 * As the nearest folder says that says one, else by kind: documents are worked at; masters and settings are what they go
 * by; what the platform brings runs the server.
 */
export function spaceOf({ kind, menu: place }: FormOutline, folders: readonly MenuFolder[]): Space {
  const around = folders.filter(({ path, space }) => space && `${place?.path}/`.startsWith(`${path}/`));
  const nearest = around.toSorted((a, b) => b.path.length - a.path.length)[0];
  return nearest?.space ?? spaceOfKind[kind];
}

export function spaceName(space: Space): string {
  return {
    work: msg('业务', { id: 'space-work' }),
    rules: msg('规则与数据', { id: 'space-rules' }),
    administration: msg('管理', { id: 'space-administration' }),
  }[space];
}

/**
 * The menu of a space, two levels deep: folders that have forms of it, in the order in which packages place them, those
 * further in behind the one they lie in. A path of nothing holds the forms that lie in no folder.
 */
export function menuSpace(
  space: Space,
  menu: readonly MenuFolder[],
  forms: readonly FormOutline[],
): readonly MenuGroup[] {
  const own = forms.filter((form) => spaceOf(form, menu) === space);
  const groups = groupsOf({ path: '', label: { zh: '', en: '' }, order: 0, inside: menuTree(menu, own) }, []);
  const isTwice = (name: string, language: Language) =>
    groups.filter(({ label }) => label[language] === name).length > 1;
  return groups.map((group) => ({
    ...group,
    ambiguousIn: languages.filter((language) => isTwice(group.label[language], language)),
  }));
}

function groupsOf(node: MenuNode, above: readonly MenuNode[]): readonly Omit<MenuGroup, 'ambiguousIn'>[] {
  const forms = node.inside.flatMap(({ form }) => form ?? []);
  const way = node.path === '' ? [] : [...above, node];
  const icon = node.icon ?? above.findLast((one) => one.icon)?.icon;
  const own = {
    path: node.path,
    label: node.label,
    above: above.map(({ label }) => label),
    forms,
    ...(icon ? { icon } : {}),
  };
  return [
    ...(forms.length > 0 ? [own] : []),
    ...node.inside.flatMap((inner) => (inner.form ? [] : groupsOf(inner, way))),
  ];
}
