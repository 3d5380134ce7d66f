import { nearNames } from '../common/near-names.ts';

/** Our kinds by what they are called in databases and in other systems. */
export const kindsElsewhere: Readonly<Record<string, readonly string[]>> = {
  amount: ['money'],
  attachment: ['file', 'files'],
  autonumber: ['number'],
  bool: ['boolean'],
  checkbox: ['boolean'],
  color: ['colour'],
  double: ['decimal'],
  dropdown: ['choice'],
  enum: ['choice'],
  float: ['decimal'],
  html: ['rich-text'],
  int: ['integer'],
  link: ['reference', 'url'],
  lines: ['entries'],
  location: ['geolocation'],
  longtext: ['multiline'],
  lookup: ['carry', 'reference'],
  multiselect: ['choices'],
  numeric: ['decimal'],
  password: ['secret'],
  picture: ['image'],
  relation: ['reference', 'references'],
  rollup: ['formula'],
  select: ['choice'],
  sequence: ['number'],
  string: ['text'],
  subform: ['entries'],
  switch: ['boolean'],
  table: ['entries'],
  tags: ['choices'],
  textarea: ['multiline'],
  timestamp: ['datetime'],
  varchar: ['text'],
};

/**
 * The kinds somebody may have meant: those whose names are near, or what is called so elsewhere.
 *
 * @example
 * nearKinds('decimals', ['decimal', 'money']) //=> ['decimal']
 * nearKinds('amount', ['decimal', 'money']) //=> ['money']
 */
export function nearKinds(name: string, known: Iterable<string>): readonly string[] {
  const kinds = new Set(known);
  const folded = name.toLowerCase();
  const called = Object.hasOwn(kindsElsewhere, folded) ? kindsElsewhere[folded] : undefined;
  return called?.filter((kind) => kinds.has(kind)) ?? nearNames(name, kinds);
}
