import type { Json, JsonObject } from '../../metadata/json.ts';
import { transfer } from '../../rules/sharing/transfer.ts';
import type { Call } from '../call.ts';
import type { ActionCall, Unchanged } from './action-call.ts';
import type { Draft, Statement } from './draft.ts';
import { findToChange } from './find.ts';
import { loadAll } from './group.ts';
import { stamp } from './new-record.ts';
import { actionParams } from './refusals.ts';
import { requireMatch } from './require-match.ts';
import { copyRow } from './rows.ts';
import type { Saved } from './save.ts';
import { refuseSharing } from './sharing-refused.ts';
import { gatherWorld, sharedRecord } from './sharing-world.ts';
import { keep } from './think.ts';

/** `{ "org": "A01" }`: another organisation becomes the record's creator, with all that goes with it. */
export async function transferRecord(asked: ActionCall): Promise<Draft<Saved> | Unchanged> {
  const { parts, reader, call, form, id, params, ifMatch } = asked;
  const layout = parts.layout(call, form);
  const before = await findToChange(reader, call, layout, id, 'transfer');
  await requireMatch(parts, reader, call, form, before, ifMatch);
  const to = orgOf(call, params['org'] ?? null);
  if (to === undefined || !call.rights.uses(to))
    throw actionParams({}, [{ path: '/org', code: 'org-unknown', params: { org: params['org'] ?? null } }]);
  if (to === before.org) return { unchanged: before };
  const next = copyRow(before, form);
  next.org = to;
  stamp(call, next);
  const draft = await keep(parts, reader, { call, form, before, next, operation: 'transfer' });
  return {
    ...draft,
    async alone(tx, first) {
      const record = sharedRecord(layout, before);
      const report = transfer(
        record,
        to,
        record.org,
        await gatherWorld(tx, call.served.orgs, layout, [record]),
      );
      if (!report.ok && report.refused.code !== 'sharing-number-clash')
        throw refuseSharing(call, report.refused);
      const effects = draft.decide(await loadAll(tx, draft.loads), first);
      return { ...effects, statements: [...effects.statements, ...moved(form.id, id, to)] };
    },
  };
}

/** Who became the creator holds it no longer through anybody, and has passed it on to all the others. */
function moved(form: string, record: string, to: string): readonly Statement[] {
  return [
    {
      sql: 'DELETE FROM gj_assignment WHERE form = ? AND record = ? AND org = ?',
      params: [form, record, to],
    },
    { sql: 'UPDATE gj_assignment SET by_org = ? WHERE form = ? AND record = ?', params: [to, form, record] },
  ];
}

function orgOf(call: Call, value: Json): string | undefined {
  const { orgs } = call.served;
  const named =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  const id = named?.['id'];
  if (typeof id === 'string') return orgs.get(id)?.id;
  const number = named ? named['number'] : value;
  return typeof number === 'string' ? orgs.byNumber(number)?.id : undefined;
}
