import { append } from '../../../metadata/common/append.ts';
import { padded, sum } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { joined } from '../../decisions/separator.ts';
import { atOnce, type Steps } from '../../decisions/steps.ts';
import { type Decided, Trace, type TraceLevel, type UsedRecord } from '../../decisions/trace.ts';
import { completed } from '../common/line.ts';
import { usualLineKeys } from '../forms/added-keys.ts';
import type { Forms } from '../forms/forms.ts';
import {
  apartByBusiness,
  type Exclusion,
  exclusionsOf,
  groupsOf,
  inOrder,
  isAlone,
  isNegative,
  type MergeDocument,
  type Placed,
  placed,
} from './group.ts';
import { type Held, heldOf, type Prompt, promptOf } from './hold.ts';
import {
  type Block,
  blocksOf,
  linesAsTheyCame,
  type MergedLine,
  mergeBlocks,
  type Source,
  withoutZeroes,
} from './lines.ts';
import { offsetBlocks } from './offset.ts';
import { type Difference, type Tailed, tailed } from './tail.ts';

/** The members of a merge rule. */
export type MergeRule = Forms['merge-rule'] & { readonly used?: UsedRecord };

export interface MergedDocument {
  /** The first document, with the lines and the remark of all. */
  readonly document: MergeDocument;
  /** Places of the documents in it, in order of their numbers. */
  readonly of: readonly number[];
  /** Of each line: the lines that went into it. */
  readonly sources: readonly (readonly Source[])[];
  readonly differences: readonly Difference[];
  /** Nothing is left of it, or a line of it cannot be issued. */
  readonly stops: boolean;
  readonly remarkParts: readonly string[];
  readonly amount: string;
  readonly tax: string;
  readonly gross: string;
}

export interface MergeResult {
  /** Numbers of the documents that would become one, in order of them. */
  readonly groups: readonly (readonly string[])[];
  readonly notMergeable: readonly {
    readonly number: string;
    /** The first of them. */
    readonly reason: Exclusion;
    readonly reasons: readonly Exclusion[];
  }[];
  readonly held: readonly { readonly number: string; readonly reason: Held['reason'] }[];
  readonly issuable: { readonly count: number; readonly gross: string };
  readonly prompt: Prompt | null;
  readonly documents: readonly MergedDocument[];
}

export interface MergeAsked {
  /** The separator between remarks: that of the split rule. */
  readonly separator?: Text;
}

/** Documents that agree in their keys become one; positive and negative ones offset each other. */
export function merge(
  documents: readonly MergeDocument[],
  rule: MergeRule,
  asked?: MergeAsked,
  level?: TraceLevel,
): Decided<MergeResult> {
  return atOnce(merging(documents, rule, asked, level));
}

/** The same with breaks: of thousands of lines it takes a while. */
export function* merging(
  documents: readonly MergeDocument[],
  rule: MergeRule,
  { separator }: MergeAsked = {},
  level?: TraceLevel,
): Steps<Decided<MergeResult>> {
  const trace = new Trace(level);
  const given: Placed[] = [];
  for (const [at, document] of documents.entries()) {
    const lines = document.lines.map((line) => completed(line, document.taxMethod));
    given.push(placed({ ...document, lines }, at));
    yield;
  }
  const all = inOrder(given);
  const notMergeable = all.flatMap(({ at, document }) => {
    const reasons = exclusionsOf(document);
    const [reason] = reasons;
    if (reason) trace.look('document-alone', { at: { document: at }, params: { reason } });
    return reason ? [{ number: document.number, reason, reasons }] : [];
  });
  const groups = groupsOf(all, rule.documentKeys ?? []);
  for (const { at } of apartByBusiness(all, rule.documentKeys ?? []))
    trace.look('document-apart', { at: { document: at } });
  const held: Held[] = [];
  for (const group of groups) append(held, yield* heldOf(group, holdRule(rule)));
  for (const { placed: one, reason } of held)
    trace.step('document-held', { ...by(rule), at: { document: one.at }, params: { reason } });
  const waiting = new Set(held.map((one) => one.placed));
  const issuable = all.filter((one) => !waiting.has(one));
  const prompt = promptOf(
    all,
    held.map((one) => one.placed),
  );
  const merged: MergedDocument[] = [];
  for (const group of groups) {
    const staying = group.filter((one) => !waiting.has(one));
    if (staying.length > 0) merged.push(yield* mergedOf(staying, rule, separator, trace));
    yield;
  }
  if (prompt && !prompt.asks) trace.stops('nothing-issuable', undefined, { text: prompt.text });
  return trace.decided({
    groups: groups.map((group) => group.map(({ document }) => document.number)),
    notMergeable,
    held: held.map(({ placed: { document }, reason }) => ({ number: document.number, reason })),
    issuable: { count: issuable.length, gross: padded(sum(issuable.map(({ gross }) => gross)), 2) },
    prompt,
    documents: merged,
  });
}

function by({ used }: MergeRule) {
  return used ? { by: used } : {};
}

function holdRule({ switch1, switch2, offset, lineKeys, priceGap }: MergeRule) {
  return {
    switch1: switch1 === true,
    switch2: switch2 === true,
    byRate: offset === 'same-rate',
    lineKeys: lineKeys ?? usualLineKeys,
    priceGap: priceGap ?? null,
  };
}

function* mergedOf(
  group: readonly Placed[],
  rule: MergeRule,
  separator: Text,
  trace: Trace,
): Steps<MergedDocument> {
  const [first] = group;
  const own: MergedLine[] = [];
  for (const one of group) {
    append(own, linesAsTheyCame(one));
    yield;
  }
  const { lines, differences, stops } = yield* linesOf(group, own, rule, trace);
  const remarkParts = remarksOf(group, rule.remarks ?? 'accumulate');
  if (group.length > 1)
    trace.step('documents-merged', {
      ...by(rule),
      params: { numbers: group.map(({ document }) => document.number), lines: lines.length },
    });
  const of = (member: 'amount' | 'tax' | 'gross') => sum(lines.map(({ line }) => line[member] || '0'));
  return {
    document: {
      ...(first?.document ?? { number: '' }),
      lines: lines.map(({ line }) => line),
      ...(rule.hidden?.length ? { hidden: rule.hidden } : {}),
      remark: joined(remarkParts, separator || 'space'),
    },
    of: group.map(({ at }) => at),
    sources: lines.map(({ sources }) => sources),
    differences,
    stops,
    remarkParts,
    amount: of('amount'),
    tax: of('tax'),
    gross: of('gross'),
  };
}

interface Lines {
  readonly lines: readonly MergedLine[];
  readonly differences: readonly Difference[];
  readonly stops: boolean;
}

function* linesOf(
  group: readonly Placed[],
  own: readonly MergedLine[],
  rule: MergeRule,
  trace: Trace,
): Steps<Lines> {
  const lineKeys = rule.lineKeys ?? usualLineKeys;
  const handling = rule.lineHandling ?? 'add';
  const zeroQuantity = rule.zeroQuantity ?? 'empty';
  const [only] = group;
  // A document that is never merged goes on as it came.
  if (group.length === 1 && only && isAlone(only.document))
    return { lines: own, differences: [], stops: false };
  let blocks: readonly Block[] = blocksOf(own);
  const left = new Map<string, MergedLine>();
  const keep = (one: MergedLine) => left.set(JSON.stringify(one.sources), one);
  const meets = group.some(isNegative) && !group.every(isNegative);
  if (meets && rule.offset) {
    const { offset, priceGap = null } = rule;
    blocks = yield* offsetBlocks(blocks, { offset, lineKeys, priceGap, zeroQuantity, keep });
  }
  if (rule.mergeLines) {
    const merged = yield* mergeBlocks(blocks, lineKeys, handling);
    blocks = yield* withoutZeroes(merged, zeroQuantity, keep);
  }
  for (const { line, sources } of left.values()) {
    const [source] = sources;
    trace.stops('offset-tax-left', source && { ...source }, { tax: line.tax || '0' });
  }
  const ends: Tailed[] = [];
  for (const block of blocks) {
    ends.push(yield* tailed(block, { tail: rule.tail ?? 'several-lines', handling }, trace));
    yield;
  }
  const isNothing = blocks.length === 0 && own.length > 0;
  if (isNothing) trace.stops('nothing-left', only && { document: only.at });
  return {
    lines: ends.flatMap(({ lines }) => lines),
    differences: ends.flatMap(({ differences }) => differences),
    stops: isNothing || left.size > 0 || ends.some(({ stops }) => stops),
  };
}

function remarksOf(group: readonly Placed[], how: 'accumulate' | 'distinct'): readonly string[] {
  const parts = group.map(({ document }) => document.remark).filter(isGiven);
  return how === 'distinct' ? [...new Set(parts)] : parts;
}
