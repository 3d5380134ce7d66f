import { compare } from '../../../metadata/common/decimal.ts';
import { isGiven, type Text } from '../../decisions/given.ts';
import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';

/** A code that customers scan, as it was set up; what is empty asks nothing of a scan. */
export interface ScanCode {
  readonly number?: Text;
  readonly enabled?: boolean | null;
  /** Id of the organisation that sells. */
  readonly organisation?: Text;
  readonly taxNo?: Text;
  readonly invoiceTypes?: readonly string[] | null;
  readonly businessSystem?: Text;
  readonly grossLimit?: Text;
}

/** The application that a scan would become. */
export interface Scanned {
  readonly organisation?: Text;
  readonly sellerTaxNo?: Text;
  readonly invoiceType?: Text;
  readonly sourceSystem?: Text;
  readonly lines?: readonly { readonly gross?: Text }[] | null;
  /** Of all lines. */
  readonly gross?: Text;
}

export interface ScanQuestion {
  /** The text of the code that was scanned, or its number. */
  readonly scanned: string;
  /** Null: no code has this text or number. */
  readonly code: ScanCode | null;
  readonly application: Scanned;
}

/** The members of an application that its code says where the scan leaves them open. */
export interface SaidByCode {
  readonly sellerTaxNo?: string;
  readonly invoiceType?: string;
  readonly sourceSystem?: string;
}

/**
 * Answers what a code says of an application by itself; of several types none.
 *
 * @example
 * saidByCode({ taxNo: 'A', invoiceTypes: ['10xdp'] }) //=> { sellerTaxNo: 'A', invoiceType: '10xdp' }
 * saidByCode({ taxNo: 'A', invoiceTypes: ['10xdp', '08xdp'] }) //=> { sellerTaxNo: 'A' }
 */
export function saidByCode({ taxNo, invoiceTypes, businessSystem }: ScanCode): SaidByCode {
  const [type, ...others] = invoiceTypes ?? [];
  return {
    ...(isGiven(taxNo) && { sellerTaxNo: taxNo }),
    ...(isGiven(type) && others.length === 0 && { invoiceType: type }),
    ...(isGiven(businessSystem) && { sourceSystem: businessSystem }),
  };
}

/** Whether a scan may become an application by the code that was scanned, with every reason against it. */
export function judgeScan(
  { scanned, code, application }: ScanQuestion,
  level?: TraceLevel,
): Decided<{ readonly allowed: boolean }> {
  const trace = new Trace(level);
  if (code) holdAgainst(trace, code, application);
  else trace.stops('scan-code-unknown', { field: 'code' }, { scanned });
  return trace.decided({ allowed: !trace.stopped });
}

function holdAgainst(trace: Trace, code: ScanCode, application: Scanned): void {
  const number = code.number ?? '';
  if (code.enabled === false) trace.stops('scan-code-disabled', { field: 'code' }, { number });
  if (isOther(code.organisation, application.organisation))
    trace.stops('scan-organisation-other', { field: 'organisation' }, { number });
  if (isOther(code.taxNo, application.sellerTaxNo))
    trace.stops('scan-seller-other', { field: 'sellerTaxNo' }, { number, taxNo: code.taxNo ?? '' });
  if (isOther(code.businessSystem, application.sourceSystem)) {
    const params = { number, system: code.businessSystem ?? '' };
    trace.stops('scan-system-other', { field: 'sourceSystem' }, params);
  }
  const types = code.invoiceTypes ?? [];
  if (types.length > 0 && !types.includes(application.invoiceType ?? ''))
    trace.stops('scan-type-other', { field: 'invoiceType' }, { number, invoiceType: types });
  if (isGiven(code.grossLimit)) holdAgainstLimit(trace, number, code.grossLimit, application);
}

/** A line without its gross would pass below every limit. */
function holdAgainstLimit(trace: Trace, number: string, limit: string, { gross, lines }: Scanned): void {
  for (const [line, one] of (lines ?? []).entries())
    if (!isGiven(one.gross)) trace.stops('scan-gross-missing', { line, field: 'gross' }, { number });
  if (isGiven(gross) && compare(gross, limit) > 0)
    trace.stops('scan-gross-above', { field: 'gross' }, { number, gross, limit });
}

function isOther(expected: Text, actual: Text): boolean {
  return isGiven(expected) && expected !== actual;
}
