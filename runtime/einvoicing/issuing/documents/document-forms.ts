import type { Form } from '../../../../metadata/model.ts';
import type { Call } from '../../../call/call.ts';
import { platformRights } from '../../../call/system-call.ts';
import { refusal } from '../../../common/refusal.ts';

const formMissing = refusal('form-unknown', 404);

/** Forms that issuing is about, by id. */
export interface DocumentForms {
  readonly application: Form;
  readonly pending: Form;
  readonly invoice: Form;
  readonly credit: Form;
  readonly confirmation: Form;
}

/** Null: the package that has them is not installed. */
export function documentForms({ served }: Pick<Call, 'served'>): DocumentForms | null {
  const of = (id: string) => served.model.formsById.get(id);
  const [application, pending, invoice] = [of('invoice-application'), of('pending-invoice'), of('invoice')];
  const [credit, confirmation] = [of('credit-entry'), of('red-confirmation')];
  if (!application || !pending || !invoice || !credit || !confirmation) return null;
  return { application, pending, invoice, credit, confirmation };
}

/** The forms, where it is known that they are there: an action of one was asked for. */
export function requireForms(call: Pick<Call, 'served'>): DocumentForms {
  const forms = documentForms(call);
  if (!forms) throw formMissing({ form: 'invoice-application', near: [] });
  return forms;
}

/** The same person's call with the platform's right: who may ask is decided before. */
export function asPlatform(call: Call, org: string = call.org): Call {
  return { ...call, org, rights: platformRights, approved: true };
}
