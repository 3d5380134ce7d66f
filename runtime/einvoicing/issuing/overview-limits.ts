import { compare, mul, sign } from '../../../metadata/common/decimal.ts';
import type { Json } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import { monthOf } from '../../../rules/calendar.ts';
import type { Overview, QuotaUsed } from '../../../rules/einvoicing/contract/overview.ts';
import { highestShare } from '../../../rules/einvoicing/quota/account.ts';
import { runsOutOn } from '../../../rules/einvoicing/quota/pace.ts';
import type { Call } from '../../call/call.ts';
import type { Connection } from '../../database/database.ts';
import type { Store } from '../../storage/store/record/store.ts';
import { type KnownForm, knownForm } from '../forms/forms.ts';
import { usedOf } from './credit/totals.ts';

const most = 8;
/** Records that are looked at for those of which little is left. */
const looked = 200;

export const equal = (fact: string, value: Json): Condition => ({ fact, operator: 'equal', value });

/** Null: there is none, or the caller may not see it, or not these fields of it. */
export function readableForm<Id extends Parameters<typeof knownForm>[1]>(
  call: Call,
  id: Id,
  fields: readonly string[],
): KnownForm<Id> | null {
  const form = knownForm(call, id);
  if (!form) return null;
  const { rights } = call;
  const scope = rights.scope(form, 'read');
  if (scope !== 'all' && scope.size === 0) return null;
  const isSeen = fields.every((name) => {
    const field = form.byId.get(name);
    return field !== undefined && rights.readable(form, field);
  });
  return isSeen ? form : null;
}

/** Names of the companies that have these tax numbers, as far as the caller may read them. */
export async function companiesOf(
  store: Pick<Store, 'list'>,
  call: Call,
  records: readonly { readonly taxNo?: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const form = readableForm(call, 'organisation', ['name', 'taxNumber']);
  const value = [...new Set(records.flatMap(({ taxNo }) => taxNo ?? []))];
  if (!form || value.length === 0) return new Map();
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: { fact: 'taxNumber', operator: 'in', value },
    fields: ['name', 'taxNumber'],
    limit: looked,
  });
  return new Map(items.map(({ name, taxNumber }) => [taxNumber ?? '', name ?? taxNumber ?? '']));
}

interface Asked {
  readonly store: Pick<Store, 'list'>;
  readonly reader: Connection;
}

/**
 * Reads how much was taken today and this month of each kind of business that is limited: for the organisation of the
 * call, and for those below that have limits of their own, which are told where they are short.
 */
export async function creditOf(
  { store, reader }: Asked,
  call: Call,
  places: readonly Condition[],
): Promise<Overview['credit']> {
  const fields = ['businessType', 'dayCredit', 'monthCredit', 'org'] as const;
  const form = readableForm(call, 'business-control', fields.slice(0, 3));
  if (!form) return [];
  const enabled = equal('enabled', true);
  const own = await store.list(call, form, { filter: enabled, fields, limit: most });
  const below = await store.list(call, form, {
    view: 'manage',
    filter: { all: [enabled, ...places] },
    fields,
    limit: looked,
  });
  const known = new Set(own.items.map(({ id }) => id));
  const day = call.now.localDate;
  const found: Overview['credit'][number][] = [];
  for (const { id, businessType, dayCredit, monthCredit, org } of [
    ...own.items.map((one) => ({ ...one, org: null })),
    ...below.items.filter((one) => !known.has(one.id)),
  ]) {
    if (!dayCredit && !monthCredit) continue;
    if (found.length >= 2 * most) break;
    const place = { org: org?.id ?? call.org, businessType: businessType?.id ?? '' };
    const credit = {
      control: id,
      organisation: org?.name ?? '',
      businessType: businessType?.name ?? businessType?.number ?? '',
      day: { used: await usedOf(reader, place, '', day), limit: dayCredit || null },
      month: { used: await usedOf(reader, place, '', monthOf(day)), limit: monthCredit || null },
    };
    if (org === null || isShort(credit.day) || isShort(credit.month)) found.push(credit);
  }
  return found;
}

/** From so much on it is told. */
const short = '0.8';

function isShort({ used, limit }: { readonly used: string; readonly limit: string | null }): boolean {
  return limit !== null && compare(used, mul(limit, short)) >= 0;
}

/** Reads the quota of this month: the fullest first. */
export async function quotaOf(
  { store }: Asked,
  call: Call,
  places: readonly Condition[],
): Promise<Overview['quota']> {
  const members = ['taxNo', 'total', 'used', 'left'] as const;
  const form = readableForm(call, 'quota-account', [...members, 'month']);
  if (!form) return [];
  const { localDate } = call.now;
  const { items } = await store.list(call, form, {
    view: 'manage',
    filter: { all: [equal('month', monthOf(localDate)), equal('enabled', true), ...places] },
    fields: [...members, 'org'],
    // Of more than these, those with the least left.
    sort: ['left'],
    limit: looked,
  });
  const companies = await companiesOf(store, call, items);
  const found = items.map(({ id, taxNo, total, used, left, org }) => {
    const count = { given: total ?? '0', used: used ?? '0' };
    return {
      account: id,
      organisation: companies.get(taxNo ?? '') ?? org?.name ?? taxNo ?? '',
      taxNo: taxNo ?? '',
      share: highestShare(count),
      used: count.used,
      total: count.given,
      left: left ?? '0',
      runsOutOn: runsOutOn(count, localDate),
    };
  });
  const part = ({ used, total }: QuotaUsed) => (sign(total) > 0 ? Number(used) / Number(total) : 1);
  return found.sort((a, b) => part(b) - part(a)).slice(0, most);
}

/** Reads how many licences for issuing are taken, where only few are left. */
export async function licencesOf({ store }: Asked, call: Call): Promise<Overview['licences']> {
  const form = readableForm(call, 'cloud-authorisation', ['issuingTotal', 'issuingUsed']);
  if (!form) return [];
  const { items } = await store.list(call, form, {
    filter: equal('enabled', true),
    fields: ['name', 'issuingTotal', 'issuingUsed'],
    limit: looked,
  });
  const few = items.flatMap(({ id, name, issuingTotal, issuingUsed }) => {
    const [total, used] = [issuingTotal ?? 0, issuingUsed ?? 0];
    const isFew = total > 0 && used * 5 >= total * 4;
    return isFew ? [{ authorisation: id, name: name ?? '', used, total }] : [];
  });
  return few.slice(0, most);
}
