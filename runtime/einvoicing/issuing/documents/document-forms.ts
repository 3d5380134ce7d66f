import type { Call } from '../../../call/call.ts';
import { platformRights } from '../../../call/system-call.ts';
import { refusal } from '../../../common/refusal.ts';
import { type KnownForm, knownForm } from '../../forms/forms.ts';

const formMissing = refusal('form-unknown', 404);

/** Forms that issuing is about, by id. */
export interface DocumentForms {
  readonly application: KnownForm<'invoice-application'>;
  readonly pending: KnownForm<'pending-invoice'>;
  readonly invoice: KnownForm<'invoice'>;
  readonly credit: KnownForm<'credit-entry'>;
  readonly confirmation: KnownForm<'red-confirmation'>;
  /** Null: of a package before 1.3. */
  readonly information: KnownForm<'red-information'> | null;
}

/** Null: the package that has them is not installed. */
export function documentForms(call: Pick<Call, 'served'>): DocumentForms | null {
  const application = knownForm(call, 'invoice-application');
  const pending = knownForm(call, 'pending-invoice');
  const invoice = knownForm(call, 'invoice');
  const credit = knownForm(call, 'credit-entry');
  const confirmation = knownForm(call, 'red-confirmation');
  const information = knownForm(call, 'red-information') ?? null;
  if (!application || !pending || !invoice || !credit || !confirmation) return null;
  return { application, pending, invoice, credit, confirmation, information };
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
