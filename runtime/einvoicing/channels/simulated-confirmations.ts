import { textIn } from '../../../rules/decisions/given.ts';
import { firstStatus } from '../../../rules/einvoicing/red-confirmation/first-status.ts';
import type { Confirmations } from './channel.ts';

/** So long the other side has to agree. */
const patience = 72 * 3_600_000;

/** The status of one that is refused, by that in which it waited. */
const refusedAs: Readonly<Record<string, string>> = { '02': '05', '03': '06' };
const waitsForAnswer = (status: string): boolean => Object.hasOwn(refusedAs, status);

/** Red confirmations of a bureau that nobody else works with: nobody enters any. */
export function simulatedConfirmations(clock: () => number): Confirmations {
  return {
    enter: async ({ id, invoiceType, blue, document }) => ({
      status:
        firstStatus({
          invoiceType,
          blueDeducted: blue.deducted,
          blueEntered: blue.entered,
          buyerKind: textIn(document, 'buyerKind'),
        }) ?? '01',
      number: numberOf(id),
    }),
    confirm: async ({ status }) => (waitsForAnswer(status) ? '04' : status),
    refuse: async ({ status }) => refusedAs[status] ?? status,
    withdraw: async ({ status }) => (status === '04' ? '09' : '08'),
    async status({ status, enteredAt }) {
      return waitsForAnswer(status) && enteredAt !== null && clock() - Date.parse(enteredAt) >= patience
        ? '07'
        : status;
    },
    entered: async () => [],
  };
}

/** Twenty digits, the same for the same confirmation however often it is entered. */
function numberOf(id: string): string {
  const digits = BigInt(`0x${id.replaceAll('-', '')}`) % 10n ** 18n;
  return `99${String(digits).padStart(18, '0')}`;
}
