import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { filesIn } from '../../../metadata/kinds/common/file-value.ts';
import type { DecisionIssue } from '../../../rules/decisions/trace.ts';
import type { ImagingMode } from '../../../rules/imaging/imaging-mode/imaging-mode.ts';
import type { ImagingEvent, ImagingRoute } from '../../../rules/imaging/imaging-route/imaging-route.ts';
import type { BillRoute } from '../../../rules/imaging/imaging-route/input.ts';
import type { Call } from '../../call/call.ts';
import { reasonsOfIssues, reasonText } from '../../common/messages/reasons.ts';
import type { FormLike, StoredAs } from '../../einvoicing/forms/forms.ts';
import type { TransactionScope } from '../../storage/store/record/transaction-scope.ts';
import { isMatched, matchWaiting } from '../arrivals/match-arrivals.ts';
import type { ImagingParts, RouteQuestion } from '../bills/imaging-parts.ts';
import { questionOf } from '../bills/question-of.ts';
import {
  imagesMissing,
  imagesUnmatched,
  notOffered,
  reasonLong,
  reasonMissing,
  rejectMarked,
  scannerOther,
} from '../bills/refusals.ts';
import { pushesOf } from '../pushing/pushes-of.ts';
import { writePushes } from '../pushing/write-pushes.ts';
import { imagesKept } from './images-kept.ts';
import { requireSeat } from './require-seat.ts';
import { coded, type MadeCover, madeCover, takeCover } from './submitted-cover.ts';

type Bill = StoredAs<'image-bill'>;
export type Routed = ImagingRoute & BillRoute;

interface Routing {
  readonly call: Call;
  readonly form: FormLike<'image-bill'>;
  readonly action: string;
  readonly records: readonly { readonly id: string; readonly ifMatch?: number | undefined }[];
  readonly params: { readonly why?: Json };
  /** Puts images into a bill in the transaction in which it goes on. Default: those that it has are all. */
  readonly bring?: (transaction: TransactionScope, bill: Bill) => Promise<Bill>;
}

/** A bill, and what becomes of it: decided before anything is written. */
interface Move {
  readonly seen: Bill;
  readonly own: Call;
  readonly mode: ImagingMode;
  readonly route: Routed;
  readonly values: JsonObject;
  readonly cover: MadeCover | null;
}

const sentBack: readonly string[] = ['reject', 'rescan', 'reject-rescan'];

/** Moves bills on the way that `imaging-route` decides, all or none of them. */
export async function routeBills(parts: ImagingParts, routing: Routing): Promise<void> {
  const { call, form, action, records } = routing;
  const { store } = parts;
  const moves: Move[] = [];
  for (const one of records) moves.push(await moveOf(parts, routing, one));
  await store.atOnce<JsonObject>(call, async (transaction) => {
    for (const { seen, own, mode, route, values, cover } of moves) {
      const current = await transaction.read(form, seen.id);
      if (current.revision !== seen.revision)
        await store.toAct(call, form, seen.id, { action, ifMatch: seen.revision });
      const taken = cover ? { cover: await takeCover(transaction, form, seen.id, cover) } : {};
      const filled = (await routing.bring?.(transaction, current)) ?? current;
      if (action === 'upload' && imagesKept(filled) < 1) throw imagesMissing({ number: filled.number ?? '' });
      const bill = await transaction.change(form, filled, { ...values, ...taken }, action);
      const pushes = pushesOf({ event: action, mode, bill, route, at: own.now.instant });
      await writePushes(transaction, own, bill, pushes);
    }
    return {};
  });
  if (action === 'submit')
    for (const { seen, own, mode } of moves)
      if (mode.mode === 'match') await matchWaiting(parts, own, seen.id);
}

async function moveOf(
  parts: ImagingParts,
  routing: Routing,
  { id, ifMatch }: Routing['records'][number],
): Promise<Move> {
  const { call, form, action } = routing;
  let seen: Bill = await parts.store.toAct(call, form, id, { action, ifMatch });
  const own = { ...call, org: seen.org, now: parts.now(seen.org) };
  if (action !== 'submit') await requireSeat(parts, own);
  const { result: mode, issues } = await parts.mode(own, questionOf(seen));
  // Pages of the station were matched by whoever or whatever assigned them.
  const matched =
    mode.unmatched !== null && (routing.bring !== undefined || (await isMatched(parts, own, id)));
  const { result: route, issues: more } = await parts.route(own, routeQuestion(seen, action, mode, matched));
  const values = moved(routing, seen, route);
  const submits = action === 'submit' && mode.integrated;
  if (submits) seen = await coded(parts, { call: own, form, bill: seen });
  const cover = submits ? await madeCover(parts, { call: own, form, bill: seen }) : null;
  const noted = { imagingMode: mode.integrated ? mode.mode : 'off', notice: noticeOf([...issues, ...more]) };
  return { seen, own, mode, route, values: { ...values, ...noted }, cover };
}

/** A bill as its way is asked. */
export function routeQuestion(
  bill: Bill,
  event: string,
  { integrated, imagesRequired, unmatched }: ImagingMode,
  matched: boolean,
): RouteQuestion {
  return {
    event,
    billType: bill.billType ?? '',
    step: Number(bill.step ?? 0),
    imagesKept: bill.imagesKept === true,
    ...(imagesRequired === null ? {} : { imagesRequired }),
    integrated,
    history: bill.asked ? [bill.asked] : [],
    marked: marksOnImages(bill).length > 0,
    unmatched,
    matched,
  };
}

/** The person who brings the images of a bill that waits for them; null: anybody may. */
export function scannerOf({ at }: Pick<Routed, 'at'>, { submittedBy }: Bill): string | null {
  return at?.scanner ?? (typeof submittedBy === 'string' ? submittedBy : null);
}

/** What somebody should look at; what keeps a bill is refused before. */
function noticeOf(issues: readonly DecisionIssue[]): string | null {
  const warnings = issues.filter(({ severity }) => severity === 'warns');
  return warnings.length > 0 ? reasonText(reasonsOfIssues(warnings)) : null;
}

function moved({ call, action, params }: Routing, bill: Bill, route: Routed): JsonObject {
  const event = action as ImagingEvent;
  const number = bill.number ?? '';
  if (!route.offered || (route.next === 'upload' && !route.to)) throw notOffered({ number });
  if (route.stoppedByMarks) throw rejectMarked({ number, node: route.at?.name ?? '' });
  if (event === 'upload') {
    const scanner = scannerOf(route, bill);
    if (scanner && scanner !== call.user.id) throw scannerOther({ number });
    if (route.waitsForMatch) throw imagesUnmatched({ number });
  }
  const { decision, to } = route;
  return {
    stage: route.next === 'submit' ? 'submit' : (to?.kind ?? 'done'),
    step: to?.step ?? null,
    node: to?.name ?? null,
    decision: decision ? `${decision.code} ${decision.name}`.trim() : null,
    imagesKept: route.imagesKept,
    imagesHidden: to?.kind === 'approval' && !to.viewImages,
    ...(event === 'submit' ? { submittedBy: call.user.id } : {}),
    ...(event === 'upload' ? { scannedBy: call.user.id } : {}),
    ...asking({ call, event, route, bill }, params.why ?? bill.why),
  };
}

interface Asking {
  readonly call: Call;
  readonly event: ImagingEvent;
  readonly route: Routed;
  readonly bill: Bill;
}

/** Characters of a reason, as its field takes them. */
const longestReason = 500;

/**
 * What is asked for when a bill is sent back stays with it, and so do the images and the marks it is about, until
 * its way is over: whoever approves it again compares. Marks on images that somebody agrees to are done with.
 */
function asking({ call, event, route, bill }: Asking, reason: Json | undefined): JsonObject {
  if (event === 'agree') {
    const marked = new Set(marksOnImages(bill));
    return route.to ? { marks: (bill.marks ?? []).filter((mark) => !marked.has(mark)) } : nothingAsked;
  }
  if (!sentBack.includes(event)) return {};
  const number = bill.number ?? '';
  const said = typeof reason === 'string' ? reason.trim() : '';
  const why = said || marksAsReason(bill);
  if (!why) throw reasonMissing({ number });
  const actual = [...why].length;
  if (actual > longestReason) throw reasonLong({ number, limit: longestReason, actual });
  return {
    asked: event,
    askedBy: call.user.id,
    askedAt: call.now.instant,
    askedWhy: why,
    why: null,
    // Images that have to be brought again take the place of those that were sent back before, with their marks.
    ...(event === 'reject'
      ? {}
      : { images: null, sentBack: bill.images ?? null, marks: marksOnImages(bill) }),
  };
}

const nothingAsked = {
  asked: null,
  askedBy: null,
  askedAt: null,
  askedWhy: null,
  sentBack: null,
  marks: null,
};

/** Marks on the images that count now; others are on those that were sent back. */
function marksOnImages({ images, marks }: Bill): NonNullable<Bill['marks']> {
  const ids = new Set(filesIn(images ?? undefined).map(({ id }) => id));
  return (marks ?? []).filter(({ file }) => ids.has(file ?? ''));
}

/** The reasons at the marks on its images, where nobody wrote another one. */
function marksAsReason(bill: Bill): string {
  const reasons = marksOnImages(bill).map(
    ({ reason, fileName }) => `${fileName ? `${fileName}：` : ''}${reason ?? ''}`,
  );
  const text =
    reasons.length > 1 ? reasons.map((one, at) => `${at + 1}. ${one}`).join('\n') : (reasons[0] ?? '');
  return [...text].slice(0, longestReason).join('');
}
