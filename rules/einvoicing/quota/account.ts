import { add, compare, div, mul, round, sign, sub } from '../../../metadata/common/decimal.ts';
import type { Forms } from '../forms/forms.ts';
import type { QuotaShare } from './quota.ts';

/** The members of an account of a month that its quota is counted by. */
type Counted = Pick<
  Forms['quota-account'],
  'given' | 'adjusted' | 'leqi' | 'downloaded' | 'usedLeqi' | 'usedOthers' | 'reached80' | 'reached95'
>;

/** An account of a month, as much as is counted of it. */
export interface QuotaCount {
  readonly given: string;
  readonly isLeqi: boolean;
  readonly downloaded: string;
  readonly usedLeqi: string;
  readonly usedOthers: string;
}

/** Of a parameter that nobody set. */
const usualShare = '0.8';

export function countOf({ given, adjusted, leqi, downloaded, usedLeqi, usedOthers }: Counted): QuotaCount {
  return {
    given: add(given ?? '0', adjusted ?? '0'),
    isLeqi: leqi === true,
    downloaded: downloaded ?? '0',
    usedLeqi: usedLeqi ?? '0',
    usedOthers: usedOthers ?? '0',
  };
}

/** What Leqi downloads of what is given, at the start of a month: so much of it is no one else's. */
export function firstDownload(given: string, share: string | null): string {
  const text = share ?? usualShare;
  const part = text.endsWith('%') ? (div(text.slice(0, -1), '100', 6) ?? '0') : text;
  return round(mul(given, part), 2);
}

/** What may still be issued: Leqi has its own part and what it can download, others have the rest. */
export function leftFor(count: QuotaCount, byLeqi: boolean): string {
  const others = othersLeft(count);
  return byLeqi && count.isLeqi ? add(leftOfDownload(count), others) : others;
}

/** Takes a net amount, with what Leqi downloads for it; null: there is not so much. */
export function reserved(
  count: QuotaCount,
  net: string,
  byLeqi: boolean,
): { readonly count: QuotaCount; readonly downloads: string } | null {
  if (compare(net, leftFor(count, byLeqi)) > 0) return null;
  const missing = sub(net, leftOfDownload(count));
  const downloads = byLeqi && count.isLeqi && sign(missing) > 0 ? missing : '0';
  const after = { ...count, downloaded: add(count.downloaded, downloads) };
  return { count: withUsed(after, net, byLeqi), downloads };
}

/** What Leqi downloaded and did not use: others may have it once it is returned. */
function leftOfDownload({ downloaded, usedLeqi }: QuotaCount): string {
  return sub(downloaded, usedLeqi);
}

/** Gives back so much of what Leqi downloaded; null: it has not so much left. `most`: what it could give back. */
export function returned(
  count: QuotaCount,
  net: string,
): { readonly count: QuotaCount | null; readonly most: string } {
  const most = leftOfDownload(count);
  if (compare(net, most) > 0) return { count: null, most };
  return { count: { ...count, downloaded: sub(count.downloaded, net) }, most };
}

/** Counts a net amount as used; a negative one comes back. */
export function withUsed(count: QuotaCount, net: string, byLeqi: boolean): QuotaCount {
  return byLeqi && count.isLeqi
    ? { ...count, usedLeqi: add(count.usedLeqi, net) }
    : { ...count, usedOthers: add(count.usedOthers, net) };
}

/** The shares that are used by now, in percent. */
export function sharesUsed({ given, usedLeqi, usedOthers }: QuotaCount): readonly QuotaShare[] {
  if (sign(given) <= 0) return [];
  const used = mul(add(usedLeqi, usedOthers), '100');
  return ([80, 95] as const).filter((share) => compare(used, mul(given, String(share))) >= 0);
}

/** The highest of the shares that are told of by now; null: none is. */
export function highestShare({
  given,
  used,
}: {
  readonly given: string;
  readonly used: string;
}): '80' | '95' | '100' | null {
  const isUsed = (share: string) => compare(mul(used, '100'), mul(given, share)) >= 0;
  if (sign(used) <= 0) return null;
  return (['100', '95', '80'] as const).find(isUsed) ?? null;
}

function othersLeft({ given, downloaded, usedOthers }: QuotaCount): string {
  return sub(sub(given, downloaded), usedOthers);
}
