import type { Result } from '../common/issue.ts';
import { isObject, type Json, type JsonObject } from '../common/json.ts';
import type { Label } from '../common/label.ts';
import type { OperatorName } from '../condition.ts';
import type { Field } from '../field.ts';
import { holdsMarks, marked, marksOf, partByMark, wordsOf } from './common/marked-text.ts';
import { emptinessOperators } from './common/operators.ts';
import { plain } from './common/plain.ts';
import { textProp } from './common/prop.ts';
import { accepted, halfWidth, readLine, refused } from './common/reading.ts';
import type { KindSample } from './common/sample.ts';
import { text } from './text.ts';

/** The parts of an address, the larger place first. */
export const addressParts = ['country', 'province', 'city', 'district', 'street', 'postcode'] as const;
export type AddressPart = (typeof addressParts)[number];
export type Address = Readonly<Record<AddressPart, string>>;

/** Characters of each part at most. */
const longest: Readonly<Record<AddressPart, number>> = {
  ...{ country: 2, province: 60, city: 60, district: 60, street: 200, postcode: 16 },
};
const room = 1_000;
const operators: readonly OperatorName[] = ['contains', 'notContains', 'startsWith', ...emptinessOperators];

/** Countries whose addresses go from the larger place to the smaller, without blanks between them. */
const largeFirst: ReadonlySet<string> = new Set(['CN', 'HK', 'MO', 'TW', 'JP', 'KR']);

const descriptions: Readonly<Record<AddressPart, string>> = {
  country: 'By two letters, as ISO 3166 has them. Default: that of the field.',
  province: 'Province, state or region.',
  city: 'City or town.',
  district: 'District or county.',
  street: 'Street, number, building and room.',
  postcode: 'Postal code.',
};

/** What the parts are called. */
export const addressLabels: Readonly<Record<AddressPart, Label>> = {
  country: { zh: '国家（地区）', en: 'Country' },
  province: { zh: '省（州）', en: 'Province or state' },
  city: { zh: '城市', en: 'City' },
  district: { zh: '区县', en: 'District' },
  street: { zh: '街道门牌', en: 'Street and number' },
  postcode: { zh: '邮编', en: 'Postcode' },
};

/** Where somebody is found by mail: parts on the wire, one line in the order of its country where it is stored. */
export const address = plain({
  name: 'address',
  properties: {
    country: {
      type: 'string',
      pattern: '^[A-Z]{2}$',
      description: 'Country of addresses that say none, by two letters. Default: CN.',
    },
  },
  column: () => ({ type: 'text', length: room }),
  schema: () => ({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      addressParts.map((part) => [
        part,
        { type: ['string', 'null'], maxLength: longest[part], description: descriptions[part] },
      ]),
    ),
  }),
  read: (value, field) => {
    const parts = typeof value === 'string' ? accepted(partsIn(value, field)) : readParts(value, field);
    return parts.ok ? stored(parts.value) : parts;
  },
  write: (value, field) => given(partsIn(String(value), field)),
  parse: (text, field) => accepted(given(partsIn(text, field))),
  /** Parts apart, so that they are read back as they are. */
  format: (value, field) => {
    const parts = partsOf(value, field);
    return addressParts.map((part) => parts[part]).join(' | ');
  },
  text: (value, field) => addressLine(partsOf(value, field)),
  words: (value) => (isObject(value) ? addressLine(partsOf(value)) : wordsOf(String(value))),
  operators: () => operators,
  sortable: false,
  // In the order of the marks, by which databases find them.
  parts: addressParts.map((name, byMark) => ({
    name,
    label: addressLabels[name],
    kind: text,
    props: { length: longest[name] },
    of: (value) => (value === null ? null : partsOf(value)[name] || null),
    made: (part) => ({ [name]: part }),
    byMark,
  })),
});

const none: Address = { country: 'CN', province: '', city: '', district: '', street: '', postcode: '' };

function countryOf(field?: Field): string {
  return (field && textProp(field, 'country')) ?? none.country;
}

/** Those parts that there are. */
function given({ country, ...parts }: Address): JsonObject {
  return { country, ...Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== '')) };
}

/** The parts of an address on the wire. */
export function partsOf(value: Json, field?: Field): Address {
  if (!isObject(value)) return partsIn(String(value ?? ''), field);
  const said = addressParts.map((part) => [part, String(value[part] ?? '')] as const);
  const parts = Object.fromEntries(said) as unknown as Address;
  return parts.country === '' ? { ...parts, country: countryOf(field) } : parts;
}

/** On one line, as envelopes of its country have it. */
export function addressLine({ country, province, city, district, street, postcode }: Address): string {
  if (largeFirst.has(country)) {
    // Of municipalities the city is the province, said once.
    const places = [province, city === province ? '' : city, district, street].filter(Boolean);
    const isWide = places.every((place) => /[\u2E80-\uFFEF]/.test(place));
    return [places.join(isWide ? '' : ' '), postcode].filter(Boolean).join(' ');
  }
  const region = [province, postcode].filter(Boolean).join(' ');
  return [street, district, city, region, country].filter(Boolean).join(', ');
}

function readParts(value: Json, field: Field): Result<Address> {
  if (!isObject(value)) return refused('not-address');
  const [unknown] = Object.keys(value).filter((name) => !addressParts.some((part) => part === name));
  if (unknown !== undefined) return refused('address-part', { part: unknown }, `/${unknown}`);
  const parts = { ...none, country: countryOf(field) };
  for (const part of addressParts) {
    const said = value[part] ?? null;
    if (said === null || said === '') continue;
    const line = readLine(said, longest[part]);
    const at = `/${part}`;
    if (!line.ok) return { ok: false, problems: line.problems.map((one) => ({ ...one, path: at })) };
    if (holdsMarks(line.value) || line.value.includes('|')) return refused('not-keepable', {}, at);
    parts[part] = part === 'country' ? line.value.trim().toUpperCase() : line.value.trim();
  }
  return accepted(parts);
}

function stored(parts: Address): Result<Json> {
  if (!/^[A-Z]{2}$/.test(parts.country)) return refused('address-country', {}, '/country');
  if (addressParts.every((part) => part === 'country' || parts[part] === '')) return accepted(null);
  for (const part of addressParts) {
    const line = readLine(parts[part], longest[part]);
    if (!line.ok) return { ok: false, problems: line.problems.map((one) => ({ ...one, path: `/${part}` })) };
  }
  const [, ...places] = addressParts;
  const line = addressLine(parts);
  // Where each part begins in the line, and how long it is.
  const marks = places.map((part) => `${line.indexOf(parts[part])},${parts[part].length}`);
  return accepted(marked(line, [parts.country, ...marks].join(';')));
}

/** The parts of an address as it is stored, as `format` writes it, or as somebody has it on one line. */
function partsIn(text: string, field?: Field): Address {
  const marks = marksOf(text);
  if (marks !== null) return fromList(addressParts.map((_, at) => partByMark(text, at) ?? ''));
  const apart = text.split('|').map((part) => part.trim());
  if (apart.length === addressParts.length) {
    const [country, ...places] = apart;
    return fromList([country?.toUpperCase() || countryOf(field), ...places]);
  }
  return fromLine(text.replaceAll('|', ' ').replace(/\s+/g, ' ').trim(), countryOf(field));
}

function fromList([
  country = '',
  province = '',
  city = '',
  district = '',
  street = '',
  postcode = '',
]: readonly string[]): Address {
  return { country, province, city, district, street, postcode };
}

const chinese =
  /^(?:中国|中华人民共和国)?((?:北京|天津|上海|重庆)市|.{2,8}?(?:省|自治区|特别行政区))?((?:(?!市).){1,12}?(?:市|自治州|地区|盟))?((?:(?!区|县).){1,12}?(?:区|县|旗))?(.*?)(?:[\s,，]*(\d{6}))?$/u;

/** What a line of a Chinese address says of its divisions; of others, all of it is the street. */
function fromLine(line: string, country: string): Address {
  if (country !== 'CN') return { ...none, country, street: line };
  const [, province = '', city = '', district = '', street = '', postcode = ''] =
    chinese.exec(halfWidth(line)) ?? [];
  return { country, province, city, district, street: street.trim(), postcode };
}

export const sample: KindSample = {
  props: {},
  value: {
    ...{ country: 'CN', province: '广东省', city: '深圳市', district: '南山区' },
    ...{ street: '科技园 1 号', postcode: '518000' },
  },
  asks: { operator: 'contains', value: '深圳市南山区' },
  others: [
    { country: 'US', province: 'CA', city: 'Cupertino', street: '1 Infinite Loop', postcode: '95014' },
    { country: 'CN', province: '北京市', city: '北京市', street: '长安街' },
    { country: 'CN', street: 'x' },
  ],
};
