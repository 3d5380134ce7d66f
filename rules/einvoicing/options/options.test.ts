import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { type Scene, shapeOf } from './common.suite.ts';
import { elsewhere } from './elsewhere.suite.ts';
import { isListed, type Pair, pairsOf, sayPair } from './probes.suite.ts';
import { scenes } from './scenes.suite.ts';

/** The members that name a record or remark on it: they change nothing. */
const names = new Set(['number', 'name', 'remark', 'systemDefault', 'isDefault']);

/** Fields that are looked at in another way: amounts and quantities are looked for, prices compared by their own. */
const ownSettings: Readonly<Record<string, readonly string[]>> = {
  // Family, seller, buyer, rate and code agree whatever a rule says.
  'blue-match-rule headerFields': ['invoiceType', 'buyerTaxNo', 'sellerTaxNo'],
  'blue-match-rule lineFields': ['quantity', 'price', 'amount', 'taxCode', 'rate'],
  // Whatever a rule says, neither another special business nor another vehicle is merged.
  'merge-rule documentKeys': ['specialKind'],
  'merge-rule lineKeys': ['vehicle'],
};

interface OptionCase {
  readonly own: Field;
  /** Entries in whose rows it stands. */
  readonly entries: string | null;
}

async function differs(pair: Pair, place: (probe: Pair[number]) => JsonObject, of: readonly Scene[]) {
  const [one, other] = pair;
  for (const scene of of) {
    const answers = [await scene(place(one), other.picked), await scene(place(other), other.picked)];
    if (JSON.stringify(answers[0]) !== JSON.stringify(answers[1])) return true;
  }
  return false;
}

describe.each(Object.entries(scenes))('%s', (form, { base, of, needs = {} }) => {
  const about = (field: Field) =>
    shapeOf(String(field.props['form']), field.props['entries'] as string | undefined);
  const asked = shapeOf(form).fields.flatMap((field): readonly OptionCase[] =>
    field.rows
      ? field.rows.fields.map((own) => ({ own, entries: field.name }))
      : [{ own: field, entries: null }],
  );
  it.each(
    asked
      .filter(({ own, entries }) => !(entries === null && names.has(own.name)))
      .filter(({ own }) => !own.kind.derived && own.readonly !== true)
      .map(({ own, entries }) => [entries ? `${entries}.${own.name}` : own.name, own, entries] as const)
      .filter(([path]) => !Object.hasOwn(elsewhere, path)),
  )('%s', async (path, field, entries) => {
    const said = { ...base, ...needs[path] };
    const place = ({ value }: Pair[number]): JsonObject => {
      if (!entries) return { ...said, [field.name]: value };
      const [row = {}] = (said[entries] ?? []) as readonly JsonObject[];
      return { ...said, [entries]: [{ ...row, [field.name]: value }] };
    };
    const without = ownSettings[`${form} ${path}`] ?? [];
    const pairs = pairsOf(field, about).filter(([, { picked }]) => !without.includes(picked?.name ?? ''));
    const same: string[] = [];
    for (const pair of pairs) if (!(await differs(pair, place, of))) same.push(sayPair(field, pair));
    if (isListed(field)) expect(same).toEqual([]);
    else expect(pairs.length - same.length, same.join('\n')).toBeGreaterThan(0);
  });
});

const files = new Map<string, string>();
const textOf = (file: string) => {
  const text = files.get(file) ?? readFileSync(file, 'utf8');
  files.set(file, text);
  return text;
};

describe('what speaks only once something is issued or sent', () => {
  const options = new Set(
    Object.keys(scenes).flatMap((form) =>
      shapeOf(form).fields.flatMap(({ name, rows }) => [
        name,
        ...(rows?.fields ?? []).map((own) => `${name}.${own.name}`),
      ]),
    ),
  );

  it.each(Object.entries(elsewhere))('%s is an option, and has its test', (name, { file, says, names }) => {
    expect(options).toContain(name);
    const text = textOf(file);
    expect(text).toContain(says);
    expect(text).toMatch(new RegExp(`\\b${(names ?? name).split('.').at(-1)}\\b`));
  });
});
