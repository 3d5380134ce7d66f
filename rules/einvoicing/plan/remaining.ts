import { add, sign, sub } from '../../../metadata/common/decimal.ts';
import type { Json, JsonObject } from '../../../metadata/common/json.ts';
import { rowsIn } from '../../decisions/rules.ts';
import type { Application } from '../forms/documents.ts';

const issued = { amount: 'issuedAmount', tax: 'issuedTax', gross: 'issuedGross' } as const;

/** An application as it is still to be issued: lines that are out wholly are gone, others carry their rest. */
export function remainingOf(application: Application): Application {
  if (application.applyStatus !== 'partial') return application;
  const lines = rowsIn(application, 'lines').flatMap((line) => {
    if (textOf(line.issuedGross) === '0' && textOf(line.issuedQuantity) === '0') return [line];
    const rest = { amount: restOf(line, 'amount'), tax: restOf(line, 'tax'), gross: restOf(line, 'gross') };
    if (sign(rest.gross) === 0 && sign(rest.amount) === 0) return [];
    const given = line.quantity ?? null;
    const quantity = given === null ? null : sub(String(given), textOf(line.issuedQuantity));
    return [{ ...line, ...rest, quantity }];
  });
  return { ...application, lines };
}

function restOf(line: JsonObject, member: keyof typeof issued): string {
  return sub(textOf(line[member]), textOf(line[issued[member]]));
}

/** A decimal in the one way it is written; nothing is nothing. */
function textOf(value: Json | undefined): string {
  return add(typeof value === 'string' || typeof value === 'number' ? String(value) : '0', '0');
}
