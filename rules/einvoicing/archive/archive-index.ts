import { padded } from '../../../metadata/common/decimal.ts';
import { xmlText } from '../../../metadata/common/xml.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { shownText } from '../../decisions/shown.ts';
import { isDigital } from '../common/invoice-types.ts';
import type { Wire } from '../forms/wire.ts';

export const archivedFormats = ['pdf', 'ofd', 'xml'] as const;
export type ArchivedFormat = (typeof archivedFormats)[number];

/** A file of an invoice in the archive; null: it is not there. */
export type IndexedFiles = Readonly<
  Record<ArchivedFormat, { readonly path: string; readonly size: number; readonly sha256: string } | null>
>;

/** The members of an invoice that an index has, by the names of columns. */
const columns = [
  ['发票号码', 'number'],
  ['发票代码', 'invoiceCode'],
  ['票种', 'invoiceType'],
  ['蓝字/红字', 'sign'],
  ['状态', 'invoiceStatus'],
  ['开票时间', 'issuedAt'],
  ['销售方税号', 'sellerTaxNo'],
  ['销售方名称', 'sellerName'],
  ['购买方税号', 'buyerTaxNo'],
  ['购买方名称', 'buyerName'],
  ['金额', 'amount'],
  ['税额', 'tax'],
  ['价税合计', 'gross'],
] as const;

/** Written with their cents. */
const amounts: ReadonlySet<string> = new Set(['amount', 'tax', 'gross']);

/** The files that an invoice has when all is well: a digital one all three, any other its PDF. */
function awaitedFormats({ invoiceType }: Pick<Wire<'invoice'>, 'invoiceType'>): readonly ArchivedFormat[] {
  return isDigital(invoiceType) ? archivedFormats : ['pdf'];
}

export const indexHead = [
  ...columns.map(([name]) => name),
  '模拟',
  ...archivedFormats.flatMap((format) => [format.toUpperCase(), `${format.toUpperCase()} SHA-256`]),
  '缺少的文件',
];

interface Indexed {
  readonly invoice: Wire<'invoice'>;
  /** The fields of an invoice, so that options are written as people know them. */
  readonly about: FieldSet;
  /** Local time of its issue. */
  readonly issuedAt: string;
  readonly files: IndexedFiles;
}

/** The row of an invoice, by `indexHead`. */
export function indexRow(indexed: Indexed): readonly string[] {
  const { invoice, files } = indexed;
  return [
    ...columns.map(([, member]) => textOf(indexed, member)),
    invoice.simulated ? '模拟' : '',
    ...archivedFormats.flatMap((format) => [files[format]?.path ?? '', files[format]?.sha256 ?? '']),
    missingOf(indexed).join(' ').toUpperCase(),
  ];
}

/** The same as an element of the index in XML. */
export function indexElement(indexed: Indexed): string {
  const { invoice, files } = indexed;
  const members = columns.flatMap(([, member]) => {
    const text = textOf(indexed, member);
    return text === '' ? [] : [`${member}="${xmlText(text)}"`];
  });
  const inner = archivedFormats.flatMap((format) => {
    const file = files[format];
    if (!file) return [];
    const { path, size, sha256 } = file;
    return [`<File format="${format}" path="${xmlText(path)}" size="${size}" sha256="${sha256}"/>`];
  });
  const missing = missingOf(indexed).map((format) => `<Missing format="${format}"/>`);
  const simulated = invoice.simulated ? ' simulated="true"' : '';
  return `<Invoice ${members.join(' ')}${simulated}>${[...inner, ...missing].join('')}</Invoice>`;
}

export function missingOf({ invoice, files }: Pick<Indexed, 'invoice' | 'files'>): readonly ArchivedFormat[] {
  return awaitedFormats(invoice).filter((format) => files[format] === null);
}

function textOf({ invoice, about, issuedAt }: Indexed, member: (typeof columns)[number][1]): string {
  if (member === 'issuedAt') return issuedAt;
  const shown = shownText(invoice, member, { about });
  return amounts.has(member) && shown !== '' ? padded(shown, 2) : shown;
}

/**
 * A row of CSV: what a spreadsheet would take for a formula is taken for text.
 *
 * @example
 * csvRow(['1', '=A1', 'a,"b"']) //=> '1,\'=A1,"a,""b"""'
 */
export function csvRow(cells: readonly string[]): string {
  return cells
    .map((cell) => {
      const safe = /^[=+\-@\t]/.test(cell) && !/^-?[\d.]+$/.test(cell) ? `'${cell}` : cell;
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(',');
}
