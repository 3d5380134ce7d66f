import { nearNames } from '../../common/near-names.ts';
import type { Known } from '../../domain.ts';
import { placeOfForm } from '../layers/layered.ts';
import { pointed } from '../layers/report.ts';
import { type Checking, placeOfPart } from './checking.ts';

/** A form names what the server knows: what its actions do, and checks of whole records. */
export function checkKnown(checking: Checking, { capabilities, checks }: Known): void {
  const { form, layered, report } = checking;
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
