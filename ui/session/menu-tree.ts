import type { Label } from '../../metadata/common/label.ts';
import type { FormOutline, MenuFolder } from '../../metadata/contract/forms/outline.ts';

/** A folder of the side menu with what lies in it, or a form. */
export interface MenuNode {
  readonly path: string;
  readonly label: Label;
  readonly order: number;
  readonly form?: FormOutline;
  /** Of a folder. */
  readonly icon?: string;
  readonly pinyin?: string;
  readonly inside: readonly MenuNode[];
}

/** Folders and forms as the packages place them; folders without anything for this person are left out. */
export function menuTree(menu: readonly MenuFolder[], forms: readonly FormOutline[]): readonly MenuNode[] {
  if (last?.menu !== menu || last.forms !== forms) last = { menu, forms, tree: treeOf(menu, forms) };
  return last.tree;
}

/** Every page asks for the same tree, with each key that is typed on it. */
let last:
  | {
      readonly menu: readonly MenuFolder[];
      readonly forms: readonly FormOutline[];
      readonly tree: readonly MenuNode[];
    }
  | undefined;

function treeOf(menu: readonly MenuFolder[], forms: readonly FormOutline[]): readonly MenuNode[] {
  const folders = new Map<string, MenuFolder>(menu.map((folder) => [folder.path, folder]));
  for (const path of [...folders.keys()]) {
    // A folder somebody forgot to declare still holds what is placed below it.
    for (let up = above(path); up !== '' && !folders.has(up); up = above(up))
      folders.set(up, { path: up, label: { zh: up, en: up } });
  }
  const build = (path: string): MenuNode[] => {
    const inner = [...folders.values()]
      .filter((folder) => above(folder.path) === path)
      .map((folder) => ({
        path: folder.path,
        label: folder.label,
        order: folder.order ?? 100,
        ...(folder.icon ? { icon: folder.icon } : {}),
        ...(folder.pinyin ? { pinyin: folder.pinyin } : {}),
        inside: build(folder.path),
      }))
      .filter(({ inside }) => inside.length > 0);
    const leaves = forms
      .filter((form) => form.menu?.path === path && isPage(form))
      .map((form) => ({
        path: `${path}#${form.name}`,
        label: form.listLabel,
        order: form.menu?.order ?? 100,
        form,
        inside: [],
      }));
    return [...inner, ...leaves].sort((a, b) => a.order - b.order || a.label.en.localeCompare(b.label.en));
  };
  return build('');
}

const people: ReadonlySet<string> = new Set(['user', 'role']);
const managing: ReadonlySet<string> = new Set(['create', 'edit', 'delete', 'enable', 'disable']);

/**
 * Answers whether a form is a page to go to. Users and roles are for those who manage them; others know their names, to
 * pick and to read them.
 */
export function isPage({ id, menu, actions }: FormOutline): boolean {
  return menu !== undefined && (!people.has(id) || actions.some((action) => managing.has(action)));
}

function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** All forms of a menu, in its order. */
export function formsIn(nodes: readonly MenuNode[]): readonly FormOutline[] {
  return nodes.flatMap(({ form, inside }) => (form ? [form] : formsIn(inside)));
}

/** Folders on the way to a form. */
export function trail(nodes: readonly MenuNode[], form: string): readonly MenuNode[] {
  for (const node of nodes) {
    if (node.form?.name === form) return [node];
    const inner = trail(node.inside, form);
    if (inner.length > 0) return [node, ...inner];
  }
  return [];
}
