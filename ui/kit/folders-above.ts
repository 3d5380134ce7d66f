import { say } from '../session/i18n.ts';
import { menuTree, trail } from '../session/menu-tree.ts';
import { session } from '../session/session.ts';

/** The folders of the menu that a form lies in, from the top: `发票云 / 基础资料`. Empty: it stands in none. */
export function foldersAbove(form: string): string {
  return trail(menuTree(session.menu, session.forms), form)
    .filter(({ form: leaf }) => !leaf)
    .map(({ label }) => say(label))
    .join(' / ');
}
