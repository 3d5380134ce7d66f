import { type Json, type JsonObject, pointerTo } from '../../../../metadata/common/json.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { DecisionIssue, Place } from '../../../../rules/decisions/trace.ts';
import {
  type Reason,
  reasonSentences,
  reasonsOfIssues,
  reasonText,
} from '../../../common/messages/reasons.ts';
import { texts } from './texts.ts';

/**
 * The reason why a pending invoice is not issued: failures for the same cause have the same code, whatever the facts
 * are.
 */
export interface Failure {
  readonly code: string;
  /** All there are; the code is that of the first. */
  readonly reasons: readonly Reason[];
  /** Which field is to be corrected. Default: none is. */
  readonly at?: Place;
}

/** What a decision stops it by: it fails with the first. */
export function failureOf(stops: readonly DecisionIssue[]): Failure {
  const [first] = stops;
  return {
    code: first?.code ?? '',
    reasons: reasonsOfIssues(stops),
    ...(first?.at && { at: first.at }),
  };
}

const mostReason = 2_000;
const mostCode = 100;

/**
 * As a pending invoice keeps it, for readers of both languages; forms of an earlier package know one sentence. `at`: when
 * it failed, where that is known.
 */
export function failureValues(
  form: Form,
  { code, reasons, at: place }: Failure,
  at: string | null = null,
): JsonObject {
  if (!keepsCodes(form)) return { failure: inBoth(reasons).zh.slice(0, 1_000) };
  return {
    ...waitsNoMore(form),
    failure: reasonText(reasons, mostReason),
    failureCode: code.slice(0, mostCode),
    ...(form.byId.has('failurePath') ? { failurePath: pathOf(place) } : {}),
    ...(form.byId.has('failedAt') && at !== null ? { failedAt: at } : {}),
  };
}

export function noFailure(form: Form): JsonObject {
  return {
    ...waitsNoMore(form),
    ...(keepsCodes(form) ? { failure: null, failureCode: null } : { failure: null }),
    ...(form.byId.has('failurePath') ? { failurePath: null } : {}),
    ...(form.byId.has('failedAt') ? { failedAt: null } : {}),
  };
}

/** By ids, which no renaming touches. */
function pathOf({ line, field }: Place = {}): string | null {
  if (!field) return null;
  return line === undefined ? pointerTo(field) : pointerTo('lines', line, field);
}

/** It left the queue, whichever way. */
export function waitsNoMore(form: Form): JsonObject {
  return form.byId.has('waitsFor') ? { waitsFor: null } : {};
}

export function keepsCodes(form: Form): boolean {
  return form.byId.has('failureCode');
}

/** Renders reasons in both languages, since whoever is told of it elsewhere may read either. */
export function inBoth(reasons: readonly Reason[]): { readonly zh: string; readonly en: string } {
  const stored = reasonText(reasons, Number.POSITIVE_INFINITY);
  return { zh: reasonSentences(stored, 'zh', texts), en: reasonSentences(stored, 'en', texts) };
}

/** Nothing is connected that could issue it. */
export function unconnected(form: Form, channel: Json | undefined): Failure {
  const option = form.byId.get('channel')?.options?.find(({ value }) => value === channel);
  const code = 'channel-not-configured';
  if (!channel) return { code, reasons: [{ code: 'issue-unconnected' }] };
  const name: Json = option ? { ...option.label } : String(channel);
  return { code, reasons: [{ code: 'issue-channel-unconnected', params: { channel: name } }] };
}

export function licenceWithdrawn(taxNo: string): Failure {
  return { code: 'licence-withdrawn', reasons: [{ code: 'issue-licence-withdrawn', params: { taxNo } }] };
}

/** `code`: which of the limits. */
export function creditShort(code: string, { limit, used, amount }: JsonObject): Failure {
  const params = { limit: limit ?? null, used: used ?? null, amount: amount ?? null };
  return { code, reasons: [{ code: 'credit-refused', params }] };
}

/** The month's quota does not reach. */
export function quotaShort(params: { readonly left: string; readonly amount: string }): Failure {
  const code = 'quota-short';
  return { code, reasons: [{ code, params, issue: { line: null } }] };
}
