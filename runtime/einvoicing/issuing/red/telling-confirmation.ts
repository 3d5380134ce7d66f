import { decided } from '../../../storage/store/commit/group.ts';
import type { PlannedWrite } from '../../../storage/store/commit/planned-write.ts';
import type { StoreParts } from '../../../storage/store/save/parts.ts';
import type { Save, Saved } from '../../../storage/store/save/save.ts';
import { emit } from '../../../work/outbox/outbox.ts';
import type { StoredAs } from '../../forms/forms.ts';

/** Others are told of a red confirmation that is new or in another state, in the commit of what they are told. */
export function tellingConfirmation(
  _parts: StoreParts,
  planned: PlannedWrite<Saved>,
  { call, ...save }: Save,
): PlannedWrite<Saved> {
  const before: StoredAs<'red-confirmation'> | null = save.before;
  const { status = null }: StoredAs<'red-confirmation'> = save.next;
  if (call.rehearsal || (before && before.status === status)) return planned;
  return {
    ...planned,
    async alone(tx, first) {
      const effects = await decided(tx, planned, first);
      const { id, org } = effects.result.stored;
      const about = { form: 'red-confirmation', record: id, document: id, org };
      await emit({ tx, revision: first }, call.now.instant, [
        { kind: 'confirmation-changed', ...about, payload: { status } },
      ]);
      return effects;
    },
  };
}
