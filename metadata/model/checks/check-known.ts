import { nearNames } from '../../common/near-names.ts';
import type { Known } from '../../domain.ts';
import { placeOfForm } from '../layers/layered.ts';
import { pointed } from '../layers/report.ts';
import { type Checking, placeOfPart } from './checking.ts';

/** A form names what the server knows: its icon, what its actions do, and checks of whole records. */
export function checkKnown(checking: Checking, { capabilities, checks, icons }: Known): void {
  const { form, layered, report } = checking;
  const { icon } = form;
  if (icon && !Object.hasOwn(icons, icon))
    report.error('unknown-icon', placeOfForm(layered, 'icon'), {
      icon,
      near: nearNames(icon, Object.keys(icons)),
    });
  for (const action of form.actions) {
    const { capability } = action;
    if (capabilities.includes(capability)) continue;
    const place = pointed(placeOfPart(checking, action), '/capability');
    report.error('unknown-capability', place, { capability, near: nearNames(capability, capabilities) });
  }
  for (const [index, { run }] of form.checks.entries()) {
    if (checks.includes(run)) continue;
    const place = pointed(placeOfForm(layered, 'checks'), `/${index}/run`);
    report.error('unknown-record-check', place, { check: run, near: nearNames(run, checks) });
  }
}
