import type { Forms as PlatformForms } from '../../../metadata/platform-forms.ts';
import type { FormHolding, FormOf, FormTelling, StoredOf, WireOf } from '../../../metadata/record-of.ts';
import type { Forms as EinvoicingForms } from '../../../rules/einvoicing/forms/forms.ts';
import type { RenamesOf } from '../../../rules/einvoicing/forms/wire.ts';
import type { Call } from '../../call/call.ts';
import type { Stored } from '../../storage/store/record/stored.ts';

type Forms = EinvoicingForms & PlatformForms;

/** A form that ships, whose records are read with their types. */
export type KnownForm<Id extends keyof Forms> = FormOf<Forms[Id], RenamesOf<Id>>;

/** A form whose action somebody asked for: whichever it is, its records are read as those of this one. */
export type FormLike<Id extends keyof Forms> = FormHolding<StoredOf<Forms[Id]>> &
  FormTelling<WireOf<Forms[Id], RenamesOf<Id>>>;

/** A stored record of such a form. */
export type StoredAs<Id extends keyof Forms> = Stored & StoredOf<Forms[Id]>;

/**
 * The form of the model of that id, taken for what the packages say that ship: the one place where JSON of the store
 * becomes a typed record. Undefined: the package that has it is not installed.
 */
export function knownForm<Id extends keyof Forms>(
  { served }: Pick<Call, 'served'>,
  id: Id,
): KnownForm<Id> | undefined {
  return served.model.formsById.get(id) as KnownForm<Id> | undefined;
}

/** The same, where it is known to be there: a record of it is at hand. */
export function requireForm<Id extends keyof Forms>(call: Pick<Call, 'served'>, id: Id): KnownForm<Id> {
  const form = knownForm(call, id);
  if (!form) throw new Error(`the model has no form ${id}`);
  return form;
}
