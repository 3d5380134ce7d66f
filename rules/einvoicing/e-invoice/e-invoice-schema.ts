const text = (name: string, type: string, least = 0) =>
  `<xs:element name="${name}" type="${type}" minOccurs="${least}"/>`;

/** A text with an attribute. */
const named = (name: string, attribute: string, occurs: string) =>
  `<xs:element name="${name}" ${occurs}><xs:complexType><xs:simpleContent><xs:extension base="Word"><xs:attribute name="${attribute}" type="Word"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>`;

const several = 'maxOccurs="unbounded"';

const group = (name: string, parts: readonly string[], occurs = '') =>
  `<xs:element name="${name}"${occurs}><xs:complexType><xs:sequence>${parts.join('')}</xs:sequence></xs:complexType></xs:element>`;

const party = (name: string) =>
  group(`${name}Information`, [
    text(`${name}IdNum`, 'Word'),
    text(`${name}Name`, 'Word'),
    text(`${name}Addr`, 'Word'),
    text(`${name}TelNum`, 'Word'),
    text(`${name}BankName`, 'Word'),
    text(`${name}BankAccNum`, 'Word'),
  ]);

const restricted = (name: string, base: string, facets: string) =>
  `<xs:simpleType name="${name}"><xs:restriction base="xs:${base}">${facets}</xs:restriction></xs:simpleType>`;

const types = [
  restricted('Word', 'string', '<xs:minLength value="1"/><xs:maxLength value="8000"/>'),
  restricted('Money', 'decimal', '<xs:fractionDigits value="2"/>'),
  restricted('Sign', 'string', '<xs:enumeration value="blue"/><xs:enumeration value="red"/>'),
  restricted(
    'TaxMethod',
    'string',
    '<xs:enumeration value="normal"/><xs:enumeration value="difference"/><xs:enumeration value="difference-full"/>',
  ),
  restricted('TaxCode', 'string', '<xs:pattern value="[0-9]{1,19}"/>'),
].join('\n');

const header = group('Header', [
  text('EIid', 'Word', 1),
  text('Version', 'Word', 1),
  text('Mark', 'Word'),
  named('EInvoiceType', 'code', 'minOccurs="0"'),
  text('Sign', 'Sign', 1),
  text('TaxMethod', 'TaxMethod'),
  named('SpecialBusiness', 'code', 'minOccurs="0"'),
]);

const item = group(
  'IssuItemInformation',
  [
    text('ItemName', 'Word'),
    text('SpecMod', 'Word'),
    text('MeaUnits', 'Word'),
    text('Quantity', 'xs:decimal'),
    text('UnPrice', 'xs:decimal'),
    text('Amount', 'Money'),
    text('TaxRate', 'xs:decimal'),
    text('Preference', 'Word'),
    text('ComTaxAm', 'Money'),
    text('TotaltaxIncludedAmount', 'Money'),
    text('Deduction', 'Money'),
    text('TaxClassificationCode', 'TaxCode'),
  ],
  ' minOccurs="0" maxOccurs="unbounded"',
);

const special = `<xs:element name="SpecialInformation" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="SpecialSubject" ${several}><xs:complexType><xs:sequence>${named('SpecialElement', 'name', several)}</xs:sequence><xs:attribute name="name" type="Word"/></xs:complexType></xs:element></xs:sequence></xs:complexType></xs:element>`;

const difference = group(
  'DifferenceInformation',
  [
    group(
      'DeductionVoucher',
      [
        named('VoucherType', 'code', 'minOccurs="0"'),
        text('VoucherInvoiceCode', 'Word'),
        text('VoucherNumber', 'Word'),
        text('VoucherDate', 'xs:date'),
        text('VoucherAmount', 'Money'),
        text('DeductedAmount', 'Money'),
        text('VoucherRemark', 'Word'),
      ],
      ` ${several}`,
    ),
  ],
  ' minOccurs="0"',
);

const data = group('EInvoiceData', [
  party('Seller'),
  party('Buyer'),
  group('BasicInformation', [
    text('TotalAmWithoutTax', 'Money'),
    text('TotalTaxAm', 'Money'),
    text('TotalTax-includedAmount', 'Money'),
    text('TotalTax-includedAmountInChinese', 'Word'),
    text('Drawer', 'Word'),
    text('Payee', 'Word'),
    text('Reviewer', 'Word'),
  ]),
  item,
  special,
  difference,
  group(
    'RedInformation',
    [text('OriginalInvoiceNumber', 'Word'), text('RedConfirmationNumber', 'Word'), text('RedReason', 'Word')],
    ' minOccurs="0"',
  ),
  group('AdditionalInformation', [text('Remark', 'Word')]),
]);

const issued = group('TaxSupervisionInfo', [
  text('InvoiceCode', 'Word'),
  text('InvoiceNumber', 'Word', 1),
  text('IssueTime', 'xs:dateTime', 1),
]);

/** The schema (XSD 1.0) of invoices as data, as it stands beside them in every archive. */
export const eInvoiceSchema = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
${types}
${group('EInvoice', [header, data, issued])}
</xs:schema>
`;
