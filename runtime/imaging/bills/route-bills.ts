import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import type { ImagingEvent, ImagingRoute } from '../../../rules/imaging/imaging-route/imaging-route.ts';
import type { BillRoute } from '../../../rules/imaging/imaging-route/input.ts';
import type { Call } from '../../call/call.ts';
import type { DomainNode } from '../../domain.ts';
import type { FormLike, StoredAs } from '../../einvoicing/forms/forms.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { imagesKept } from './images-kept.ts';
import { imagesMissing, notOffered, reasonLong, reasonMissing, scannerOther } from './refusals.ts';

type Bill = StoredAs<'image-bill'>;
export type Routed = ImagingRoute & BillRoute;

interface RouteParts extends Pick<DomainNode, 'store' | 'decisions'>, Pick<DomainNode['tenant'], 'now'> {}

interface Routing {
  readonly call: Call;
  readonly form: FormLike<'image-bill'>;
  readonly action: string;
  readonly records: readonly { readonly id: string; readonly ifMatch?: number | undefined }[];
  readonly params: { readonly why?: Json };
  /** Puts images into a bill in the transaction in which it goes on. Default: those that it has are all. */
  readonly bring?: (transaction: TransactionScope, bill: Bill) => Promise<Bill>;
}

const sentBack: readonly string[] = ['reject', 'rescan', 'reject-rescan'];

/** Moves bills on the way that `imaging-route` decides, all or none of them. */
export async function routeBills({ store, decisions, now }: RouteParts, routing: Routing): Promise<void> {
  const { call, form, action, records } = routing;
  const moves: { readonly seen: Bill; readonly values: JsonObject }[] = [];
  for (const { id, ifMatch } of records) {
    const seen: Bill = await store.toAct(call, form, id, { action, ifMatch });
    const own = { ...call, org: seen.org, now: now(seen.org) };
    const decide = await decisions.answering(own, 'imaging-route', { whole: true });
    const { result } = await decide(questionOf(seen, action));
    moves.push({ seen, values: moved(routing, seen, result as unknown as Routed) });
  }
  await store.atOnce<JsonObject>(call, async (transaction) => {
    for (const { seen, values } of moves) {
      const current = await transaction.read(form, seen.id);
      if (current.revision !== seen.revision)
        await store.toAct(call, form, seen.id, { action, ifMatch: seen.revision });
      const bill = (await routing.bring?.(transaction, current)) ?? current;
      if (action === 'upload' && imagesKept(bill) < 1) throw imagesMissing({ number: bill.number ?? '' });
      await transaction.change(form, bill, values, action);
    }
    return {};
  });
}

/** The person who brings the images of a bill that waits for them; null: anybody may. */
export function scannerOf({ at }: Routed, { submittedBy }: Bill): string | null {
  return at?.scanner ?? (typeof submittedBy === 'string' ? submittedBy : null);
}

export function questionOf(bill: Bill, event: string): JsonObject {
  const step = Number(bill.step ?? 0);
  return { event, billType: bill.billType ?? '', step, imagesKept: bill.imagesKept === true };
}

function moved({ call, action, params }: Routing, bill: Bill, route: Routed): JsonObject {
  const event = action as ImagingEvent;
  const number = bill.number ?? '';
  if (!route.offered || (route.next === 'upload' && !route.to)) throw notOffered({ number });
  if (event === 'upload') {
    const scanner = scannerOf(route, bill);
    if (scanner && scanner !== call.user.id) throw scannerOther({ number });
  }
  return {
    stage: route.next === 'submit' ? 'submit' : (route.to?.kind ?? 'done'),
    step: route.to?.step ?? null,
    imagesKept: route.imagesKept,
    ...(event === 'submit' ? { submittedBy: call.user.id } : {}),
    ...asking({ call, event, route, number }, params.why ?? bill.why),
  };
}

interface Asking {
  readonly call: Call;
  readonly event: ImagingEvent;
  readonly route: Routed;
  readonly number: string;
}

/** Characters of a reason, as its field takes them. */
const longestReason = 500;

/** What is asked for when a bill is sent back stays with it until that is done. */
function asking({ call, event, route, number }: Asking, reason: Json | undefined): JsonObject {
  if (!sentBack.includes(event))
    return route.next === 'upload' ? {} : { asked: null, askedBy: null, askedAt: null, askedWhy: null };
  const why = typeof reason === 'string' ? reason.trim() : '';
  if (!why) throw reasonMissing({ number });
  const actual = [...why].length;
  if (actual > longestReason) throw reasonLong({ number, limit: longestReason, actual });
  return {
    asked: event,
    askedBy: call.user.id,
    askedAt: call.now.instant,
    askedWhy: why,
    why: null,
    // Images that have to be brought again go; history has them.
    ...(event === 'reject' ? {} : { images: null }),
  };
}
