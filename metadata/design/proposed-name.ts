import { isReservedId } from '../names.ts';

/** For what a name is, and in what it may not be found already. */
export type NameFor = {
  /**
   * Fields are `taxCode`, forms `tax-code`, options, parts and packages as forms; prefixes `tax`, or initials of
   * syllables.
   */
  readonly of: 'field' | 'form' | 'part' | 'option' | 'package' | 'prefix';
  /** Put in front of what is added to somebody else's. Default: nothing. */
  readonly prefix?: string;
  readonly taken: ReadonlySet<string>;
  /** Whether the field stands in rows, where other names are the system's own. Default: no. */
  readonly inRows?: boolean;
};

/**
 * A name made of how a label is spoken or written: syllables and words with blanks between them.
 *
 * @example
 * proposedName('dao zhang fang shi', { of: 'field', prefix: 'local', taken: new Set() }) //=> 'local_daoZhangFangShi'
 * proposedName('Payment Method', { of: 'form', taken: new Set(['payment-method']) }) //=> 'payment-method-2'
 * proposedName('reason', { of: 'field', taken: new Set() }) //=> 'reason2'
 * proposedName('h t', { of: 'prefix', taken: new Set(['ht']) }) //=> 'ht2'
 */
export function proposedName(spelt: string, { of, prefix, taken, inRows = false }: NameFor): string {
  const words = spelt
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const first = /^[0-9]/.test(words[0] ?? '') ? [firstWord[of], ...words] : words;
  const named = first.length > 0 ? first : [firstWord[of]];
  const start = prefix === undefined ? '' : `${prefix}_`;
  const joined = of === 'field' ? camel(named) : named.join(of === 'prefix' ? '' : '-');
  const name = `${start}${joined}`.slice(0, of === 'prefix' ? longestPrefix : longest).replace(/-+$/, '');
  for (let more = 1; ; more++) {
    const tried = more === 1 ? name : numbered(name, more, of);
    if (!taken.has(tried) && !(of === 'field' && isReservedId(tried, inRows))) return tried;
  }
}

const longest = 50;
/** With room for a number. */
const longestPrefix = 12;
const firstWord = {
  field: 'field',
  form: 'form',
  part: 'part',
  option: 'option',
  package: 'package',
  prefix: 'x',
};

function camel([first = '', ...rest]: readonly string[]): string {
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function numbered(name: string, more: number, of: NameFor['of']): string {
  return of === 'field' || of === 'prefix' ? `${name}${more}` : `${name}-${more}`;
}
