import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../metadata/common/json.ts';
import { standardModel } from '../../workshop/standard-model.ts';
import { readRaw } from '../params/raw.ts';
import { checkLines, type ToleranceLine } from './check-tolerances/check-tolerances.ts';
import { readGolden } from './golden.suite.ts';

/** Beside the repository, where the cases are written. */
const given = new URL('../../../shared/golden/', import.meta.url);

interface Check {
  readonly name: string;
  readonly of: string;
  readonly pass?: readonly Json[];
  readonly fail?: readonly Json[];
  readonly valid?: readonly string[];
  readonly warn?: readonly string[];
  readonly input?: readonly string[];
  readonly expect?: readonly string[];
}

const lineOf: Readonly<Record<string, (said: Json) => ToleranceLine>> = {
  'line-amount': (said) => {
    const [quantity = '', price = '', amount = ''] = said as readonly string[];
    return { quantity, price, amount };
  },
  'line-tax': (said) => ({ amount: '100', rate: '0.13', tax: String(said) }),
};

/** Checks that are tried elsewhere. */
const elsewhere: Readonly<Record<string, string>> = {
  licence: 'rules/einvoicing/licence/licence.test.ts',
  'business-control': 'runtime/model/packages/invoicing-checks.db.test.ts',
  red: 'rules/einvoicing/match-blue/match-blue.test.ts',
  'red-quantity': 'rules/einvoicing/match-blue/match-blue.test.ts',
  'auto-issue-window': 'rules/einvoicing/auto-issue/auto-issue.test.ts',
  ...Object.fromEntries(
    ['remark-length', 'remark-bytes', 'price-length', 'price-length-red-or-leqi'].map((of) => [
      of,
      'rules/einvoicing/limit-length/limit-length.test.ts',
    ]),
  ),
};
const model = await standardModel();

describe('the worked cases', () => {
  it.runIf(existsSync(given))('are those that were given', () => {
    const files = readdirSync(given);
    const here = new Set(readdirSync(new URL('golden/', import.meta.url)));
    expect(files.filter((file) => !here.has(file))).toEqual([]);
    for (const file of here) {
      const own = readFileSync(new URL(`golden/${file}`, import.meta.url), 'utf8');
      expect([file, own === readFileSync(new URL(file, given), 'utf8')]).toEqual([file, true]);
    }
  });

  it('are all asked, file by file', () => {
    const tests = globSync('rules/{einvoicing,imaging}/**/*.test.ts');
    const text = tests.map((path) => readFileSync(path, 'utf8')).join('\n');
    const asked = new Set(
      [...text.matchAll(/(?:itAnswers|goldenCases|readGolden)(?:<[^(]*>)?\(\s*'([\w-]+)'/g)].map(
        ([, name]) => name,
      ),
    );
    const files = readdirSync(new URL('golden/', import.meta.url)).filter((name) => name.endsWith('.json'));
    expect(files.map((name) => name.slice(0, -'.json'.length)).filter((name) => !asked.has(name))).toEqual(
      [],
    );
    expect(files.length).toBeGreaterThan(30);
  });

  const { cases } = readGolden<{ readonly cases: readonly Check[] }>('checks');
  const of = (name: string) => cases.find((one) => one.of === name);

  it('are tried, each kind of check', () => {
    const here = ['tax-number', 'param', ...Object.keys(lineOf)];
    const known = [...here, ...Object.keys(elsewhere)];
    expect([...new Set(cases.map(({ of }) => of))].sort()).toEqual([...known].sort());
    for (const file of Object.values(elsewhere)) expect(existsSync(file)).toBe(true);
  });

  it('warn of credit codes that fail their check, and refuse none', () => {
    const { valid = [], warn = [] } = of('tax-number') ?? {};
    const [taxNo] = (model.forms.get('organisation')?.fields ?? []).filter(
      ({ kind }) => kind.name === 'tax-number',
    );
    const warnings = (code: string) => (taxNo?.kind.warn?.(code, taxNo, code) ?? []).map((one) => one.code);
    expect(valid.map(warnings)).toEqual([[], []]);
    expect(warn.map(warnings)).toEqual([['tax-number-check']]);
    expect([...valid, ...warn].map((code) => taxNo?.kind.read(code, taxNo).ok)).toEqual([true, true, true]);
  });

  it('take a discount rate outside 0 to 1 as 1, and none as 1', () => {
    const { input = [], expect: expected = [] } = of('param') ?? {};
    const param = model.params.get('sim_invoice_discount_rate')?.params[0];
    if (!param) throw new Error('no such parameter');
    const meant = input.map((text) => {
      const read = readRaw(text, param, 'discount_rate');
      return read.ok ? (read.value ?? param.unset.value) : '?';
    });
    expect(meant).toEqual(expected);
    expect(expected.length).toBe(5);
  });

  const tolerances = cases.filter(({ of }) => Object.hasOwn(lineOf, of));

  it.each(tolerances.map((one) => [one.name, one] as const))('%s', (_name, { of, pass = [], fail = [] }) => {
    const found = (said: Json) => {
      const line = lineOf[of]?.(said);
      return line ? checkLines({ lines: [line] }, {}).map(({ code }) => code) : ['?'];
    };
    expect(pass.map(found)).toEqual(pass.map(() => []));
    expect(fail.map(found)).toEqual(fail.map(() => [of]));
  });
});
