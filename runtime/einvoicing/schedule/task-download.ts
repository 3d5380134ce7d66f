import type { JsonObject } from '../../../metadata/common/json.ts';
import type { PartialWire } from '../../../rules/einvoicing/forms/wire.ts';
import { ourSide } from '../../../rules/einvoicing/red-confirmation/next-step.ts';
import type { Party } from '../../../rules/einvoicing/red-confirmation/states.ts';
import { runText } from '../../work/schedule/run-text.ts';
import { platformCall } from '../../work/schedule/schedule-parts.ts';
import { requireForm } from '../forms/forms.ts';
import { answerBy } from '../issuing/at-bureau.ts';
import type { Seller } from '../issuing/red/ask-uses.ts';
import type { AutomationParts } from './automation-parts.ts';

/** Answers why nothing can be downloaded; null: for some of the organisations it can. */
export async function withoutBureau(
  parts: AutomationParts,
  users: ReadonlySet<string>,
): Promise<string | null> {
  const sellers = await sellersOf(parts, users);
  for (const seller of sellers) if (await bureauOf(parts, seller)) return null;
  return runText('run-no-bureau', { taxNos: sellers.map(({ taxNo }) => taxNo).join('、') || '—' });
}

/**
 * Downloads the confirmations that others entered against the organisations, once each. Answers the ids of new ones.
 */
export async function download(
  parts: AutomationParts,
  users: ReadonlySet<string>,
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const seller of await sellersOf(parts, users)) {
    const call = platformCall(parts, seller.org);
    const form = requireForm(call, 'red-confirmation');
    const bureau = await bureauOf(parts, seller);
    for (const body of (await bureau?.entered(seller.taxNo)) ?? [])
      await parts.store.atOnce<JsonObject>(call, async (transaction) => {
        const known = await transaction.where(form, 'number', body.number ?? '');
        if (known.some(({ org }) => org === seller.org)) return {};
        const confirmation = {
          ...body,
          ...sidesOf(body, seller.taxNo),
          source: 'bureau',
          ...answerBy(form, body.enteredAt),
        };
        const { id } = await transaction.create(form, { ...confirmation, organisation: { id: seller.org } });
        made.push(id);
        return {};
      });
  }
  return made;
}

/**
 * Asks what buyers did with the invoices of the organisations, from where the round before ended; false: no channel says
 * such things.
 */
export async function usesAsked(
  parts: AutomationParts,
  task: string,
  users: ReadonlySet<string>,
): Promise<boolean> {
  const call = platformCall(parts);
  const form = requireForm(call, 'automation-task');
  const { after } = await parts.store.atOnce(call, async (transaction) => ({
    after: (await transaction.read(form, task)).askedUntil ?? null,
  }));
  const { says, until, away } = await parts.issuing.askUses(call, await sellersOf(parts, users), after);
  if (until !== after && form.byId.has('askedUntil'))
    await parts.store.atOnce<JsonObject>(call, async (transaction) => {
      await transaction.change(form, await transaction.read(form, task), { askedUntil: until }, 'asked');
      return {};
    });
  if (away) throw away;
  return says;
}

/** The status that only one of the two sides can have brought about by entering it. */
const enteredAs: Readonly<Record<string, Party>> = { '02': 'seller', '03': 'buyer' };

/** The parties of a downloaded one, and who entered it: where its status does not say, the other side did. */
function sidesOf({ buyerTaxNo, sellerTaxNo, status }: PartialWire<'red-confirmation'>, taxNo: string) {
  const weBuy = ourSide({ ownTaxNo: taxNo, buyerTaxNo, sellerTaxNo }) === 'buyer';
  const others: Party = weBuy ? 'seller' : 'buyer';
  return {
    enteredBy: enteredAs[status ?? ''] ?? others,
    sellerTaxNo: weBuy ? (sellerTaxNo ?? null) : taxNo,
  };
}

function bureauOf(parts: AutomationParts, { org, taxNo }: Seller) {
  return parts.issuing.bureauFor(platformCall(parts, org), taxNo);
}

async function sellersOf(parts: AutomationParts, users: ReadonlySet<string>): Promise<readonly Seller[]> {
  const call = platformCall(parts);
  const form = requireForm(call, 'organisation');
  const sellers: Seller[] = [];
  for (const org of users) {
    const { taxNumber: taxNo } = await parts.store.read(call, form, org, 'manage');
    if (taxNo) sellers.push({ org, taxNo });
  }
  return sellers;
}
