import { isDeepStrictEqual } from 'node:util';
import { add } from '../../../../metadata/common/decimal.ts';
import type { JsonObject } from '../../../../metadata/common/json.ts';
import type { MonthSummed } from '../../../../rules/einvoicing/leqi-summary/leqi-summary.ts';
import type { Call } from '../../../call/call.ts';
import type { DoingOne } from '../../../storage/store/act/acting.ts';
import { type KnownForm, requireForm, type StoredAs } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';
import { summaryMoved } from '../documents/refusals.ts';
import { sumMonth } from './sum-month.ts';

/** The day has come: what arrived since it was made counts, and nobody is asked. */
export async function confirmByItself(
  parts: IssuingParts,
  call: Call,
  form: KnownForm<'leqi-summary'>,
  id: string,
): Promise<void> {
  const { taxNo, month } = await parts.store.read(call, form, id, 'manage');
  const summed = await sumMonth(parts, call, { taxNo: taxNo ?? '', month: month ?? '' });
  await write(parts, call, form, id, (current) => ({
    ...figuresOf(parts, current, summed),
    ...confirmed(call),
  }));
}

/** Confirms just what somebody has seen: what is otherwise by now is written, and has to be looked at first. */
export async function confirmSummary(
  parts: IssuingParts,
  { call, id, ifMatch, action }: DoingOne,
): Promise<void> {
  const form = requireForm(call, 'leqi-summary');
  const seen = await parts.store.toAct(call, form, id, { action, ifMatch });
  const platform = asPlatform(call, seen.org);
  const [taxNo, month] = [seen.taxNo ?? '', seen.month ?? ''];
  const summed = await sumMonth(parts, platform, { taxNo, month });
  const moved = Object.keys(figuresOf(parts, seen, summed)).length > 0;
  await write(parts, platform, form, id, (current) => ({
    ...figuresOf(parts, current, summed),
    ...(moved ? {} : { ...confirmed(platform), confirmedBy: call.user.id }),
  }));
  if (moved) throw summaryMoved({ taxNo, month, count: summed.invoices, net: summed.net, tax: summed.tax });
}

async function write(
  { store }: IssuingParts,
  call: Call,
  form: KnownForm<'leqi-summary'>,
  id: string,
  valuesOf: (current: StoredAs<'leqi-summary'>) => JsonObject,
): Promise<void> {
  await store.atOnce<JsonObject>(call, async (transaction) => {
    const current = await transaction.read(form, id);
    // Somebody else was quicker.
    if (current.status !== 'open') return {};
    const values = valuesOf(current);
    await transaction.change(form, current, values, values['status'] ? 'confirm-summary' : 'summed');
    return {};
  });
}

function confirmed({ now }: Call): JsonObject {
  return { status: 'confirmed', confirmedAt: now.instant };
}

/** The figures that are otherwise by now; none: they are as they were. */
function figuresOf(
  { newId }: Pick<IssuingParts, 'newId'>,
  before: StoredAs<'leqi-summary'>,
  summed: MonthSummed,
): JsonObject {
  if (isDeepStrictEqual(plain(before), plain(summed))) return {};
  return { ...summed, types: summed.types.map((row) => ({ id: newId(), ...row })) };
}

type Figures = Pick<StoredAs<'leqi-summary'>, 'invoices' | 'net' | 'tax' | 'types'>;

/** Amounts without the zeros that a column may have behind them. */
function plain({ types, ...all }: Pick<Figures, 'invoices' | 'net' | 'tax'> & { readonly types?: unknown }) {
  const sums = ({ invoices, net, tax }: typeof all) => [
    invoices ?? 0,
    add(net ?? '0', '0'),
    add(tax ?? '0', '0'),
  ];
  const rows = (types ?? []) as NonNullable<Figures['types']>;
  return [sums(all), rows.map((row) => [row.invoiceType, ...sums(row)])];
}
