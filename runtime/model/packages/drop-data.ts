import type { DroppedRecord } from '../../../metadata/contract/packages/parts.ts';
import type { Model } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import type { OpenStore } from '../../storage/store/create-store.ts';
import type { DropOutcome } from '../../storage/store/shipped/drop-shipments.ts';
import { type DataItem, dataItems } from './order-data.ts';
import { type Origin, type Origins, originKey } from './origins.ts';

/** Records that are here, and that no package brings any more. */
export function droppedOrigins(
  { data, formsById }: Model,
  { byKey }: Origins,
  packages: readonly string[] | undefined,
): readonly Origin[] {
  const brought = new Set(dataItems(data).map((item: DataItem) => originKey(item)));
  return [...byKey].flatMap(([key, origin]) => {
    const { deleted, dropped, package: owner, form } = origin;
    const asked = packages?.includes(owner) ?? true;
    if (!asked || deleted || brought.has(key) || !formsById.has(form)) return [];
    return dropped === 'kept' ? [] : [origin];
  });
}

/** So many share a transaction. */
const atOnce = 40;

/**
 * Takes away what nobody touched or uses, those that point at others first; what stays is marked where `marks` says so.
 */
export async function dropData(
  store: Pick<OpenStore, 'dropShipments'>,
  call: () => Call | null,
  origins: readonly Origin[],
  marks: boolean,
): Promise<readonly DroppedRecord[]> {
  const dropped = new Map<Origin, DroppedRecord>();
  let left = origins;
  for (let going = left.length > 0; going; ) {
    const outcomes = await dropRound(store, call, left, false);
    const used = outcomes.filter(({ why }) => why === 'used').map(({ origin }) => origin);
    for (const one of outcomes) note(dropped, one);
    // A record that one which is gone now pointed at may go as well.
    going = used.length > 0 && outcomes.some(({ outcome }) => outcome === 'taken');
    left = used;
  }
  if (!marks) return [...dropped.values()].filter(({ outcome }) => outcome === 'taken');
  const kept = [...dropped].filter(([, { outcome }]) => outcome === 'kept').map(([origin]) => origin);
  for (const one of await dropRound(store, call, kept, true)) note(dropped, one);
  return [...dropped.values()];
}

type Outcome = DropOutcome & { readonly origin: Origin };

async function dropRound(
  store: Pick<OpenStore, 'dropShipments'>,
  call: () => Call | null,
  origins: readonly Origin[],
  marks: boolean,
): Promise<readonly Outcome[]> {
  const dropped: Outcome[] = [];
  for (let at = 0; at < origins.length; at += atOnce) {
    const chunk = origins.slice(at, at + atOnce);
    const caller = call();
    if (!caller) throw new Error('the organisations are gone');
    const outcomes = await store.dropShipments(caller, chunk, marks);
    for (const [nth, origin] of chunk.entries()) dropped.push({ outcome: 'gone', ...outcomes[nth], origin });
  }
  return dropped;
}

function note(dropped: Map<Origin, DroppedRecord>, { origin, outcome, why = undefined }: Outcome): void {
  const { package: owner, form, key, record } = origin;
  if (outcome === 'gone') dropped.delete(origin);
  else dropped.set(origin, { package: owner, form, key, record, outcome, why: why ?? null });
}
