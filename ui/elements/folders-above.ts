import { menuTree, trail } from '../app/menu-tree.ts';
import { session } from '../app/session.ts';
import { say } from '../i18n.ts';

/** The folders of the menu that a form lies in, from the top: `发票云 / 基础资料`. Empty: it stands in none. */
export function foldersAbove(form: string): string {
  return trail(menuTree(session.menu, session.forms), form)
    .filter(({ form: leaf }) => !leaf)
    .map(({ label }) => say(label))
    .join(' / ');
}
