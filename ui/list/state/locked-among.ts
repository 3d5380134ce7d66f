import type { Label } from '../../../metadata/common/label.ts';
import { lockedBy } from '../../../rules/behaviour/locks.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import type { ListedRecord } from '../../model/record-list.ts';
import { recordsById } from '../../model/records-by-id.ts';

/** The records that cannot be changed in the state they are in, and why. */
export interface LockedAmong {
  readonly count: number;
  readonly reasons: readonly Label[];
}

/** Judges records as they are now by the locks of their form; what the server alone knows of is told once it is tried. */
export async function lockedAmong(form: FormModel, records: readonly ListedRecord[]): Promise<LockedAmong> {
  if (!lockedBy(form, 'edit').state) return { count: 0, reasons: [] };
  const ids = records.map(({ id }) => id);
  const [{ openLive }, { targets }, found] = await Promise.all([
    import('../../record/editor/record-open.ts'),
    forms.withTargets(form.name),
    recordsById(form.name, ids, { view: 'manage' }),
  ]);
  const { live } = await openLive(form, targets);
  const obstacles = [...found.values()].flatMap((record) => live.obstacle('edit', record, false) ?? []);
  const because = obstacles.flatMap((one) => (one.from === 'state' ? [one.because] : []));
  return { count: obstacles.length, reasons: [...new Map(because.map((one) => [one.zh, one])).values()] };
}
