import type { SharingStrategy } from '../../metadata/source.ts';
import { changeSharing as verdictOf } from '../../rules/sharing/change-sharing.ts';
import { strategies } from '../../rules/sharing/index.ts';
import type { ActionCall, Unchanged } from './action-call.ts';
import type { Draft } from './draft.ts';
import { findToChange } from './find.ts';
import { loadAll } from './group.ts';
import { stamp } from './new-record.ts';
import { requireUnlocked } from './origin.ts';
import { actionParams } from './refusals.ts';
import { requireMatch } from './require-match.ts';
import { copyRow } from './rows.ts';
import type { Saved } from './save.ts';
import { refuseSharing } from './sharing-refused.ts';
import { gatherWorld, sharedRecord } from './sharing-world.ts';
import { keep } from './think.ts';

/** `{ "sharing": "global" }`: who may use the record from now on. */
export async function changeSharing(asked: ActionCall): Promise<Draft<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params, ifMatch } = asked;
  const layout = parts.layout(call, form);
  const before = await findToChange(reader, call, layout, id, 'share');
  await requireMatch(parts, reader, call, form, before, ifMatch);
  const to = params['sharing'];
  if (!isStrategy(to))
    throw actionParams({}, [{ path: '/sharing', code: 'sharing-unknown', params: { sharing: to ?? null } }]);
  if (to === before.sharing) return { unchanged: before };
  await requireUnlocked(parts, reader, call, form, before, 'sharing');
  const next = copyRow(before, form);
  next.sharing = to;
  stamp(call, next);
  const draft = await keep(parts, reader, { call, form, before, next, operation: 'change-sharing' });
  return {
    ...draft,
    async alone(tx, first) {
      const record = sharedRecord(layout, before);
      const world = await gatherWorld(tx, call.served.orgs, layout, [record]);
      const verdict = verdictOf(record, to, record.org, form.sharing?.allowed ?? [], world);
      if (verdict && verdict.code !== 'sharing-number-clash') throw refuseSharing(call, verdict);
      return draft.decide(await loadAll(tx, draft.loads), first);
    },
  };
}

function isStrategy(value: unknown): value is SharingStrategy {
  return strategies.some((strategy) => strategy.name === value);
}
