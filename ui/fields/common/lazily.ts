import { underWay } from '../../kit/base/modules-under-way.ts';

const modules = import.meta.glob([
  '../controls/gj-*.ts',
  '../rich/gj-rich-view.ts',
  '../../files/codes/gj-code-picture.ts',
  '../../condition/gj-condition-{control,editor,sentence}.ts',
  '../../sheet/gj-entries.ts',
  '../../record/gj-record-maker.ts',
  '../../organisations/sharing/gj-sharing-panel.ts',
  '../../sheet/gj-sheet.ts',
]);

/**
 * Loads an element by its tag when it is first wanted; undefined: it is there. Controls show other fields in their
 * turn, so a kind does not import the control that may show it: it names it.
 */
export function lazily(tag: string): Promise<unknown> | undefined {
  if (customElements.get(tag)) return undefined;
  const path = Object.keys(modules).find((one) => one.endsWith(`/${tag}.ts`));
  if (path === undefined) throw new Error(`there is no element ${tag}`);
  const load = modules[path];
  return load && underWay(load());
}
