import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawn, isLong } from '../../../workshop/runs.ts';
import { toLocal } from '../../calendar.ts';
import type { Line } from '../common/line.ts';
import { itAnswers } from '../golden.suite.ts';
import { issueSentence } from '../issue-words.ts';
import type { ChannelKind } from '../limit-length/limit-length.ts';
import { type GivenRecords, recordsOf, rulesOf } from '../rules.suite.ts';
import { checks } from './checks.ts';
import { issueOf } from './flaw.ts';
import { mayBeIssued } from './may-be-issued.ts';
import type { Door, Leaving, LeavingConfig } from './question.ts';
import { someBook, someLeaving } from './scenes.suite.ts';
import { slowly } from './slow.suite.ts';

interface Given {
  readonly invoiceTypes?: readonly NonNullable<Leaving['invoiceType']>[];
  readonly now: string;
  readonly at?: Door;
  readonly channelKind?: ChannelKind;
  readonly codesComplete: boolean;
  readonly params?: Readonly<Record<string, string>>;
  readonly invoices?: readonly { readonly number: string; readonly status: string }[];
  readonly invoice: Leaving & { readonly line?: Line; readonly lineCount?: number };
  readonly config: GivenRecords;
}

/** The records and parameters that a case gives, and nothing else. */
async function configOf({ now, params = {}, codesComplete, invoice, config }: Given): Promise<LeavingConfig> {
  const hits = await rulesOf(config).hits('company-rate-rule', invoice as never);
  const categories = recordsOf(config, 'tax-category') as unknown as readonly Record<string, never>[];
  return {
    today: toLocal(now, 'Asia/Shanghai').date,
    licences: recordsOf(config, 'licence') as unknown as NonNullable<LeavingConfig['licences']>,
    codeOf: (taxCode) => {
      const found = categories.find(({ code }) => code === taxCode);
      return found
        ? {
            summary: found['summary'] ?? null,
            lastDay: found['validTo'] ?? null,
            allowed: found['rates'] ?? [],
          }
        : null;
    },
    codesComplete,
    realEstate: (invoice.realEstate ?? null) as LeavingConfig['realEstate'],
    corrections: [],
    rateRules: hits.map(({ record }) => record),
    parameter: (type, key) => params[`${type}/${key}`] ?? null,
  };
}

describe('an invoice may be issued', () => {
  itAnswers('may-be-issued', async (given: Given) => {
    const { invoice, invoiceTypes = [invoice.invoiceType ?? null], at, channelKind, invoices = [] } = given;
    const { line, lineCount = 0, ...own } = invoice;
    const lines = line ? Array.from({ length: lineCount }, () => line) : (invoice.lines ?? []);
    const blue = invoices.find(({ number }) => number === invoice.blueInvoice);
    const config = await configOf(given);
    const asked = (door: Door | undefined, invoiceType: Leaving['invoiceType']) =>
      mayBeIssued(
        {
          invoice: { ...own, lines, invoiceType: invoiceType ?? null },
          ...(door ? { at: door } : {}),
          channelKind: channelKind ?? null,
          blue: blue ? { invoiceStatus: blue.status } : null,
        },
        config,
      );
    const [type = null] = invoiceTypes;
    const answers = invoiceTypes.map((one) => asked(at, one));
    // Every type of a case answers the same, and both doors where none is named.
    for (const answer of answers) expect(places(answer)).toEqual(places(answers[0] ?? []));
    if (!at && !('atPush' in given) && Object.keys(given.params ?? {}).length === 0)
      expect(places(asked('submit', type))).toEqual(places(answers[0] ?? []));
    return { mayBeIssuedSet: answers[0], atSubmitSet: asked('submit', type), atPushSet: asked('push', type) };
  });

  it('says the same as a second implementation that shares nothing with it', () => {
    const provoked = new Set<string>();
    fc.assert(
      fc.property(someLeaving, someBook, (question, config) => {
        const found = mayBeIssued(question, config);
        for (const { code } of found) provoked.add(code);
        expect(places(found)).toEqual(slowly(question, config));
      }),
      { numRuns: drawn(600) },
    );
    // Of so few a rare one may be missing.
    const missing = checks.map(({ flaw }) => flaw).filter((code) => !provoked.has(code));
    expect(missing.length).toBeLessThan(isLong ? 1 : 8);
  });

  it('says each check in words of both languages, with all that they name', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(someLeaving, someBook, (question, config) => {
        for (const flaw of mayBeIssued(question, config))
          for (const language of ['zh', 'en'] as const) {
            const sentence = issueSentence(issueOf(flaw), language);
            const isRaw = /[{}]|undefined|[a-z][A-Z]/.test(sentence) || sentence === flaw.code;
            if (isRaw) seen.set(flaw.code, sentence);
          }
      }),
      { numRuns: drawn(200) },
    );
    expect([...seen]).toEqual([]);
  });
});

function places(flaws: readonly { code: string; path: string; severity: string }[]): readonly string[] {
  return flaws.map(({ code, path, severity }) => `${code} ${path} ${severity}`).sort();
}
