import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../common/json.ts';
import type { Field } from '../field.ts';
import { kinds } from './index.ts';

function field(kind: string, own: Partial<Field> = {}): Field {
  const known = kinds.get(kind);
  if (!known) throw new Error(kind);
  const label = { zh: kind, en: kind };
  const flags = { visible: true, required: false, readonly: false, ownable: false };
  const more = { fixed: false, personal: false, hidden: false, props: {}, source: [] };
  return { id: 'f', name: 'f', path: 'f', kind: known, package: 'test', label, ...flags, ...more, ...own };
}

const colours = [
  { value: 'r', label: { zh: '红', en: 'Red' } },
  { value: 'b', label: { zh: '蓝', en: 'Blue' } },
];

const paper = '01a1f807-e22b-76be-803c-9001ffac1fe0';

interface Row {
  readonly says: string;
  readonly kind: string;
  readonly value: Json;
  readonly own?: Partial<Field>;
  readonly reads?: Json;
  readonly refuses?: string;
}

const reads: readonly Row[] = [
  { says: 'text is a string', kind: 'text', value: 5, refuses: 'not-text' },
  { says: 'text has one line', kind: 'text', value: 'a\nb', refuses: 'line-break' },
  {
    says: 'text has a length, counted in characters',
    kind: 'text',
    value: '𠮷𠮷',
    own: { props: { length: 2 } },
    reads: '𠮷𠮷',
  },
  {
    says: 'longer text is refused',
    kind: 'text',
    value: 'abc',
    own: { props: { length: 2 } },
    refuses: 'too-long',
  },
  { says: 'NUL is in no text', kind: 'text', value: 'a\0', refuses: 'not-keepable' },
  { says: 'a lone surrogate is in no text', kind: 'multiline', value: '\ud800', refuses: 'not-keepable' },
  { says: 'line breaks become one kind', kind: 'multiline', value: 'a\r\nb\rc', reads: 'a\nb\nc' },
  {
    says: 'a decimal as long as it may be is accepted',
    kind: 'decimal',
    value: '12345678901.1234567890123',
    own: { props: { precision: 25, scale: 13, length: 25 } },
    reads: '12345678901.1234567890123',
  },
  {
    says: 'a decimal longer than it may be is refused, though its digits fit',
    kind: 'decimal',
    value: '123456789012.1234567890123',
    own: { props: { precision: 25, scale: 13, length: 25 } },
    refuses: 'too-long',
  },
  { says: 'an integer is whole', kind: 'integer', value: 1.5, refuses: 'not-integer' },
  { says: 'an integer is safe', kind: 'integer', value: 2 ** 53, refuses: 'not-integer' },
  {
    says: 'an integer has a floor',
    kind: 'integer',
    value: 0,
    own: { props: { min: 1 } },
    refuses: 'too-small',
  },
  {
    says: 'an integer has a ceiling',
    kind: 'integer',
    value: 11,
    own: { props: { max: 10 } },
    refuses: 'too-great',
  },
  { says: 'which belongs to it', kind: 'integer', value: 10, own: { props: { max: 10 } }, reads: 10 },
  { says: 'as the floor does', kind: 'integer', value: 1, own: { props: { min: 1 } }, reads: 1 },
  { says: 'a decimal loses its trailing zeros', kind: 'money', value: '1.500', reads: '1.5' },
  { says: 'a decimal may come as a number', kind: 'money', value: 1.5, reads: '1.5' },
  { says: 'minus nothing is nothing', kind: 'money', value: '-0.00', reads: '0' },
  { says: 'leading zeros go', kind: 'money', value: '007', reads: '7' },
  { says: 'an exponent is no decimal', kind: 'money', value: '1e3', refuses: 'not-decimal' },
  { says: 'a true is no decimal', kind: 'money', value: true, refuses: 'not-decimal' },
  { says: 'decimals are not rounded away', kind: 'money', value: '1.005', refuses: 'too-many-decimals' },
  { says: 'digits are not cut off', kind: 'money', value: '12345678901234567', refuses: 'too-many-digits' },
  {
    says: 'a decimal has a floor',
    kind: 'decimal',
    value: '-0.1',
    own: { props: { min: '0' } },
    refuses: 'too-small',
  },
  {
    says: 'a decimal has a ceiling',
    kind: 'decimal',
    value: '1.01',
    own: { props: { max: '1' } },
    refuses: 'too-great',
  },
  {
    says: 'a percentage of 6 is not 6 %',
    kind: 'percent',
    value: '6',
    own: { props: { max: 1 } },
    refuses: 'percent-too-great',
  },
  {
    says: 'a percentage may be finer than it is kept',
    kind: 'percent',
    value: '0.1300001',
    refuses: 'percent-too-fine',
  },
  { says: 'a word is no boolean', kind: 'boolean', value: 'true', refuses: 'not-boolean' },
  {
    says: 'the 29th of February comes every four years',
    kind: 'date',
    value: '2028-02-29',
    reads: '2028-02-29',
  },
  { says: 'but not each hundred', kind: 'date', value: '2100-02-29', refuses: 'not-date' },
  { says: 'a date has no time', kind: 'date', value: '2026-01-31T00:00:00Z', refuses: 'not-date' },
  { says: 'seconds may be left out', kind: 'time', value: '8:30', reads: '08:30:00' },
  { says: 'there is no 24 o’clock', kind: 'time', value: '24:00', refuses: 'not-time' },
  {
    says: 'an offset becomes UTC',
    kind: 'datetime',
    value: '2026-01-01T07:59:59.5+08:00',
    reads: '2025-12-31T23:59:59.500Z',
  },
  {
    says: 'over the end of February',
    kind: 'datetime',
    value: '2028-02-29T20:00:00-08:00',
    reads: '2028-03-01T04:00:00.000Z',
  },
  {
    says: 'back over the end of February',
    kind: 'datetime',
    value: '2026-03-01T03:00:00+08:00',
    reads: '2026-02-28T19:00:00.000Z',
  },
  {
    says: 'midnight is of the day that begins',
    kind: 'datetime',
    value: '2026-03-01T20:00:00-04:00',
    reads: '2026-03-02T00:00:00.000Z',
  },
  {
    says: 'as the minute before is of the day that ends',
    kind: 'datetime',
    value: '2026-03-02T03:59:00+04:00',
    reads: '2026-03-01T23:59:00.000Z',
  },
  { says: 'an instant has a zone', kind: 'datetime', value: '2026-01-01T00:00:00', refuses: 'not-datetime' },
  {
    says: 'a window may cross midnight',
    kind: 'time-range',
    value: '22:00~6:00',
    reads: '22:00:00~06:00:00',
  },
  { says: 'a window has two ends', kind: 'time-range', value: '22:00', refuses: 'not-time-range' },
  { says: 'a duration is of whole seconds', kind: 'duration', value: 1.5, refuses: 'not-integer' },
  { says: 'a currency is a code', kind: 'currency', value: 'EUR', reads: 'EUR' },
  { says: 'of those there are', kind: 'currency', value: 'DEM', refuses: 'not-currency' },
  { says: 'in capitals', kind: 'currency', value: 'eur', refuses: 'not-currency' },
  { says: 'stars are as many as there are', kind: 'rating', value: 6, refuses: 'too-great' },
  { says: 'or as the field has', kind: 'rating', value: 6, own: { props: { stars: 10 } }, reads: 6 },
  { says: 'no star is no rating', kind: 'rating', value: 0, refuses: 'too-small' },
  { says: 'a colour has one spelling', kind: 'colour', value: '#1F6FEB', reads: '#1f6feb' },
  { says: 'and no name', kind: 'colour', value: 'red', refuses: 'not-colour' },
  ...(
    [
      ['a number of China', 'CN', '138 0013 8000', '+8613800138000'],
      ['with its code', 'CN', '+86 138-0013-8000', '+8613800138000'],
      ['with its area', 'CN', '0755-8612 3456', '+8675586123456'],
      ['of another country', 'CN', '0044 20 7946 0018', '+442079460018'],
      ['of Hong Kong', 'HK', '2345 6789', '+85223456789'],
      ['an extension stays', 'CN', '0755-8612 3456 转 801', '0755-8612 3456 转 801'],
      ['a short one stays', 'CN', '110', '110'],
      ['a free one stays', 'CN', '400-820-8820', '400-820-8820'],
      ['one without its area stays', 'CN', '86123456', '86123456'],
      ['one of a country that nobody knows stays', 'CN', '+999 123456789', '+999 123456789'],
    ] as const
  ).map(([says, country, value, reads]) => ({
    says,
    kind: 'phone',
    value,
    reads,
    own: { props: { country } },
  })),
  {
    says: 'a place is two numbers, exact',
    kind: 'geolocation',
    value: '22.50, 114.0579',
    reads: '22.5,114.0579',
  },
  {
    says: 'in any order but theirs it is none',
    kind: 'geolocation',
    value: '114.05,22.5',
    refuses: 'not-latitude',
  },
  { says: 'nor beyond the pole', kind: 'geolocation', value: '90.000001,0', refuses: 'not-latitude' },
  { says: 'nor around the earth', kind: 'geolocation', value: '0,180.1', refuses: 'not-longitude' },
  {
    says: 'a place has members, too',
    kind: 'geolocation',
    value: { latitude: '1', longitude: 2 },
    reads: '1,2',
  },
  {
    says: 'and no others',
    kind: 'geolocation',
    value: { latitude: '1', lng: '2' },
    refuses: 'not-geolocation',
  },
  {
    says: 'a place is finer than anybody measures',
    kind: 'geolocation',
    value: '1.0123456789,1',
    refuses: 'too-many-decimals',
  },
  { says: 'a signature is lines', kind: 'signature', value: { path: 'M1 1C2 2' }, refuses: 'not-signature' },
  { says: 'or a name', kind: 'signature', value: { typed: ' ' }, refuses: 'not-signature' },
  { says: 'and not both', kind: 'signature', value: { path: 'M1 1', typed: 'A' }, refuses: 'not-signature' },
  { says: 'in its box', kind: 'signature', value: { path: 'M1 1L401 1' }, refuses: 'signature-beyond' },
  { says: 'an address has parts', kind: 'address', value: { town: 'x' }, refuses: 'address-part' },
  {
    says: 'an address has a country',
    kind: 'address',
    value: { country: 'China', city: 'x' },
    refuses: 'too-long',
  },
  {
    says: 'of two letters',
    kind: 'address',
    value: { country: '中国', city: 'x' },
    refuses: 'address-country',
  },
  { says: 'an address is no number', kind: 'address', value: 5, refuses: 'not-address' },
  { says: 'code keeps its blanks', kind: 'code', value: '\ta  \r\n b', reads: '\ta  \n b' },
  { says: 'a code holds any line', kind: 'barcode', value: ' 提货码 7 ', reads: ' 提货码 7 ' },
  { says: 'but no spaces alone', kind: 'barcode', value: '  ', refuses: 'barcode-blank' },
  { says: 'and no two lines', kind: 'barcode', value: 'a\nb', refuses: 'line-break' },
  ...(
    [
      ['bars have no Chinese letters', 'code128', '提货', { refuses: 'barcode-letters' }],
      ['bars have signs', 'code128', 'a b~7', { reads: 'a b~7' }],
      ['bars are no longer than a scanner', 'code128', 'x'.repeat(81), { refuses: 'too-long' }],
      ['Code 39 has capitals alone', 'code39', 'sn-7', { reads: 'SN-7' }],
      ['and few signs', 'code39', 'SN_7', { refuses: 'barcode-letters' }],
      ['an article has its check digit', 'ean13', '6901234567892', { reads: '6901234567892' }],
      ['and no other', 'ean13', '6901234567890', { refuses: 'ean13-check' }],
      ['and is no number of twelve digits', 'ean13', '690123456789', { refuses: 'not-ean13' }],
    ] as const
  ).map(([says, symbology, value, reads]) => ({
    says,
    kind: 'barcode',
    value,
    own: { props: { symbology } },
    ...reads,
  })),
  {
    says: 'a choice is one of its options',
    kind: 'choice',
    value: 'g',
    own: { options: colours },
    refuses: 'not-an-option',
  },
  {
    says: 'choices come back in the options’ order, each once',
    kind: 'choices',
    value: ['b', 'r', 'b'],
    own: { options: colours },
    reads: ['r', 'b'],
  },
  {
    says: 'choices are a list',
    kind: 'choices',
    value: 'r',
    own: { options: colours },
    refuses: 'not-list',
  },
  { says: 'a bare string is a number', kind: 'reference', value: 'A1', reads: { number: 'A1' } },
  {
    says: 'an id is the stored form',
    kind: 'reference',
    value: { id: '0198C0DE-0000-7000-8000-000000000001', number: 'x' },
    reads: '0198c0de-0000-7000-8000-000000000001',
  },
  { says: 'an id is a UUID', kind: 'reference', value: { id: 'A1' }, refuses: 'not-id' },
  { says: 'a reference names something', kind: 'reference', value: {}, refuses: 'not-reference' },
  {
    says: 'a record is picked once',
    kind: 'references',
    value: ['A', { number: 'A' }],
    reads: [{ number: 'A' }],
  },
  { says: 'a condition is a tree', kind: 'condition', value: 'x', refuses: 'not-a-condition' },
  {
    says: 'lines are taken together in a way there is',
    kind: 'condition',
    value: { fact: 'lines.amount', over: 'avg', operator: 'equal', value: 1 },
    refuses: 'unknown-over',
  },
  {
    says: 'an empty any hits nothing and is refused',
    kind: 'condition',
    value: { any: [] },
    refuses: 'condition-empty-any',
  },
  {
    says: 'an operator is known',
    kind: 'condition',
    value: { fact: 'a', operator: 'like', value: 1 },
    refuses: 'unknown-operator',
  },
  {
    says: 'an operator has a value',
    kind: 'condition',
    value: { fact: 'a', operator: 'equal' },
    refuses: 'condition-without-value',
  },
  {
    says: 'emptiness has none',
    kind: 'condition',
    value: { fact: 'a', operator: 'isEmpty' },
    reads: { fact: 'a', operator: 'isEmpty' },
  },
  {
    says: 'a condition has a depth',
    kind: 'condition',
    value: Array.from({ length: 12 }).reduce<Json>((inside) => ({ not: inside }), {
      fact: 'a',
      operator: 'isEmpty',
    }),
    refuses: 'condition-too-deep',
  },
  {
    says: 'a condition has a size',
    kind: 'condition',
    value: { all: Array.from({ length: 1001 }, () => ({ fact: 'a', operator: 'isEmpty' })) },
    refuses: 'condition-too-large',
  },
  { says: 'a field is picked once', kind: 'field-list', value: ['a', 'a'], refuses: 'picked-twice' },
  { says: 'a field list holds names', kind: 'field-list', value: ['a b'], refuses: 'not-a-field-name' },
  { says: 'an address has an @', kind: 'email', value: 'nobody', refuses: 'not-email' },
  { says: 'an address has a host', kind: 'email', value: 'a@b', refuses: 'not-email' },
  { says: 'a telephone number has digits', kind: 'phone', value: '转', refuses: 'not-phone' },
  {
    says: 'a tax number is written large',
    kind: 'tax-number',
    value: '91440300708461136t',
    reads: '91440300708461136T',
  },
  {
    says: 'a tax number of fourteen characters is one',
    kind: 'tax-number',
    value: '91500023333333',
    reads: '91500023333333',
  },
  {
    says: 'a tax number of a foreign buyer is one',
    kind: 'tax-number',
    value: 'DE 811.569',
    reads: 'DE 811.569',
  },
  { says: 'a tax number has an end', kind: 'tax-number', value: '1'.repeat(21), refuses: 'too-long' },
  { says: 'an address is http', kind: 'url', value: 'javascript:alert(1)', refuses: 'not-url' },
  { says: 'an address names no user', kind: 'url', value: 'https://a:b@c.cn', refuses: 'url-with-user' },
  { says: 'nor without a password', kind: 'url', value: 'HTTP://a@c.cn/x', refuses: 'url-with-user' },
  { says: 'behind the host there may be one', kind: 'url', value: 'http://c.cn/@a', reads: 'http://c.cn/@a' },
  { says: 'a file is named by its id', kind: 'file', value: { name: 'a.pdf' }, refuses: 'not-file' },
  { says: 'a file is no word', kind: 'file', value: 'a.pdf', refuses: 'not-file' },
  { says: 'which is one', kind: 'file', value: { id: 'a' }, refuses: 'not-id' },
  {
    says: 'what looks like a path keeps its words',
    kind: 'file',
    value: { id: paper, name: 'C:\\papers\\ 发票:1.pdf ' },
    reads: { id: paper, name: 'C__papers_ 发票_1.pdf' },
  },
  {
    says: 'a long name keeps its ending',
    kind: 'image',
    value: { id: paper, name: `${'图'.repeat(300)}.png` },
    reads: { id: paper, name: `${'图'.repeat(196)}.png` },
  },
  { says: 'a name has letters', kind: 'file', value: { id: paper, name: ' .. ' }, refuses: 'not-file-name' },
  { says: 'several files are a list', kind: 'files', value: { id: paper }, refuses: 'not-list' },
  {
    says: 'and as many as the field takes',
    kind: 'files',
    value: [{ id: paper }, { id: paper.replace('1', '2') }],
    own: { props: { most: 1 } },
    refuses: 'files-too-many',
  },
  {
    says: 'each of them once',
    kind: 'images',
    value: [{ id: paper }, { id: paper.toUpperCase() }],
    reads: [{ id: paper }],
  },
  { says: 'a file stays in its folder', kind: 'file-name', value: '../x', refuses: 'not-file-name' },
  {
    says: 'a file name may hold variables',
    kind: 'file-name',
    value: '[&no&].pdf',
    own: { props: { form: 'x' } },
    reads: '[&no&].pdf',
  },
  { says: 'a variable is closed', kind: 'template', value: '[&no', refuses: 'template-open' },
  { says: 'a variable has a name', kind: 'template', value: '[&1 2&]', refuses: 'template-variable' },
  {
    says: 'JSON has a depth',
    kind: 'json',
    value: Array.from({ length: 40 }).reduce<Json>((inside) => [inside], 1),
    refuses: 'json-too-deep',
  },
];

describe('what is read from the wire', () => {
  it.each(reads)('$kind: $says', ({ kind, value, own, reads: expected, refuses }) => {
    const of = field(kind, own);
    const read = of.kind.read(value, of);
    if (refuses === undefined) expect(read).toEqual({ ok: true, value: expected });
    else expect(read.ok ? read : read.problems.map((p) => p.code)).toEqual([refuses]);
  });

  it('collects the problems of all rows with their paths', () => {
    const amount = field('money', { id: 'amount', name: 'gross' });
    const rows = {
      fields: [amount],
      byId: new Map([['amount', amount]]),
      byName: new Map([['gross', amount]]),
      entries: [],
    };
    const lines = field('entries', { rows });
    const read = lines.kind.read(
      [{ gross: 'x' }, 5, { gross: null }, { net: 1, 'a/b': 1, id: 'x', $delete: 1 }],
      lines,
    );
    expect(read.ok ? [] : read.problems.map((p) => `${p.path} ${p.code}`)).toEqual([
      '/0/gross not-decimal',
      '/1 not-object',
      '/3/net unknown-field',
      '/3/a~1b unknown-field',
      '/3/id not-id',
      '/3/$delete not-boolean',
    ]);
  });
});

const uuid = '0198c0de-0000-7000-8000-000000000001';
const cells: readonly [string, string, Json, Partial<Field>?][] = [
  ['money', ' ¥1,234,567.5 ', '1234567.5'],
  ['decimal', '1，234.50', '1234.5'],
  ['percent', '13%', '0.13'],
  ['percent', '1.5 ％', '0.015'],
  ['percent', '0.13', '0.13'],
  ['integer', '1,200', 1200],
  ['integer', '１２３', 123],
  ['money', '－１，２３４．５', '-1234.5'],
  ['percent', '１３％', '0.13'],
  ['date', '２０２６－１－５', '2026-01-05'],
  ['time', '８：３０', '08:30:00'],
  ['boolean', '是', true],
  ['boolean', 'FALSE', false],
  ['date', '2026/1/5', '2026-01-05'],
  ['date', '2026年1月5日', '2026-01-05'],
  ['date', '20260105', '2026-01-05'],
  ['time-range', '8:00-17:30', '08:00:00~17:30:00'],
  ['duration', '1h 30m', 5400],
  ['duration', '1:30', 5400],
  ['duration', '0:01:05', 65],
  ['duration', '1.5 小时', 5400],
  ['duration', '２ 天 3 小时', 183_600],
  ['duration', '-45 mins', -2700],
  ['rating', '★★★☆☆', 3],
  ['rating', '4', 4],
  ['currency', ' usd ', 'USD'],
  ['colour', '1F6', '#11ff66'],
  ['phone', ' +86 138 0013 8000 ', '+8613800138000', { props: { country: 'CN' } }],
  ['geolocation', '２２.５，１１４', '22.5,114'],
  [
    'address',
    '广东省深圳市南山区科技园1号 518000',
    {
      country: 'CN',
      province: '广东省',
      city: '深圳市',
      district: '南山区',
      street: '科技园1号',
      postcode: '518000',
    },
  ],
  [
    'address',
    '上海市浦东新区世纪大道 1 号',
    { country: 'CN', province: '上海市', district: '浦东新区', street: '世纪大道 1 号' },
  ],
  [
    'address',
    '1 Infinite Loop, Cupertino',
    { country: 'US', street: '1 Infinite Loop, Cupertino' },
    { props: { country: 'US' } },
  ],
  ['address', '科技园 1 号', { country: 'CN', street: '科技园 1 号' }],
  ['barcode', ' ６９０１２３４５６７８９２ ', '6901234567892', { props: { symbology: 'ean13' } }],
  ['colour', '1f6feb', '#1f6feb'],
  ['choice', 'Red', 'r', { options: colours }],
  ['choice', '红', 'r', { options: colours }],
  ['form', '红', 'r', { options: colours }],
  ['parameter-type', '红', 'r', { options: colours }],
  ['choices', '蓝、红', ['b', 'r'], { options: colours }],
  ['references', 'A1, B2', [{ number: 'A1' }, { number: 'B2' }]],
  ['reference', `另一组织的数据 {${uuid}}`, { id: uuid, number: null, withheld: 'elsewhere' }],
  ['reference', `A 1 not visible to you {${uuid}}`, { id: uuid, number: 'A 1', withheld: 'no-right' }],
  ['reference', '会计 室', { number: '会计 室' }],
  ['reference', `A1 {${uuid}}`, { number: `A1 {${uuid}}` }],
];

describe('what is read from a sheet', () => {
  it.each(cells)('%s: %s', (kind, text, wire, own) => {
    const of = field(kind, own);
    expect(of.kind.parse(text, of, 'zh')).toEqual({ ok: true, value: wire });
  });

  it.each([
    ['integer', '1.5', 'not-integer'],
    ['integer', '1,5', 'not-integer'],
    ['integer', '99999999999999999999', 'too-great'],
    ['integer', '-9007199254740992', 'too-small'],
    ['date', '2026/13/1', 'not-date'],
    ['duration', '90', 'not-duration'],
    ['duration', '30m 1h', 'not-duration'],
    ['duration', '1.5s', 'not-duration'],
    ['colour', 'red', 'not-colour'],
    ['choice', '绿', 'not-an-option'],
    ['form', '绿', 'not-a-form'],
    ['parameter-type', '绿', 'not-a-parameter-type'],
    ['json', '{', 'not-json'],
    ['secret', '••••••••', 'secret-masked'],
  ])('refuses %s %s', (kind, text, code) => {
    const of = field(kind, { options: colours });
    const parsed = of.kind.parse(text, of, 'zh');
    expect(parsed.ok ? [] : parsed.problems.map((p) => p.code)).toEqual([code]);
  });
});

describe('commas between the digits of a number', () => {
  const wide = (text: string) =>
    text.replace(/[0-9,]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

  it.each(['integer', 'decimal', 'money', 'percent'])(
    'stand after every third, or it is no number: %s',
    (kind) => {
      const of = field(kind, { props: { precision: 60, scale: 0 } });
      const commas = fc.array(fc.nat({ max: 15 }), { maxLength: 4 });
      fc.assert(
        fc.property(fc.nat({ max: 999_999_999_999 }), commas, fc.boolean(), (number, places, isWide) => {
          const digits = String(number);
          const grouped = digits.replace(/(?<=\d)(?=(\d{3})+$)/g, ',');
          const at = new Set(places);
          const strewn = [...digits, ''].map((one, place) => (at.has(place) ? `,${one}` : one)).join('');
          for (const text of [digits, grouped, strewn]) {
            const parsed = of.kind.parse(isWide ? wide(text) : text, of, 'zh');
            const right = text === digits || text === grouped;
            expect([text, parsed.ok ? String(parsed.value) : '']).toEqual([text, right ? digits : '']);
          }
        }),
        {
          examples: [
            [12345, [1], false],
            [12345678, [0], true],
            [123456, [3, 3], false],
          ],
        },
      );
    },
  );
});

describe('what is only warned of', () => {
  it.each([
    ['date', '1899-12-31', ['year-unlikely']],
    ['date', '1900-01-01', []],
    ['date', '2200-12-31', []],
    ['date', '9999-12-31', ['year-unlikely']],
    ['datetime', '1026-01-31T08:30:00.000Z', ['year-unlikely']],
    ['datetime', '2026-01-31T08:30:00.000Z', []],
  ])('a year that was probably mistyped: %s %s', (kind, value, codes) => {
    const of = field(kind);
    expect(of.kind.read(value, of)).toEqual({ ok: true, value });
    expect(of.kind.warn?.(value, of, value).map((p) => [p.code, p.severity])).toEqual(
      codes.map((code) => [code, 'warning']),
    );
  });

  it.each([
    ['91440300708461136T', []],
    ['91500023MA0000001M', []],
    ['914403007084611360', ['tax-number-check']],
    ['91500023333333', ['tax-number-form']],
    ['DE 811.569', ['tax-number-form']],
    ['440301198001010019', []],
    ['440300708461136', []],
  ])('%s', (number, codes) => {
    const of = field('tax-number');
    expect(of.kind.warn?.(number, of, number).map((p) => p.code)).toEqual(codes);
  });
});

describe('JSON that a field limits', () => {
  const status = field('json', { props: { values: ['A', 'D'], members: { 1: ['A', 'D'], 2: ['A', 'D'] } } });

  it.each([
    ['a value that is offered', 'A', 'fine'],
    ['an object of known members', { 1: 'A', 2: 'D' }, 'fine'],
    ['no member', {}, 'fine'],
    ['another value', 'B', ' json-not-offered'],
    ['another member', { 1: 'A', 3: 'A' }, '/3 json-member-unknown'],
    ['a member with another value', { 1: 'B' }, '/1 json-not-offered'],
    ['a list', ['A'], ' json-not-offered'],
  ])('%s', (_says, value, expected) => {
    const read = status.kind.read(value, status);
    expect(read.ok ? 'fine' : read.problems.map(({ path, code }) => `${path} ${code}`).join()).toBe(expected);
  });
});

describe('a list of fields', () => {
  const member = (id: string, own: Partial<Field> = {}) => ({ ...field('text', own), id, name: id });
  const shapeOf = (...fields: readonly Field[]) => ({
    fields,
    byId: new Map(fields.map((one) => [one.id, one])),
    byName: new Map(fields.map((one) => [one.name, one])),
    entries: fields.filter(({ rows }) => rows),
  });
  const about = shapeOf(member('buyer', { target: 'customer' }), member('rate'), {
    ...field('entries', { rows: shapeOf(member('code')) }),
    id: 'lines',
    name: 'lines',
  });
  const list = field('field-list', {
    props: { form: 'order', pick: ['rate', 'buyer.name'], forced: ['rate'] },
  });

  it('has fields of its place only: of the record, or of the rows it is about', () => {
    const own = (props: Field['props']) => {
      const found = list.kind.fits?.(['rate', 'lines', 'lines.code'], { ...list, props }, about) ?? [];
      return found.map(({ path, code }) => `${path} ${code}`);
    };
    expect(own({ form: 'order' })).toEqual(['/1 field-of-rows', '/2 field-of-rows']);
    expect(own({ form: 'order', deep: true })).toEqual([]);
  });

  it('has no fields of which nothing is kept', () => {
    const unkept = { props: { virtual: true } };
    const other = shapeOf(member('read', unkept), {
      ...field('entries', { rows: shapeOf(member('read', unkept)) }),
      id: 'lines',
      name: 'lines',
    });
    const found = list.kind.fits?.(['read', 'lines.read'], { ...list, props: { deep: true } }, other) ?? [];
    expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/0 field-not-kept',
      '/1 field-not-kept',
    ]);
    const template = field('template', { props: { form: 'order' } });
    expect(template.kind.fits?.('[&read&]', template, other)).toMatchObject([{ code: 'field-not-kept' }]);
  });

  it.each([
    ['that fits', ['rate', 'buyer.name'], []],
    ['without what is forced', ['buyer.name'], [' field-forced']],
    ['that is empty', null, [' field-forced']],
    ['with what is not offered', ['rate', 'lines.code'], ['/1 field-not-offered']],
    ['with what is not there', ['rate', 'lines.colour', 'rate.x'], ['/1 unknown-field', '/2 unknown-field']],
  ])('%s', (_says, value, problems) => {
    const found = list.kind.fits?.(value, list, about) ?? [];
    expect(found.map(({ path, code }) => `${path} ${code}`)).toEqual(problems);
  });
});
