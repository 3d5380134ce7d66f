import { pinyinOf } from '../../../metadata/words/pinyin-of.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import type { UsedRecord } from '../../decisions/trace.ts';

/** Why a code is proposed, the surest first. */
export const proposedBy = ['correction', 'item', 'issued', 'name', 'keyword', 'likeness', 'pinyin'] as const;
export type ProposedBy = (typeof proposedBy)[number];

/** A tax category, as far as a name is compared with it. */
export interface NamedCode {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly keywords?: Text;
  readonly rates: readonly string[];
  readonly preferences: string | null;
}

/** What an item, a correction or an issued line of that name went by. */
export interface KnownCode {
  readonly by: 'correction' | 'item' | 'issued';
  readonly name: string;
  readonly taxCode: string;
  readonly used?: UsedRecord;
}

export interface ProposedCode extends Omit<NamedCode, 'keywords'> {
  readonly by: ProposedBy;
  /** What the name was found to be like. */
  readonly like: string;
  readonly used?: UsedRecord;
}

export interface Proposing {
  /** Those that may stand on an invoice today. */
  readonly codes: readonly NamedCode[];
  readonly known: readonly KnownCode[];
  readonly pause?: (() => Promise<void> | undefined) | undefined;
}

/** So many are worth looking at. */
export const mostProposed = 8;

interface Found {
  readonly by: ProposedBy;
  readonly like: string;
  /** Characters in common: the longer, the surer. */
  readonly weight: number;
}

/**
 * The tax codes that a name speaks for: what the group has used for such a name before, then what the table itself
 * calls so, word for word, by a keyword, by what they have in common, or as it is typed.
 */
export async function proposeTaxCodes(
  name: string,
  { codes, known, pause }: Proposing,
): Promise<readonly ProposedCode[]> {
  const wanted = plain(name);
  if (wanted === '') return [];
  const byCode = new Map<string, Found & { readonly used?: UsedRecord }>();
  const note = (taxCode: string, found: Found & { readonly used?: UsedRecord }) => {
    const before = byCode.get(taxCode);
    if (!before || isSurer(found, before)) byCode.set(taxCode, found);
  };
  for (const one of known) {
    const found = knownBy(wanted, one);
    if (found) note(one.taxCode, { ...found, ...(one.used ? { used: one.used } : {}) });
    await pause?.();
  }
  const offered = new Map(codes.map((one) => [one.number, one]));
  const isTyped = /^[a-z]{2,}$/.test(wanted);
  for (const one of codes) {
    const found = likeCode(wanted, one) ?? (isTyped ? typedAs(wanted, one) : null);
    if (found) note(one.number, found);
    await pause?.();
  }
  return [...byCode]
    .flatMap(([taxCode, found]) => {
      const code = offered.get(taxCode);
      return code ? [{ code, found }] : [];
    })
    .sort((a, b) => order(a.found, b.found) || (a.code.number < b.code.number ? -1 : 1))
    .slice(0, mostProposed)
    .map(({ code: { keywords: _, ...code }, found: { by, like, used } }) => ({
      ...code,
      by,
      like,
      ...(used ? { used } : {}),
    }));
}

function isSurer(one: Found, other: Found): boolean {
  return order(one, other) < 0;
}

function order(a: Found, b: Found): number {
  return proposedBy.indexOf(a.by) - proposedBy.indexOf(b.by) || b.weight - a.weight;
}

function knownBy(wanted: string, { by, name }: KnownCode): Found | null {
  const own = plain(name);
  if (own === '') return null;
  if (own === wanted) return { by, like: name, weight: own.length };
  const weight = longestCommon(wanted, own);
  // What is sold under a name that is much like it is likely the same sort of thing.
  return weight >= 2 && weight * 2 >= own.length ? { by: 'likeness', like: name, weight } : null;
}

function likeCode(wanted: string, { name, shortName, keywords }: NamedCode): Found | null {
  for (const text of [name, shortName]) {
    const own = plain(text);
    if (own !== '' && (own.includes(wanted) || wanted.includes(own)))
      return { by: 'name', like: text ?? '', weight: Math.min(own.length, wanted.length) };
  }
  const keyword = words(keywords).find((word) => wanted.includes(word) || word.includes(wanted));
  if (keyword !== undefined) return { by: 'keyword', like: keyword, weight: keyword.length };
  const weight = Math.max(longestCommon(wanted, plain(name)), longestCommon(wanted, plain(shortName)));
  return weight >= 2 ? { by: 'likeness', like: name, weight } : null;
}

/** By all syllables, or by the first letter of each. */
function typedAs(wanted: string, { name, shortName }: NamedCode): Found | null {
  for (const text of [name, shortName]) {
    const syllables = isGiven(text) ? pinyinOf(text).split(' ') : [];
    const whole = syllables.join('');
    const firsts = syllables.map((one) => one.charAt(0)).join('');
    if (whole.startsWith(wanted) || firsts.startsWith(wanted))
      return { by: 'pinyin', like: text ?? '', weight: -whole.length };
  }
  return null;
}

function words(text: Text | undefined): readonly string[] {
  return isGiven(text)
    ? text
        .split(/[、，,；;。\s]+/)
        .map(plain)
        .filter((word) => word.length > 1)
    : [];
}

/** Without what stands around a name, in one way of writing. */
function plain(text: Text | undefined): string {
  return (text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s*·“”"'（）()【】[\]]+/g, '');
}

/** Words of which half the table is made. */
const common = /服务|产品|商品|其他|业务|相关/g;

/** Length of the longest run of characters that stands in both and tells something. */
function longestCommon(one: string, other: string): number {
  const [a, b] = [one.replace(common, ' '), other.replace(common, '\n')];
  let longest = 0;
  let before = new Uint16Array(b.length + 1);
  for (let i = 1; i <= a.length; i++) {
    const row = new Uint16Array(b.length + 1);
    for (let j = 1; j <= b.length; j++)
      if (a[i - 1] === b[j - 1]) {
        const run = (before[j - 1] ?? 0) + 1;
        row[j] = run;
        if (run > longest) longest = run;
      }
    before = row;
  }
  return longest;
}
