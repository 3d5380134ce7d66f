import { add, sign, sub } from '../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { rowsIn } from '../../decisions/rules.ts';
import { deductionLeft } from '../common/deduction.ts';
import type { Application } from '../forms/documents.ts';

const issued = { amount: 'issuedAmount', tax: 'issuedTax', gross: 'issuedGross' } as const;

/** An application as it is still to be issued: lines that are out wholly are gone, others carry their rest. */
export function remainingOf(application: Application): Application {
  if (application.applyStatus !== 'partial') return application;
  const isNumbered = ['travellers', 'freights', 'vouchers'].some((entries) =>
    rowsIn(application as JsonObject, entries).some((row) => isPresent(row['line'])),
  );
  const lines = rowsIn(application, 'lines').flatMap((one, at) => {
    // Rows belong to lines by the numbers that these had when nothing was out.
    const line = isNumbered ? { ...one, seq: one.seq ?? at + 1 } : one;
    if (textOf(line.issuedGross) === '0' && textOf(line.issuedQuantity) === '0') return [line];
    const rest = { amount: restOf(line, 'amount'), tax: restOf(line, 'tax'), gross: restOf(line, 'gross') };
    if (sign(rest.gross) === 0 && sign(rest.amount) === 0) return [];
    const given = line.quantity ?? null;
    const quantity = given === null ? null : sub(String(given), textOf(line.issuedQuantity));
    const { deduction, issuedDeduction } = line;
    const left = deductionLeft({
      deduction,
      amount: textOf(line.amount),
      rest: rest.amount,
      left: issuedDeduction ? sub(textOf(deduction), issuedDeduction) : null,
    });
    return [{ ...line, ...rest, ...(left === null ? {} : { deduction: left }), quantity }];
  });
  return { ...application, lines };
}

function isPresent(value: Json | undefined): boolean {
  return value !== undefined && value !== null;
}

function restOf(line: JsonObject, member: keyof typeof issued): string {
  return sub(textOf(line[member]), textOf(line[issued[member]]));
}

/** A decimal in the one way it is written; nothing is nothing. */
function textOf(value: Json | undefined): string {
  return add(typeof value === 'string' || typeof value === 'number' ? String(value) : '0', '0');
}
