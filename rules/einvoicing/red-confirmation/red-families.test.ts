import { describe } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { momentIn } from '../../calendar.ts';
import { canReverse } from '../common/invoice-types.ts';
import { completed, type Line } from '../common/line.ts';
import type { Application } from '../forms/documents.ts';
import { codesOf, itAnswers } from '../golden.suite.ts';
import { type BlueRule, matchBlue } from '../match-blue/match-blue.ts';
import type { BlueInvoice } from '../match-blue/remaining.ts';
import { missingOf } from '../plan/red-header.ts';
import { redInvoice } from '../plan/red-invoice.ts';
import { type GivenRecords, recordsOf } from '../rules.suite.ts';
import { firstStatus } from './first-status.ts';
import { linkedTo } from './linked.ts';

type Blue = BlueInvoice & {
  readonly invoiceType?: string;
  readonly buyerKind?: string;
  readonly deducted?: boolean;
  readonly entered?: boolean;
  readonly issuedRed?: readonly {
    readonly line: number;
    readonly amount: string;
    readonly quantity: string;
  }[];
};

interface Given {
  readonly now: string;
  readonly application: Application;
  readonly invoices: readonly Blue[];
  readonly enteredBy?: 'buyer';
  readonly redConfirmations?: readonly { readonly number: string; readonly lines: readonly Line[] }[];
  readonly link?: string;
  readonly params?: { readonly taxToleranceOnLink?: string | null };
  readonly config: GivenRecords;
}

/** The red that was issued stands at the lines of stored invoices. */
function stored({ issuedRed = [], ...blue }: Blue): Blue {
  const lines = blue.lines.map((line, at) => {
    const own = issuedRed.find((one) => one.line === (line.seq ?? at + 1));
    const turned = (value: string) => value.replace('-', '');
    return own ? { ...line, issuedRed: turned(own.amount), returnedQuantity: turned(own.quantity) } : line;
  });
  return { ...blue, lines };
}

function ask({ now, application, invoices, enteredBy, redConfirmations = [], link, params, config }: Given) {
  const blues = invoices.map(stored);
  const given = (application.lines ?? []).map((line) => completed(line as Line, 'normal'));
  const linked = redConfirmations.find(({ number }) => number === link);
  const decided =
    linked &&
    linkedTo({ lines: given, confirmation: linked, taxTolerance: params?.taxToleranceOnLink ?? null });
  const lines = decided ? decided.result.lines : given;
  const { result, issues } = matchBlue(
    {
      today: momentIn('Asia/Shanghai', Date.parse(now)).localDate,
      zone: 'Asia/Shanghai',
      application,
      invoices: blues,
      redReason: application.redReason ?? null,
      lines,
    },
    recordsOf(config, 'blue-match-rule') as unknown as readonly BlueRule[],
  );
  const [blue] = blues;
  const reds = [...Map.groupBy(result.matches, (match) => match.blue)].map(([number, matches]) => {
    const own = blues.find((one) => one.number === number);
    const whole = { amount: '0', tax: '0', gross: '0', remark: '', withList: false };
    const made = redInvoice(
      { ...whole, lines: lines.map((line, from) => ({ ...line, from, writeBackQuantity: null })) },
      matches.map(({ line, blueLine, amount, quantity }) => ({
        line: lines.findIndex(({ seq }, at) => (seq ?? at + 1) === line),
        amount,
        quantity,
        blueLine: own?.lines.find(({ seq }, at) => (seq ?? at + 1) === blueLine) ?? {},
        blueRow: '',
        before: [],
        isLast: true,
      })),
    );
    const header = {
      ...(application as JsonObject),
      ...missingOf(application as JsonObject, own as JsonObject),
    };
    return { ...header, ...made, blue: number, confirmation: linked?.number ?? null };
  });
  const status = firstStatus({
    invoiceType: application.invoiceType ?? null,
    blueDeducted: blue?.deducted ?? null,
    blueEntered: blue?.entered ?? null,
    buyerKind: blue?.buyerKind ?? null,
    enteredBy: enteredBy ?? null,
  });
  return {
    ...result,
    reds,
    candidatesSet: blues
      .filter(({ invoiceType }) => canReverse(application.invoiceType ?? null, invoiceType ?? null))
      .map(({ number }) => number),
    confirmation: status && { status },
    issues: decided && decided.issues.length > 0 ? codesOf(decided) : codesOf({ issues }),
    differences: (decided?.result.differences ?? []).map((one) => ({ ...one, line: one.line + 1 })),
  };
}

describe('red invoices', () => {
  itAnswers('red-families', ask);
});
