import type { Json } from '../../../metadata/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { SharedRecord } from '../../../rules/sharing/strategy.ts';
import type { Refused } from '../../../rules/sharing/verdict.ts';
import type { Call } from '../../call/call.ts';
import type { Refusal } from '../../refusal.ts';
import { maySee } from '../record/may-see.ts';
import { numberTaken, uniqueTaken } from '../record/refusals.ts';
import type { Stored } from '../record/stored.ts';
import type { Claim } from './unique.ts';

/** Refuses a number; the other record is named only to those who may read it. */
export function numberTakenBy(
  call: Call,
  form: Form,
  number: string,
  clash: Refused,
  others: readonly SharedRecord[],
): Refusal {
  const other = others.find((record) => record.id === clash.params['other']);
  const org = call.served.orgs.get(String(clash.params['org']));
  const named = other && maySee(call, form, other) ? { record: { id: other.id, number } } : undefined;
  const path = `/${form.number?.name ?? 'number'}`;
  const params = { number, form: { ...form.label } };
  // Which organisation would see both is somebody else's affair unless it is one's own.
  const problem = { path, code: org?.id === call.org ? 'number-taken' : 'number-taken-elsewhere', params };
  return numberTaken(params, [problem], named);
}

/** Refuses what another record has claimed; that one, too, is named only to those who may read it. */
export function uniqueTakenBy(call: Call, form: Form, { rule, path }: Claim, other: Stored): Refusal {
  const seen = maySee(call, form, other);
  const number = form.number && seen ? (other[form.number.id] ?? null) : null;
  const params: Record<string, Json> = { rule: rule.name, form: { ...form.label }, number };
  const problem = { path, code: 'unique-taken', params, ...(rule.message ? { message: rule.message } : {}) };
  return uniqueTaken(params, [problem], seen ? { record: { id: other.id, number } } : {});
}

/** A pointer by ids, in today's names. */
export function namesOf(form: Form, pointer: string): string {
  let shape: Form | NonNullable<Form['fields'][number]['rows']> | undefined = form;
  return pointer
    .split('/')
    .map((step) => {
      const field = shape?.byId.get(step);
      if (!field) return step;
      shape = field.rows;
      return field.name;
    })
    .join('/');
}
