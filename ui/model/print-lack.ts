import { msg } from '@lit/localize';
import type { MenuItem } from '../kit/gj-menu.ts';
import { mayDesign } from '../session/session.ts';
import type { FormModel } from './form-model.ts';
import { landsIn } from './lands-in.ts';

/** Says why records of a form cannot be printed, and leads whoever may design to its templates; empty: they can be. */
export function printLack(form: FormModel): Pick<MenuItem, 'why' | 'mend' | 'href'> {
  const { name, prints = [] } = form;
  if (prints.length > 0) return {};
  const why = msg('这个表单还没有打印模板', { id: 'print-no-template' });
  if (!mayDesign()) return { why };
  const mend = landsIn(form, msg('做一个打印模板', { id: 'print-mend' }));
  return { why, mend, href: `/design/${name}?tab=prints` };
}
