import type { Json } from '../../../../metadata/common/json.ts';
import { needsApproval } from '../../../../rules/changes/needs-approval.ts';
import { addressOf, keysAsked } from '../../../../rules/params/address.ts';
import { scopesAsked, systemScope } from '../../../../rules/params/effective.ts';
import { hasWindow, type SetValue } from '../../../../rules/params/set-value.ts';
import { lockAbove, settingProblems } from '../../../../rules/params/setting.ts';
import { parameterRights } from '../../../call/system-call.ts';
import type { Connection } from '../../../database/database.ts';
import { decided } from '../commit/group.ts';
import type { PlannedWrite } from '../commit/planned-write.ts';
import { padded } from '../record/insert.ts';
import { column } from '../record/layout.ts';
import type { Layouts } from '../record/layouts.ts';
import { readMany } from '../record/records.ts';
import {
  approvalNeeded,
  contentWrong,
  parameterLocked,
  parametersOwn,
  parameterTaken,
} from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { SpecialForm, Step } from '../save/parts.ts';
import { unknownReferences } from './parameter-references.ts';

const textOr = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A record of the form as rules know it. */
export function setValueOf(stored: Stored): SetValue {
  const { value = null, raw } = stored['content'] as Readonly<Record<string, Json>>;
  return {
    id: stored.id,
    type: String(stored['type']),
    key: String(stored['address']),
    org: textOr(stored['organisation']),
    value,
    raw: textOr(raw),
    validFrom: textOr(stored['from']),
    validTo: textOr(stored['until']),
    locked: stored['locked'] === true,
  };
}

/** No body, import, action or package writes a value past what its definition, locks and rights say. */
export const onlyAsParameter: NonNullable<SpecialForm['permit']> = async (_reader, _layouts, step) => {
  const { call, before, next } = step;
  if (call.rights !== parameterRights) throw parametersOwn();
  const { approvals, model } = call.served;
  for (const stored of [before, next]) {
    if (!stored) continue;
    const { type, key } = setValueOf(stored);
    const isDanger = addressOf(model, type, key)?.param.danger === true;
    if (isDanger) await call.confirmed?.();
    if (!call.approved && approvals && needsApproval(approvals, type, isDanger))
      throw approvalNeeded({ name: `${type}.${key}` }, [], { type, key });
  }
};

/**
 * The write of a value, once it fits beside those at its place and below nobody's lock. Asked inside the transaction:
 * of two who set one place at the same moment the second is refused.
 */
export function fittingIn<T>(layouts: Layouts, planned: PlannedWrite<T>, step: Step): PlannedWrite<T> {
  const { call, form, next } = step;
  if (!next) return planned;
  const value = setValueOf(next);
  return {
    ...planned,
    async alone(tx, first) {
      await requireFit(tx, layouts, { ...step, value });
      return decided(tx, planned, first);
    },
  };

  async function requireFit(tx: Connection, known: Layouts, { value: set }: { value: SetValue } & Step) {
    const { model, orgs } = call.served;
    const address = addressOf(model, set.type, set.key);
    // A publish that drops it has every write planned anew.
    if (!address) throw new Error(`there is no parameter ${set.type} ${set.key}`);
    const { param } = address;
    const keys = keysAsked(param, set.key);
    const layout = known.of(call.served, form);
    const wanted = padded(keys);
    const rows = await tx.all<{ id: string }>(
      `SELECT ${column(layout, 'id').name} AS id FROM ${layout.table} WHERE ${column(layout, 'type').name} = ? AND ${column(layout, 'address').name} IN (${wanted.map(() => '?').join(', ')})`,
      [set.type, ...wanted],
    );
    const there = (
      await readMany(
        tx,
        layout,
        rows.map(({ id }) => id),
      )
    ).map(setValueOf);
    const here = there.filter(({ key, org, id }) => key === set.key && org === set.org && id !== set.id);
    if (!hasWindow(set) && here.some((other) => !hasWindow(other))) throw parameterTaken();
    const unknown = await unknownReferences(tx, known, call, param, set.value);
    const problems = [...settingProblems(set, here, param), ...unknown];
    if (problems.length > 0) throw contentWrong({ count: problems.length }, problems);
    if (set.org === null) return;
    const path = [set.org, ...orgs.ancestors(set.org)];
    const byKey = keys.map((key) =>
      Map.groupBy(
        there.filter((other) => other.key === key),
        ({ org }) => org ?? systemScope,
      ),
    );
    const { localDate } = call.now;
    const begins = set.validFrom !== null && set.validFrom > localDate ? set.validFrom : localDate;
    const lock = lockAbove({ keys: byKey, scopes: scopesAsked(param, path) }, set.org, begins);
    if (!lock) return;
    const locker = orgs.get(lock.org ?? '');
    throw parameterLocked({
      ...keyOf(set),
      org: locker?.number ?? null,
      name: locker?.name ?? { zh: '全系统', en: 'the whole system' },
    });
  }
}

function keyOf({ type, key }: SetValue) {
  return { type, key };
}
