import { msg } from '@lit/localize';
import type { Label } from '../../../metadata/common/label.ts';
import type { DesignPackage } from '../../../metadata/contract/design/parts.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { localPackage } from '../../../metadata/model/layers/order.ts';
import { say } from '../../session/i18n.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import type { Drawn, FormLine } from '../work/bench-shapes.ts';
import { type MenuLine, menuLines } from './menu-places.ts';

/** The folder that the first form of one's own gets, until it is called otherwise. */
const ownFolder: Label = { zh: '自建表单', en: 'Own forms' };

/** The place of a new form in the menu: a folder that exists, or one that is made with it; null: no place. */
export type FormHome = { readonly path: string } | { readonly fresh: string } | null;

/**
 * Beside the form of one's own that was opened last, else beside the first of them; the first of all gets a folder. Folders
 * of other packages are theirs: who wants a form there says so.
 */
export function homeOf(
  { menu, lines }: Pick<Drawn, 'menu' | 'lines'>,
  packages: readonly Pick<DesignPackage, 'name' | 'designed'>[],
  recent: readonly { readonly id: string }[],
): FormHome {
  const made = new Set(packages.flatMap(({ name, designed }) => (designed ? [name] : [])));
  const isOwn = ({ form }: MenuLine) =>
    form !== undefined && (form.package === localPackage || made.has(form.package));
  // The folder of a package that nobody declared takes forms of that package alone.
  const isOpen = ({ in: folder }: MenuLine) =>
    folder === localPackage || menu.some(({ path }) => path === folder);
  const placed = menuLines(menu, lines).filter((line) => isOwn(line) && isOpen(line));
  const [last] = recent.flatMap(({ id }) => placed.find(({ form }) => form?.id === id) ?? []);
  const beside = last ?? placed[0];
  return beside ? { path: beside.in } : { fresh: say(ownFolder) };
}

/** Folders from top to bottom, each by its whole way. */
export function homes({ menu, lines }: Drawn): readonly { readonly path: string; readonly text: string }[] {
  const all = menuLines(menu, lines);
  const declared = all.flatMap(({ folder }) => (folder ? [folder.path] : []));
  // One's own forms have a folder, though nobody declared it.
  const own = all.some((line) => line.in === localPackage) && !declared.includes(localPackage);
  return [...(own ? [localPackage] : []), ...declared].map((path) => ({ path, text: wayOf(menu, path) }));
}

/** A folder with those it lies in, as people call them. */
export function wayOf(menu: Drawn['menu'], path: string): string {
  const named = new Map([
    [localPackage, msg('本地调整', { id: 'pkg-local' })],
    ...menu.map((folder) => [folder.path, say(folder.label)] as const),
  ]);
  const parts = path.split('/');
  return parts.map((_, at) => named.get(parts.slice(0, at + 1).join('/')) ?? parts[at]).join(' / ');
}

/** Answers the steps that make the folder, where it is a new one, and the form's place in the menu. */
export async function madeHome(
  home: FormHome,
  { menu }: Drawn,
): Promise<{ readonly steps: readonly DesignStep[]; readonly menu?: { readonly path: string } }> {
  if (home === null) return { steps: [] };
  if ('path' in home) return { steps: [], menu: { path: home.path } };
  const named = home.fresh.trim();
  const label: Label = named === say(ownFolder) ? ownFolder : { zh: named, en: named };
  const [proposed = 'folder'] = await proposedNames([label], { of: 'form' });
  const path = freeName(proposed, new Set(menu.map((folder) => folder.path)));
  // What is made together stands together, whatever kinds of forms it has.
  const content = { path, label, order: 900, space: 'work' as const };
  return { steps: [{ do: 'add-menu', content }], menu: { path } };
}

/** Says why a typed text cannot be the name of a form in files and calls. */
export function wrongName(): string {
  return msg('接口里的名称只能用小写字母、数字和 -，以字母开头。', { id: 'design-form-name-wrong' });
}

/** Names that no other form may have. */
export function formNames(lines: readonly FormLine[]): ReadonlySet<string> {
  return new Set(lines.flatMap(({ id, name }) => [id, name]));
}
