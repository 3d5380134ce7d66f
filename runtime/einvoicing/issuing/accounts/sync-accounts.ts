import type { SyncedAccounts } from '../../../../rules/einvoicing/contract/synced-accounts.ts';
import { isYes } from '../../../../rules/einvoicing/is-yes.ts';
import { type NamedAccount, takenOver } from '../../../../rules/einvoicing/tax-accounts/taken-over.ts';
import type { Call } from '../../../call/call.ts';
import { parameterTexts } from '../../../call/parameter-texts.ts';
import { forbidden } from '../../../storage/store/record/refusals.ts';
import { ChannelAway } from '../../channels/channel.ts';
import { type KnownForm, knownForm, requireForm, type StoredAs } from '../../forms/forms.ts';
import { channelFor } from '../documents/channel-for.ts';
import { asPlatform } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { type LicensedSeller, licensedSellers } from '../documents/licensed-sellers.ts';
import { accountSyncOff } from '../documents/refusals.ts';

type Account = StoredAs<'tax-account'>;
type Synced = Pick<SyncedAccounts, 'added' | 'changed' | 'offline'>;

/** In the order in which they are asked, with a type that each issues; the tax-control cloud keeps the bureau's, too. */
const kinds = [
  { channel: 'leqi', invoiceType: '10xdp', keeps: ['leqi'] },
  { channel: 'rpa', invoiceType: '10xdp', keeps: ['rpa'] },
  { channel: 'tax-control', invoiceType: '007', keeps: ['rpa', 'tax-control'] },
] as const;

/** Whether an organisation has its accounts from the cloud. */
export function syncsAccounts(call: Call, org: string): boolean {
  return isYes(parameterTexts(call, org)('system', 'syncTaxAccounts'));
}

/**
 * Takes over the accounts of the tax numbers of the call's organisation and those below it, as far as the caller may add
 * and change accounts there.
 */
export async function syncOwnAccounts(parts: IssuingParts, call: Call): Promise<SyncedAccounts> {
  const form = knownForm(call, 'tax-account');
  if (!form || !syncsAccounts(call, call.org)) throw accountSyncOff();
  const below = call.served.orgs.subtree(call.org);
  const may = (org: string) =>
    (['create', 'edit'] as const).every((action) => {
      const scope = call.rights.scope(form, action);
      return scope === 'all' || scope.has(org);
    });
  if (!may(call.org)) throw forbidden({ form: { ...form.label }, action: 'edit' });
  const sellers = await licensedSellers(parts, asPlatform(call));
  return syncAccounts(
    parts,
    call,
    sellers.filter(({ org }) => below.has(org) && may(org) && syncsAccounts(call, org)),
  );
}

/**
 * Makes the accounts of tax numbers what their channels say: new ones come, others follow, and those that are named no
 * more go offline; none is deleted. Of a tax number whose channel is away nothing is touched.
 */
export async function syncAccounts(
  parts: IssuingParts,
  call: Call,
  sellers: readonly LicensedSeller[],
): Promise<SyncedAccounts> {
  const all: Synced[] = [];
  const unanswered = { silent: [] as string[], away: [] as string[] };
  for (const seller of sellers) {
    const own = asPlatform(call, seller.org);
    const named = await namedBy(parts, own, seller.taxNo);
    if (typeof named === 'string') unanswered[named].push(seller.taxNo);
    else all.push(await takeOver(parts, own, seller, named));
  }
  return {
    added: all.flatMap(({ added }) => added),
    changed: all.flatMap(({ changed }) => changed),
    offline: all.flatMap(({ offline }) => offline),
    ...unanswered,
  };
}

interface Named {
  readonly accounts: readonly NamedAccount[];
  /** The kinds of which it names all. */
  readonly keeps: ReadonlySet<string>;
}

/** `silent`: none of its channels keeps accounts; `away`: one of them did not say. */
async function namedBy(parts: IssuingParts, call: Call, taxNo: string): Promise<Named | 'silent' | 'away'> {
  const accounts: NamedAccount[] = [];
  const kept = new Set<string>();
  try {
    for (const { channel, invoiceType, keeps } of kinds) {
      const found = await channelFor(parts, call, { sellerTaxNo: taxNo, channel, invoiceType });
      const said = found?.simulated || found?.testing ? null : ((await found?.accounts?.(taxNo)) ?? null);
      if (said === null) continue;
      for (const kind of keeps) kept.add(kind);
      for (const one of said) accounts.push({ channel: keeps[0], ...one });
    }
  } catch (err) {
    if (!(err instanceof ChannelAway)) throw err;
    parts.log.warn(
      { err, taxNo },
      'the accounts of a tax number could not be asked for; they are asked for again',
    );
    return 'away';
  }
  return kept.size === 0 ? 'silent' : { accounts, keeps: kept };
}

async function takeOver(
  { store }: IssuingParts,
  call: Call,
  { taxNo, org }: LicensedSeller,
  { accounts, keeps }: Named,
): Promise<Synced> {
  const form: KnownForm<'tax-account'> = requireForm(call, 'tax-account');
  return store.atOnce(call, async (transaction): Promise<Synced> => {
    const known = await transaction.where(form, 'taxNo', taxNo);
    const { added, changed, offline } = takenOver(known, accounts, keeps);
    const made: Account[] = [];
    for (const one of added)
      made.push(await transaction.create(form, { ...one, taxNo, organisation: { id: org } }));
    for (const { account, values } of changed)
      await transaction.change(form, account, { ...values }, 'synced');
    for (const account of offline) await transaction.change(form, account, { online: false }, 'synced');
    return {
      added: made.map(nameOf),
      changed: changed.map(({ account, values }) => nameOf({ ...account, ...values })),
      offline: offline.map(nameOf),
    };
  });
}

function nameOf({ id, number, name, login, taxNo }: Account): Synced['added'][number] {
  return { id, number: number ?? '', name: name ?? '', login: login ?? '', taxNo: taxNo ?? '' };
}
