import { add, compare } from '../../metadata/common/decimal.ts';
import type { JsonObject } from '../../metadata/common/json.ts';
import { firstStatus } from '../../rules/einvoicing/red-confirmation/first-status.ts';
import type { Book, Entry } from './book.ts';
import { type Mood, moodWith, usualMood } from './mood.ts';

type Request = Entry & { readonly of: 'request' };

/** A bureau, Leqi, the accounts that RPA uses and a tax-control cloud in one, with one book. */
export interface Bureau {
  mood(): Mood;
  setMood(said: JsonObject): Mood;
  /** Issues, refuses or begins; asked twice with the same id it answers the same. */
  issue(asked: JsonObject): JsonObject;
  /** Null: it never heard of it. */
  query(id: string): JsonObject | null;
  /** The number of an invoice whose files are there in a format; null: they are not, or not yet. */
  filed(id: string, format: string): string | null;
  /** Voids what it issued, once; asked twice with the same id it answers the same. */
  void(asked: JsonObject): JsonObject;
  /** Null: it was never asked. */
  voided(id: string): JsonObject | null;
  /** Numbers a red-letter information form; asked twice with the same id it answers the same. */
  inform(asked: JsonObject): JsonObject;
  /** Null: it was never asked. */
  informed(id: string): JsonObject | null;
  /** Takes a number back, whatever it answered before. Null: it never gave it. */
  revoke(number: string): JsonObject | null;
  credit(taxNo: string): JsonObject;
  /** What the buyer has done with an invoice, by its number. */
  use(number: string): JsonObject;
  /** The buyer deducts or enters an invoice: `{ number, deducted, entered }`. */
  useAsBuyer(asked: JsonObject): JsonObject;
  /** The net amount that a tax number may be invoiced this month, whatever was issued of it. */
  quota(taxNo: string): JsonObject;
  /** The accounts that it keeps of a tax number. Null: it keeps none of anybody. */
  accounts(taxNo: string): JsonObject | null;
  enter(asked: JsonObject): JsonObject;
  confirm(id: string): JsonObject | null;
  refuse(id: string): JsonObject | null;
  withdraw(id: string): JsonObject | null;
  status(id: string): JsonObject | null;
  /** The confirmations that buyers entered against a tax number. */
  entered(taxNo: string): JsonObject;
  /** A buyer enters one. */
  enterAsBuyer(asked: JsonObject): JsonObject;
  readonly book: Book;
}

/** Milliseconds that the other side has to answer a confirmation. */
const patience = 72 * 3_600_000;

/** @param clock Milliseconds since 1970. */
export function createBureau(book: Book, clock: () => number = Date.now): Bureau {
  let mood = usualMood;
  const now = () => clock() + mood.ahead * 3_600_000;
  const requests = () => book.all('request') as readonly Request[];

  return {
    book,
    mood: () => mood,
    setMood(said) {
      mood = moodWith(mood, said);
      return mood;
    },
    issue(asked) {
      const id = text(asked['id']);
      if (!book.find('request', id)) {
        const answer = answerTo(asked);
        const left = answer['state'] === 'issued' ? mood.takes : 0;
        book.write({ of: 'request', id, asked, answer, left });
      }
      return answerAbout(id) ?? {};
    },
    query: (id) => answerAbout(id),
    filed(id, format) {
      const { answer } = book.find('request', id) ?? {};
      const files = (answer?.['files'] ?? {}) as JsonObject;
      if (answer?.['state'] !== 'issued' || files[format] !== true) return null;
      return now() >= Date.parse(text(answer['issuedAt'])) + mood.files * 1_000
        ? text(answer['number'])
        : null;
    },
    void(asked) {
      const id = text(asked['id']);
      const known = book.find('void', id);
      if (known) return known.answer;
      const answer = voiding(asked);
      book.write({ of: 'void', id, asked, answer });
      return answer;
    },
    voided: (id) => book.find('void', id)?.answer ?? null,
    inform(asked) {
      const id = text(asked['id']);
      const known = book.find('information', id);
      if (known) return known.answer;
      const count = String(book.all('information').length + 1).padStart(14, '0');
      const answer =
        mood.refuses === null
          ? { state: 'numbered', number: `44${count}` }
          : refusal(mood.refuses, '税局拒绝了该请求', 'The bureau refused the request');
      book.write({ of: 'information', id, asked, answer });
      return answer;
    },
    informed: (id) => book.find('information', id)?.answer ?? null,
    revoke(number) {
      const known = book.all('information').find(({ answer }) => answer['number'] === number);
      if (!known) return null;
      book.write({
        of: 'information',
        id: known.id,
        asked: { ...known.asked, revoked: true },
        answer: known.answer,
      });
      return { state: 'revoked' };
    },
    credit: (taxNo) => ({ amount: left(taxNo) }),
    quota: () => ({ amount: mood.quota }),
    accounts: (taxNo) =>
      mood.accounts && {
        accounts: mood.accounts.filter((one) => one['taxNo'] === taxNo).map((one) => without(one, 'taxNo')),
      },
    enter(asked) {
      const id = text(asked['id']);
      const known = book.find('confirmation', id);
      if (known) return known.answer;
      const { invoiceType, blueInvoiceNo, buyerKind } = asked['document'] as JsonObject;
      const { deducted, entered } = useOf(text(blueInvoiceNo));
      const status = firstStatus({
        invoiceType: text(invoiceType),
        blueDeducted: deducted,
        blueEntered: entered,
        buyerKind: text(buyerKind),
      });
      return entry(id, asked, status ?? '01');
    },
    use: (number) => ({ ...useOf(number) }),
    useAsBuyer(asked) {
      book.write({ of: 'use', id: text(asked['number']), asked, answer: {} });
      return { ...useOf(text(asked['number'])) };
    },
    confirm: (id) => moved(id, { '02': '04', '03': '04' }),
    refuse: (id) => moved(id, { '02': '05', '03': '06' }),
    withdraw: (id) => moved(id, { '01': '08', '02': '08', '03': '08', '04': '09' }),
    status(name) {
      const known = confirmationOf(name);
      if (!known) return null;
      const { id } = known;
      const { status, at } = known.answer;
      if (status === '02' && mood.otherSide !== 'silent')
        return entry(id, known.asked, mood.otherSide === 'agrees' ? '04' : '05');
      const waits = status === '02' || status === '03';
      return waits && now() - Number(at) >= patience ? entry(id, known.asked, '07') : known.answer;
    },
    entered: (taxNo) => ({
      confirmations: book
        .all('confirmation')
        .filter(({ asked }) => asked['byBuyer'] === true && asked['sellerTaxNo'] === taxNo)
        .map(({ asked: { byBuyer: _, ...said }, answer }) => ({ ...said, ...without(answer, 'at') })),
    }),
    enterAsBuyer: (asked) => entry(text(asked['id']), { ...asked, byBuyer: true }, '03'),
  };

  function voiding(asked: JsonObject): JsonObject {
    if (mood.refuses !== null)
      return refusal(mood.refuses, '税局拒绝了该请求', 'The bureau refused the request');
    const number = text(asked['number']);
    const isVoid = book
      .all('void')
      .some((one) => one.asked['number'] === number && one.answer['state'] === 'voided');
    if (isVoid) return refusal('void-twice', `发票 ${number} 已作废`, `Invoice ${number} is void already`);
    if (!requests().some(({ answer }) => answer['number'] === number))
      return refusal('unknown', `没有开具过发票 ${number}`, `It never issued invoice ${number}`);
    return { state: 'voided', voidedAt: new Date(now()).toISOString() };
  }

  function useOf(number: string): { readonly deducted: boolean; readonly entered: boolean } {
    const { asked } = book.find('use', number) ?? { asked: {} as JsonObject };
    return { deducted: asked['deducted'] === true, entered: asked['entered'] === true };
  }

  /** By the id it was entered with, or by its number. */
  function confirmationOf(name: string): Entry | undefined {
    return (
      book.find('confirmation', name) ??
      book.all('confirmation').find(({ answer }) => answer['number'] === name)
    );
  }

  /** What it becomes, by its status; asked twice it stays what it became. */
  function moved(name: string, to: Readonly<Record<string, string>>): JsonObject | null {
    const known = confirmationOf(name);
    if (!known) return null;
    const status = to[text(known.answer['status'])];
    return status === undefined ? known.answer : entry(known.id, known.asked, status);
  }

  function answerTo(asked: JsonObject): JsonObject {
    if (mood.refuses !== null)
      return refusal(mood.refuses, '税局拒绝了该请求', 'The bureau refused the request');
    const taxNo = text(asked['sellerTaxNo']);
    const { amount } = asked['document'] as JsonObject;
    const rest = left(taxNo);
    if (rest !== null && compare(text(amount), rest) > 0)
      return refusal('quota-short', `本月可用额度 ${rest}`, `${rest} is left this month`);
    const isDigital = text(asked['invoiceType']).endsWith('xdp');
    const count = requests().filter(({ answer }) => answer['state'] === 'issued').length + 1;
    const issuedAt = new Date(now()).toISOString();
    const files = { pdf: true, ofd: isDigital, xml: isDigital };
    if (!isDigital)
      return {
        state: 'issued',
        code: '044002600111',
        number: String(count).padStart(8, '0'),
        issuedAt,
        files,
      };
    const beginning = `${issuedAt.slice(2, 4)}${taxNo.slice(2, 4)}1`;
    return { state: 'issued', number: `${beginning}${String(count).padStart(15, '0')}`, issuedAt, files };
  }

  /** The answer about a request by now: those of one account are done one after another. */
  function answerAbout(id: string): JsonObject | null {
    const known = book.find('request', id) as Request | undefined;
    if (!known) return null;
    if (known.left === 0) return known.answer;
    const first = requests().find((one) => one.left > 0 && accountOf(one) === accountOf(known));
    if (first?.id === id) book.write({ ...known, left: known.left - 1 });
    return { state: 'processing' };
  }

  /** Null: nobody said how much there is. */
  function left(taxNo: string): string | null {
    if (mood.quota === null) return null;
    const month = new Date(now()).toISOString().slice(0, 7);
    return requests()
      .filter(({ asked }) => asked['sellerTaxNo'] === taxNo)
      .filter(({ answer }) => text(answer['issuedAt']).startsWith(month))
      .reduce(
        (rest, { asked }) => add(rest, negative(text((asked['document'] as JsonObject)['amount']))),
        mood.quota,
      );
  }

  function entry(id: string, asked: JsonObject, status: string): JsonObject {
    const before = book.find('confirmation', id)?.answer;
    const number = before?.['number'] ?? `99${String(book.all('confirmation').length + 1).padStart(18, '0')}`;
    const answer = { status, number, at: before?.['at'] ?? now() };
    book.write({ of: 'confirmation', id, asked, answer });
    return answer;
  }
}

function refusal(code: string, zh: string, en: string): JsonObject {
  return { state: 'failed', code, message: { zh, en } };
}

function accountOf({ asked }: Request): string {
  return text(asked['account'] ?? asked['sellerTaxNo']);
}

function negative(amount: string): string {
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}

function without(object: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([member]) => member !== name));
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
