import { append } from '../../../metadata/common/append.ts';
import { sign } from '../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { textIn } from '../../decisions/given.ts';
import { numberOf, used } from '../../decisions/rules.ts';
import { withBreaks } from '../../decisions/steps.ts';
import {
  type Decided,
  type DecisionIssue,
  type Step,
  Trace,
  type TraceLevel,
} from '../../decisions/trace.ts';
import { checkBusiness } from '../check-business/check-business.ts';
import { issuersFor } from '../choose-channel/choose-channel.ts';
import type { Role } from '../choose-drawer/choose-drawer.ts';
import { isDigital } from '../common/invoice-types.ts';
import type { Application } from '../forms/documents.ts';
import type { Forms } from '../forms/forms.ts';
import { limitLength } from '../limit-length/limit-length.ts';
import { limitLine } from '../limit-length/limit-line.ts';
import type { Flaw } from '../may-be-issued/flaw.ts';
import type { MergeDocument } from '../merge/group.ts';
import { type MergedDocument, type MergeRule, merging } from '../merge/merge.ts';
import { mostElements, type SpecialElement, specialElements } from '../special-business/elements.ts';
import type { SplitChoice } from '../split/choice.ts';
import type { SplitRule } from '../split/split-rule.ts';
import { accountFor } from './account-for.ts';
import type { PlanConfig, PlanQuestion, Question } from './config.ts';
import { type CutInvoice, invoicesOf } from './cut-invoices.ts';
import { judging } from './judging.ts';
import { personsOf } from './persons-of.ts';
import { type Prepared, prepare } from './prepare.ts';
import { rowsOfPieces } from './rows-of-pieces.ts';
import { shortOfQuota } from './short-of-quota.ts';
import { choiceFor, type SplitUsed, splitUsed } from './split-used.ts';
import { isLinked } from './taking.ts';
import { type LineUse, usesOf } from './uses.ts';
import { type WriteBack, writeBacks } from './write-back.ts';

/** The members that a pending invoice takes of the document it is planned from, and that others read of it. */
type Kept = Pick<
  Forms['pending-invoice'],
  | ('number' | 'buyerName' | 'businessType' | 'invoiceType' | 'taxMethod' | 'sellerTaxNo' | 'remark')
  | ('amount' | 'tax' | 'gross' | 'redReason' | 'redConfirmation' | 'redInformation')
  | ('blueInvoice' | 'blueUses' | 'hidden')
>;

interface PendingDocument extends Kept {
  /** Numbers of the applications in it. */
  readonly applications: readonly string[];
  /** Their places among those asked. */
  readonly of: readonly number[];
  readonly splitOrder: number;
  readonly channel: string | null;
  readonly account: string | null;
  /** Number of the tax device that issues it; null: an account does. */
  readonly device: string | null;
  /** An instant before which it is not issued; null: at once. */
  readonly notBefore: string | null;
  /** Of a digital red one: the persons of the confirmation that is made for it. */
  readonly confirming?: { readonly [role in Role]: string };
  readonly lines: readonly JsonObject[];
  readonly [member: string]: Json | undefined;
}

/** With what it uses of the lines of its applications, and whether it may leave. */
export interface PendingInvoice extends PendingDocument {
  readonly uses: readonly LineUse[];
  /** What speaks against it, as its applications would be told when they are submitted: none of it removes it here. */
  readonly mayBeIssued: readonly Flaw[];
}

export interface Planned {
  readonly pendingInvoices: readonly PendingInvoice[];
  /** Numbers of applications that wait. */
  readonly held: readonly string[];
  readonly questions: readonly Question[];
  readonly writeBack: readonly WriteBack[];
  /** Applications that stop: the others go on. */
  readonly stopped: readonly string[];
  /** Of each document that came to be split: how. */
  readonly splits: readonly SplitUsed[];
}

/** From applications to pending invoices, each step with its reason. */
export async function plan(
  question: PlanQuestion,
  config: PlanConfig,
  level: TraceLevel = 'full',
): Promise<Decided<Planned>> {
  const trace = new Trace(level);
  const { follow = (_, work) => work() } = config;
  const prepared: Prepared[] = [];
  const stopped: string[] = [];
  for (const [at, application] of question.applications.entries()) {
    const one = await follow('prepare', () => prepare(application, at, config, level));
    await config.pause?.();
    trace.take(one.trace.decided(null));
    if (one.trace.stopped) stopped.push(textIn(application, 'number'));
    else prepared.push({ ...one.prepared, choice: choiceFor(application, question) });
  }
  const questions: Question[] = [];
  const held: string[] = [];
  const pendingInvoices: PendingInvoice[] = [];
  const splits: SplitUsed[] = [];
  for (const [place, group] of byScheme(prepared, question.apart).entries()) {
    const merged = await follow('merge', () => mergedOf(group, { config, trace }));
    const asked = merged.prompt && {
      id: `offset-${place + 1}`,
      kind: 'offset' as const,
      text: merged.prompt.text,
    };
    if (asked && merged.prompt?.asks && question.by === 'page') {
      const answer = question.answers?.[asked.id];
      if (answer === undefined) questions.push(asked);
      if (answer !== true) continue;
    }
    append(
      held,
      merged.held.map(({ number }) => number),
    );
    for (const one of merged.documents) {
      const first = group[one.of[0] ?? 0];
      const isUncut = question.basis === true && first !== undefined && saysNothing(first.choice);
      const isMade = !one.stops && !isUncut;
      const made = isMade ? await follow('invoices', () => issued(one, group, { config, trace })) : null;
      await config.pause?.();
      const about = { of: placesOf(one, group), applications: numbersOf(one, group), config };
      if (first && !one.stops)
        splits.push(
          splitUsed(one.document, made?.length ?? 0, { ...about, first, basis: question.basis ?? false }),
        );
      if (made === null) append(stopped, numbersOf(one, group));
      else append(pendingInvoices, made);
    }
  }
  if (config.quotaOf) trace.tell(await shortOfQuota(pendingInvoices, config.quotaOf));
  return trace.decided({
    pendingInvoices,
    held,
    questions,
    stopped,
    splits,
    writeBack: writeBacks(pendingInvoices, question.applications),
  });
}

/** Tells whether somebody splits by hand and puts nothing anywhere: he asks what it would be split by. */
function saysNothing(choice: SplitChoice): boolean {
  return choice.by === 'hand' && choice.invoices.length === 0;
}

/** Applications of the same rules are looked at together, in input order. */
function byScheme(
  prepared: readonly Prepared[],
  apart: boolean | undefined,
): readonly (readonly Prepared[])[] {
  if (apart) return prepared.map((one) => [one]);
  const groups = new Map<string, Prepared[]>();
  for (const one of prepared) {
    const { choice } = one;
    // An application that names its blue invoice goes by that alone, and one that is split by hand by its own lines.
    const isAlone = one.mergeRule === null || isLinked(one.application) || choice.by === 'hand';
    const alone = isAlone ? ` ${one.at}` : '';
    const how = choice.by === 'hand' ? choice.by : choice;
    const key = JSON.stringify([idOf(one.mergeRule), idOf(one.splitRule), how]) + alone;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

function idOf(rule: SplitRule | MergeRule | null): string {
  return rule?.id || rule?.number || '';
}

async function mergedOf(group: readonly Prepared[], { config, trace }: Around) {
  const [first] = group;
  const documents = group.map(
    ({ application, lines }): MergeDocument => ({
      ...application,
      number: textIn(application, 'number'),
      lines,
    }),
  );
  const isByHand = first?.choice.by === 'hand';
  const rule = (isByHand ? {} : (first?.mergeRule ?? {})) as MergeRule;
  const own = first?.mergeRule && !isByHand ? { ...rule, used: used('merge-rule', first.mergeRule) } : rule;
  const separator = first?.splitRule ? textIn(first.splitRule, 'remarkSeparator') || null : null;
  // Places among the group become places among all.
  const steps = merging(documents, own, { separator }, trace.level);
  return trace.take(placedBy(await withBreaks(steps, config.pause), group));
}

function placedBy<Result>(
  { result, trace, issues, ...rest }: Decided<Result>,
  group: readonly Prepared[],
): Decided<Result> {
  const placed = <T extends Step | DecisionIssue>(one: T): T =>
    one.at?.document === undefined
      ? one
      : { ...one, at: { ...one.at, document: group[one.at.document]?.at ?? one.at.document } };
  return { ...rest, result, trace: trace.map(placed), issues: issues.map(placed) };
}

function numbersOf({ of }: MergedDocument, group: readonly Prepared[]): readonly string[] {
  return of.map((place) => textIn(group[place]?.application ?? {}, 'number'));
}

function placesOf({ of }: MergedDocument, group: readonly Prepared[]): readonly number[] {
  return of.flatMap((place) => group[place]?.at ?? []);
}

interface Around {
  readonly config: PlanConfig;
  readonly trace: Trace;
}

/** Null: something about it stops. */
async function issued(
  merged: MergedDocument,
  group: readonly Prepared[],
  { config, trace }: Around,
): Promise<readonly PendingInvoice[] | null> {
  const first = group[merged.of[0] ?? 0];
  if (!first) return null;
  const here = { document: first.at };
  const answer = await invoicesOf(merged, first, { config, trace });
  if (answer === null) return null;
  await config.pause?.();
  const cut = answer.map(({ invoice: { lines } }) => lines);
  const uses = await withBreaks(usesOf(cut, withLinked(merged, answer), group), config.pause);
  const rows = rowsOfPieces(merged, group, answer);
  const invoices: PendingInvoice[] = [];
  const reserved: string[] = [];
  let stops = false;
  const leaving = config.leaving && judging(answer, config.leaving, config.pause);
  for (const [at, cut] of answer.entries()) {
    const step = new Trace(trace.level);
    const id = `${numbersOf(merged, group).join('+')}#${at + 1}`;
    const pending = await pendingOf(
      { ...cut, at, id, first, merged, group, rows: rows[at] ?? {} },
      { config, trace: step },
    );
    trace.take(step.decided(null), here);
    stops ||= step.stopped;
    if (pending) {
      const mayBeIssued = leaving ? await leaving(pending) : [];
      invoices.push({ ...pending, uses: uses[at] ?? [], mayBeIssued });
    }
    reserved.push(id);
    await config.pause?.();
  }
  // Either all of a document is issued, or nothing of it.
  if (stops) for (const id of reserved) await config.release?.(id);
  return stops ? null : invoices;
}

/** With what a linked confirmation made another of the lines that went into it. */
function withLinked(merged: MergedDocument, cut: readonly CutInvoice[]): MergedDocument {
  const linked = cut.flatMap(({ differences = [] }) => differences);
  const moved = linked.flatMap(({ line, amount, tax }) => {
    const [source] = merged.sources[line] ?? [];
    return source ? [{ document: source.document, line: source.line, amount, tax }] : [];
  });
  return { ...merged, differences: [...merged.differences, ...moved] };
}

interface OneInvoice extends CutInvoice {
  readonly at: number;
  readonly id: string;
  readonly first: Prepared;
  readonly merged: MergedDocument;
  readonly group: readonly Prepared[];
  /** The rows that go with its lines. */
  readonly rows: JsonObject;
}

async function pendingOf(one: OneInvoice, { config, trace }: Around): Promise<PendingDocument | null> {
  const { invoice, red, first, merged, group } = one;
  const { lines: _, ...header } = { ...merged.document, ...one.rows, ...one.header } as Application;
  const sized = withinLengths(one, config, trace);
  const document = {
    ...header,
    amount: invoice.amount,
    tax: invoice.tax,
    gross: invoice.gross,
    remark: sized.remark,
    lines: sized.lines,
  };
  const elements = elementsOf(one, document, { config, trace });
  const persons = await personsOf(document, first, { config, trace });
  const business = config.businessOf(document);
  const isRed = sign(invoice.amount) < 0;
  const notBefore = business
    ? trace.take(
        checkBusiness(
          {
            now: config.now,
            zone: config.zone,
            amount: invoice.amount,
            sign: isRed ? 'red' : 'blue',
            lines: invoice.lines,
          },
          business.type,
          trace.level,
        ),
      ).notBefore
    : null;
  if (business && !isRed) await reserveFor(one, document, { config, trace });
  const accounts = issuersFor(document, config.accounts, config.devices);
  // Under RPA the document's own drawer chooses the account, before the account's person takes his place.
  const chooser = first.channel === 'rpa' ? textIn(document, 'drawer') || persons.drawer : persons.drawer;
  const channel =
    accounts.length > 0
      ? await accountFor({ ...document, ...persons, drawer: chooser }, accounts, { config, trace })
      : null;
  const person = channel?.account?.channel === 'rpa' ? { drawer: channel.account.drawer ?? '' } : {};
  const confirming =
    red && isDigital(textIn(document, 'invoiceType'))
      ? await personsOf(document, first, { config, trace }, 'red-confirmation')
      : undefined;
  return {
    ...document,
    ...(elements.length > 0 ? { specialElements: elements } : {}),
    ...persons,
    ...person,
    applications: numbersOf(merged, group),
    of: placesOf(merged, group),
    splitOrder: one.at + 1,
    withList: invoice.withList,
    ...(red ? { ...red, billType: 'red' as const, redReason: document.redReason || 'return' } : {}),
    channel: channel?.kind ?? first.channel,
    account: channel?.account?.isDevice ? null : (channel?.account?.number ?? null),
    device: channel?.account?.isDevice ? channel.account.number : null,
    notBefore,
    ...(confirming ? { confirming } : {}),
    lines: sized.lines,
  };
}

/** Of its special business, as it stands now; a red one has those that its blue one was issued with. */
function elementsOf(
  { header, first }: OneInvoice,
  document: Application,
  { config, trace }: Around,
): readonly SpecialElement[] {
  if (header?.['specialElements'] || !config.elements) return [];
  const elements = specialElements(document, config.elements);
  if (elements.length <= mostElements) return elements;
  const params = { count: elements.length, most: mostElements };
  trace.stops('special-elements-many', { document: first.at }, params);
  return [];
}

/** By the kind of channel that is meant, before an account is chosen. */
function withinLengths({ invoice, first, group }: OneInvoice, { settings }: PlanConfig, trace: Trace) {
  const channel = first.channel ?? 'leqi';
  const about = {
    ...settings,
    channel,
    sign: sign(invoice.amount) < 0 ? ('red' as const) : ('blue' as const),
  };
  const entered = new Set(
    group.flatMap(({ application }) => application.lines ?? []).map(({ price }) => price),
  );
  const { remark = '' } = trace.take(limitLength({ ...about, remark: invoice.remark }, trace.level));
  const lines = invoice.lines.map((line, place): JsonObject => {
    const { itemName, spec, unit, price } = line;
    const asked = { ...about, itemName, spec: spec as string, unit: unit as string, price };
    const { tooLong, ...cut } = trace.take(limitLine(asked, entered, trace.level), { line: place });
    const { from: _, writeBackQuantity, lineNo: __, ...own } = line;
    const isCut = tooLong.length > 0 || (cut.price ?? price) !== price;
    const shown = isCut ? { ...own, ...cut } : own;
    return { ...(shown as JsonObject), originalIssuedQuantity: writeBackQuantity };
  });
  return { remark, lines };
}

async function reserveFor(
  { id, invoice }: OneInvoice,
  document: Application,
  { config, trace }: Around,
): Promise<void> {
  const { amount } = invoice;
  const type = numberOf(document.businessType);
  if (!config.reserve || type === null) return;
  const answer = await config.reserve({ id, businessType: type, amount, day: config.now.localDate });
  if (answer.refused === null) trace.step('credit-reserved', { params: { id, amount } });
  else trace.stops(answer.refused, undefined, { amount, limit: answer.limit ?? '', used: answer.used ?? '' });
}
