import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import { pointedAt, severalOf } from '../../../metadata/kinds/common/pointed.ts';
import type { Field, FieldSet, Form } from '../../../metadata/model.ts';
import { type Candidate, compareCandidates, type OrderKey, orderOf } from '../../../rules/match/candidate.ts';
import type { RuleRecord } from '../../../rules/match/match-form.ts';
import type { OrgTree } from '../../../rules/sharing/org-tree.ts';
import { isVisible, visibility } from '../../../rules/sharing/visibility.ts';
import { timeSlices } from '../../common/time-slices.ts';
import type { Wanted } from '../../storage/store/answer/labels.ts';
import { want } from '../../storage/store/answer/labels.ts';

/** The records of a form that an organisation may use at a moment, as decisions read them. */
export interface View {
  /** In order of precedence. */
  readonly ordered: readonly JsonObject[];
  readonly byId: ReadonlyMap<string, JsonObject>;
  readonly byNumber: ReadonlyMap<string, JsonObject>;
}

export const noView: View = { ordered: [], byId: new Map(), byNumber: new Map() };

export interface ViewAsked {
  readonly form: Form;
  readonly records: Iterable<RuleRecord>;
  readonly org: string;
  readonly tree: OrgTree;
  /** Local to the organisation. */
  readonly date: string;
}

/** Answers the record that a reference points at, as decisions read it; undefined: not known yet. */
export type LabelOf = (form: string, id: string) => JsonObject | undefined;

/** Answers the records that the organisation may use, each as it sees it, in order. References still point by id. */
export async function usable({ form, records, org, tree, date }: ViewAsked): Promise<readonly JsonObject[]> {
  const pause = timeSlices();
  const isUsed = usedBy(org, tree);
  const order = orderFor(form);
  const candidates: { readonly candidate: Candidate; readonly record: JsonObject }[] = [];
  for (const rule of records) {
    await pause();
    const { record } = rule;
    if (!isUsed(form, rule) || !record.enabled || !isValid(record, date)) continue;
    const sharing = sharingOf(form, rule);
    const own = rule.copies?.get(org) ?? record;
    const values = Object.fromEntries(order.map(({ by }) => [by, own[by] ?? null]));
    const { id, modifiedAt } = record;
    candidates.push({
      record: own,
      candidate: {
        id,
        record: id,
        org: record.org,
        sharing,
        enabled: true,
        modifiedAt,
        values,
        condition: null,
        result: null,
      },
    });
  }
  candidates.sort((a, b) => compareCandidates(a.candidate, b.candidate, order));
  return candidates.map(({ record }) => record);
}

/** Makes a test for the records that an organisation may use, switched off or not. */
export function usedBy(org: string, tree: OrgTree): (form: Form, rule: RuleRecord) => boolean {
  const seen = visibility(org, tree);
  return (form, rule) => {
    const sharing = sharingOf(form, rule);
    if (sharing === null) return form.kind !== 'setting' || rule.record.org === org;
    return isVisible(seen, { org: rule.record.org, sharing }) ?? holds(rule.assigned, org);
  };
}

function sharingOf(form: Form, { record }: RuleRecord) {
  return form.sharing ? (record.sharing ?? form.sharing.default) : null;
}

function holds(assigned: Iterable<string> | undefined, org: string): boolean {
  return assigned !== undefined && new Set(assigned).has(org);
}

function isValid({ validFrom, validTo }: RuleRecord['record'], date: string): boolean {
  return (!validFrom || validFrom <= date) && (!validTo || validTo >= date);
}

/** As its rules compete, as far as the header says; else by priority where there is one, sharing and newest. */
function orderFor(form: Form): readonly OrderKey[] {
  const stated = form.match?.order.filter((key) => !key.includes('.')) ?? [
    ...(form.byId.has('priority') ? ['priority'] : []),
    ...['sharing', '-modifiedAt', 'id'],
  ];
  return orderOf(stated, (path) => form.byId.get(path));
}

/** The records with what their references are called; what is not known yet is noted in `wanted`. */
export function viewOf(form: Form, records: readonly JsonObject[], labelOf: LabelOf, wanted: Wanted): View {
  const ordered = records.map((record) => named(form, record, labelOf, wanted));
  const number = form.number?.id ?? '';
  const byNumber = new Map<string, JsonObject>();
  for (const record of ordered) {
    const own = record[number];
    if (typeof own === 'string' && !byNumber.has(own)) byNumber.set(own, record);
  }
  return { ordered, byNumber, byId: new Map(ordered.map((record) => [String(record['id']), record])) };
}

/** A stored record, or a row of one, in which references say what they point at. */
function named(shape: FieldSet, stored: JsonObject, labelOf: LabelOf, wanted: Wanted): JsonObject {
  const read: Record<string, Json> = { ...stored };
  for (const field of shape.fields) {
    const value = stored[field.id];
    if (value === null || value === undefined) continue;
    const { rows } = field;
    if (rows && Array.isArray(value)) {
      read[field.id] = value.map((row: Json) => (isObject(row) ? named(rows, row, labelOf, wanted) : row));
      continue;
    }
    const label = (form: string, id: string): JsonObject => {
      const found = labelOf(form, id);
      if (!found) want(wanted, form, id);
      return found ?? { id };
    };
    const [pointed] = severalOf(field) ? pointedAt(field, value) : [];
    if (pointed) read[field.id] = { form: pointed.form, ...label(pointed.form, pointed.id) };
    const target = pointsAt(field);
    if (target === undefined) continue;
    const each = (id: Json) => (typeof id === 'string' ? label(target, id) : id);
    read[field.id] = Array.isArray(value) ? value.map(each) : each(value);
  }
  return read;
}

function pointsAt(field: Field): string | undefined {
  const own = field.inner ?? field;
  const comparison = own.kind.comparison(own);
  return comparison === 'reference' || comparison === 'list' ? (field.target ?? own.target) : undefined;
}
