import { isObject, type Json } from '../../../metadata/common/json.ts';
import { isGiven, textIn } from '../../decisions/given.ts';
import { rowsIn } from '../../decisions/rules.ts';
import type { Application } from '../forms/documents.ts';
import type { OtherSettings, OtherSettingsGrossLimits } from '../forms/forms.ts';
import type { GrossRule } from './gross.ts';

/** The rule for gross amounts as somebody asks for it in the workbench; the settings fill in what he leaves open. */
export type GrossAsked = Partial<GrossRule>;

/** Returns the rule by which the organisation splits such documents by gross amounts. Null: nobody set a limit. */
export function grossRuleOf(
  asked: GrossAsked,
  document: Pick<Application, 'organisation' | 'invoiceType' | 'taxIncluded'>,
  { setting, org }: { readonly setting: OtherSettings; readonly org: string },
): GrossRule | null {
  const limit = asked.limit ?? limitOf(document, setting, org);
  if (limit === null) return null;
  const { grossQuantityDecimals: decimals } = setting;
  const rest: GrossRule = {
    limit,
    mode: modeOf(setting),
    fixedQuantity:
      textIn(setting, 'grossPriceQuantity') === 'fixed' ? textIn(setting, 'grossFixedQuantity') : null,
    ...(typeof decimals === 'number' ? { decimals } : {}),
    handling: textIn(setting, 'grossHandling') === 'keep-decimals' ? 'keep-decimals' : 'system',
    taxIncluded: document.taxIncluded !== false,
  };
  return { ...rest, ...asked, limit };
}

/** A row without organisations is for the one whose setting it is. */
function limitOf(
  document: Pick<Application, 'organisation' | 'invoiceType' | 'taxIncluded'>,
  setting: OtherSettings,
  org: string,
): string | null {
  const said = namesOf(document.organisation);
  const own = said.length > 0 ? said : [org];
  const row = rowsIn(setting, 'grossLimits').find(
    (one) => textIn(one, 'invoiceType') === textIn(document, 'invoiceType') && isFor(one, own),
  );
  return row ? textIn(row, 'grossLimit') || null : null;
}

function isFor({ organisations }: OtherSettingsGrossLimits, own: readonly string[]): boolean {
  if (!organisations || organisations.length === 0) return true;
  return organisations.flatMap((one) => namesOf(one)).some((name) => own.includes(name));
}

/** An organisation by its id and its number, as far as they are said. */
function namesOf(organisation: Json | undefined): readonly string[] {
  if (!isObject(organisation)) return typeof organisation === 'string' ? [organisation] : [];
  return ['id', 'number'].map((member) => textIn(organisation, member)).filter(isGiven);
}

function modeOf(setting: OtherSettings): GrossRule['mode'] {
  const isWhole = textIn(setting, 'grossQuantityMode') === 'whole';
  const byQuantity = isWhole ? 'by-quantity-whole' : 'by-quantity';
  return textIn(setting, 'grossMode') === 'by-quantity' ? byQuantity : 'by-price';
}
