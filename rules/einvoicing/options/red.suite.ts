import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { rowsIn } from '../../decisions/rules.ts';
import type { Line } from '../common/line.ts';
import { type BlueRule, matchBlue, rulesToTry } from '../match-blue/match-blue.ts';
import type { BlueInvoice } from '../match-blue/remaining.ts';
import {
  type ConfirmationRule,
  matchRedConfirmation,
} from '../match-red-confirmation/match-red-confirmation.ts';
import { recordsOf, rulesOf } from '../rules.suite.ts';
import { now, ofBuyer, optionsOf, type Scene, shapeOf, withValue, zone } from './common.suite.ts';

const blueLine = { itemName: '货', rate: '0.13', quantity: '10', price: '10', amount: '100' };
const blue = (number: string, issuedAt: string, more: JsonObject = {}, line: JsonObject = {}): BlueInvoice =>
  ({
    number,
    issuedAt,
    buyerName: '甲',
    buyerTaxNo: 'T',
    lines: [{ ...blueLine, ...line }],
    ...more,
  }) as unknown as BlueInvoice;
const redding =
  (invoices: readonly BlueInvoice[], line: JsonObject, redReason = 'return'): Scene =>
  async (record, picked) => {
    const stored = {
      'blue-match-rule': [
        { number: 'A', ...record },
        { number: 'Z', range: 0, condition: ofBuyer },
      ],
    };
    const facts = { buyerName: '甲', redReason };
    const hits = await rulesOf(stored).hits('blue-match-rule', facts);
    const rules = rulesToTry(
      hits.map((hit) => hit.record as BlueRule),
      recordsOf(stored, 'blue-match-rule') as unknown as readonly BlueRule[],
      redReason,
    );
    const rest = { buyerName: '甲', buyerTaxNo: 'T' };
    const isOfRows = picked !== undefined && shapeOf('invoice', 'lines').byName.get(picked.name) === picked;
    const decided = matchBlue(
      {
        today: '2026-11-20',
        zone,
        redReason,
        invoices: invoices.map((one) => turned(one, picked, isOfRows)),
        application: isOfRows ? rest : withValue(rest, picked, 1),
        lines: [
          (isOfRows ? withValue({ ...blueLine, ...line }, picked, 1) : { ...blueLine, ...line }) as Line,
        ],
      },
      rules,
    );
    return decided.result.matches;
  };
function turned(invoice: BlueInvoice, picked: Field | undefined, isOfRows: boolean): BlueInvoice {
  if (!picked) return invoice;
  const own = invoice as unknown as JsonObject;
  const changed = isOfRows
    ? { ...own, lines: rowsIn(own, 'lines').map((line) => withValue(line, picked, 0)) }
    : withValue(own, picked, 0);
  return changed as unknown as BlueInvoice;
}
const near = blue('B1', '2026-11-10T00:00:00.000Z');
const far = blue('B2', '2026-10-01T00:00:00.000Z', {}, { quantity: '20', amount: '200' });
const old = blue('B3', '2026-09-01T00:00:00.000Z', {}, { quantity: '1', amount: '10' });
const wants = { quantity: '-3', amount: '-30', tax: '-3.9', gross: '-33.9' };
export const blueScenes: readonly Scene[] = [
  ...optionsOf('blue-match-rule', 'redReasons').map((reason) => redding([near], wants, reason)),
  redding([near, far, old], wants),
  redding([near], { ...wants, quantity: '-4' }),
  redding([near], { ...wants, price: '11' }),
  redding([blue('B', '2026-11-10T00:00:00.000Z', {}, { issuedRed: '10', issuedAllowance: '10' })], {
    ...wants,
    price: '9',
  }),
  redding(
    [blue('B', '2026-11-10T00:00:00.000Z', {}, { issuedRed: '80', issuedAllowance: '0' })],
    wants,
    'allowance',
  ),
  redding(
    [blue('B', '2026-11-10T00:00:00.000Z', {}, { issuedRed: '0', issuedAllowance: '80' })],
    wants,
    'allowance',
  ),
  redding([blue('B', '2026-11-10T00:00:00.000Z', {}, { price: '7', quantity: '15' })], {
    ...wants,
    amount: '-15',
    price: '7',
  }),
  ...[1, 2, 5].map((days) => redding([blue('B', `2026-11-${20 - days}T00:00:00.000Z`)], wants)),
];

export const confirmations: Scene = async (record, picked) => {
  const [hit] = await rulesOf({ 'red-confirmation-rule': record }).hits('red-confirmation-rule', {
    buyerName: '甲',
  });
  const line = { itemName: '货', rate: '0.13', amount: '-100', tax: '-13' };
  return optionsOf('red-confirmation-rule', 'statuses').flatMap((status) =>
    optionsOf('red-confirmation-rule', 'sources').map((source) =>
      [1, 2, 4].map((days) => {
        const confirmation = {
          number: 'C',
          status,
          source,
          enteredAt: `2026-11-${20 - days}T00:00:00.000Z`,
          sellerTaxNo: 'S',
          buyerTaxNo: 'T',
          lines: [withValue(line, picked, 0) as Line],
        };
        const asked = {
          sellerTaxNo: 'S',
          buyerTaxNo: 'T',
          lines: [withValue(line, picked, 1) as Line],
        };
        const question = { now: now.instant, application: asked, confirmations: [confirmation] };
        return matchRedConfirmation(question, (hit?.record ?? null) as ConfirmationRule | null).result
          .confirmation;
      }),
    ),
  );
};
