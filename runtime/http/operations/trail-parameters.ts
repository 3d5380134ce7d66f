import { isObject, type JsonObject } from '../../../metadata/common/json.ts';
import type { TrailEntry, TrailParameter } from '../../../metadata/contract/audit/calls.ts';
import { parameterForm } from '../../../metadata/names.ts';
import { type Address, addressOf } from '../../../rules/params/address.ts';
import type { SetValue } from '../../../rules/params/set-value.ts';
import type { AuditItem } from '../../access/auth/read-trail.ts';
import type { Call } from '../../call/call.ts';
import { inBatches } from '../../common/in-batches.ts';
import { answerOrg } from '../../effective/changes/answer-item.ts';
import { mayRead } from '../../effective/changes/item-rights.ts';
import { whoAgreed } from '../../effective/changes/who-agreed.ts';
import { maskOf, wireOf } from '../../params/wire-value.ts';
import { setValueOf } from '../../storage/store/platform/parameter-values.ts';
import type { Stored } from '../../storage/store/record/stored.ts';
import type { TrailReader } from './trail-entry.ts';

/** Tells of a write of a parameter's value which it was and whose; undefined: it is another record. */
export function parameterOf(call: Call, item: AuditItem): TrailParameter | undefined {
  const set = writtenValue(item.snapshot);
  if (item.form !== parameterForm || !set) return undefined;
  const { model } = call.served;
  const param = addressOf(model, set.type, set.key)?.param;
  const said = saidOf(call, set);
  return {
    type: set.type,
    key: set.key,
    label: param ? { ...param.label } : null,
    org: answerOrg(call, set.org),
    before: item.action === 'delete' ? said : null,
    after: item.action === 'delete' ? null : said,
    changeSet: null,
    changeSetNumber: null,
  };
}

/** The entries with what stood there before, and the change sets by which the values came. */
export async function parametersWritten(
  { host, call, reader }: TrailReader,
  entries: readonly TrailEntry[],
): Promise<readonly TrailEntry[]> {
  const revisions = entries.flatMap(({ parameter, revision }) =>
    parameter && revision !== undefined ? [revision] : [],
  );
  if (revisions.length === 0) return entries;
  const before = new Map<number, SetValue>();
  for (const some of inBatches(revisions, 200))
    for (const row of await reader.all<{ revision: number; operation: string; snapshot: string | null }>(
      `SELECT h.revision, b.operation, b.snapshot FROM gj_history h JOIN gj_history b ON b.revision = (SELECT MAX(p.revision) FROM gj_history p WHERE p.form = h.form AND p.record = h.record AND p.revision < h.revision) WHERE h.revision IN (${some.map(() => '?').join(', ')})`,
      some,
    )) {
      const was =
        row.operation === 'delete' || row.snapshot === null
          ? undefined
          : writtenValue(JSON.parse(row.snapshot));
      if (was) before.set(Number(row.revision), was);
    }
  const agreed = await whoAgreed({ reader, store: host.store }, call, revisions);
  return entries.map((entry) => {
    const { parameter, revision } = entry;
    if (!parameter || revision === undefined) return entry;
    const was = before.get(revision);
    const { changeSet, changeSetNumber } = agreed(revision);
    const stood = was && parameter.before === null ? { before: saidOf(call, was) } : {};
    return { ...entry, parameter: { ...parameter, ...stood, changeSet, changeSetNumber } };
  });
}

function writtenValue(snapshot: AuditItem['snapshot']): SetValue | undefined {
  if (!snapshot || !isObject(snapshot['content'])) return undefined;
  return setValueOf(snapshot as JsonObject as unknown as Stored);
}

/** The value as the reader may see it: a secret as its mask, none whose definition is gone or that his roles keep from him. */
function saidOf({ served, rights }: Call, set: SetValue): NonNullable<TrailParameter['after']> {
  const { type, key, org, validFrom, validTo, locked } = set;
  const address = addressOf(served.model, type, key);
  const shown =
    address && mayRead(served, rights, { type, org }) ? shownValue(address, set, served.model) : {};
  return { validFrom, validTo, locked, ...shown };
}

function shownValue(address: Address, { value }: SetValue, model: Call['served']['model']) {
  return { value: value === null ? null : wireOf(value, address, model), ...maskOf(address, value) };
}
