import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Carrier,
  carriersOf,
  carryingOf,
  type Document,
  flawsOf,
  lostCases,
  type Row,
  readDocuments,
  readSettled,
} from './coverage.ts';
import { coverageTable } from './coverage-table.ts';
import { readEffects } from './effects.ts';
import { standardModel } from './standard-model.ts';

const model = await standardModel();
const documents = readDocuments('docs/coverage');
const carriers = carriersOf(model);
const settled = readSettled('docs/coverage-settled.json');
const decided = readSettled('docs/coverage-decisions.json');
const effects = readEffects(model);

/** Percent of what each document says that a case shows: they rise, and never fall. */
const floors = {
  '000-imaging': 98,
  '001-invoicing': 99,
  '002-auto-issue': 100,
  '003-other-settings': 99,
  '004-brochure': 100,
};

describe('the source documents', () => {
  it('are five, with all that they name', () => {
    expect(documents.map(({ name }) => name.slice(0, 3))).toEqual(['000', '001', '002', '003', '004']);
    expect(documents.flatMap(({ rows }) => rows).length).toBeGreaterThanOrEqual(1210);
  });

  it('are carried, and marks name what they say', () => {
    expect(flawsOf(documents, model, carriers)).toEqual([]);
  });

  it.each(Object.entries(floors))('are carried as far as they were: %s at %i %%', (name, floor) => {
    const document = documents.find((one) => one.name === name);
    expect(document && carryingOf(document).percent).toBeGreaterThanOrEqual(floor);
  });

  it('have rules that a case shows, each, or leave them to later', () => {
    const unshown = documents.flatMap(({ rows }) => rows.filter((row) => row.target === 'rule' && !row.case));
    expect(unshown.map(({ id }) => id)).toEqual([]);
  });

  it('have no field in the packages that nothing reads', () => {
    expect(effects.flaws).toEqual([]);
    const decisions = effects.kept.flatMap(({ effect }) => effect.match(/^decision (.+)$/)?.[1] ?? []);
    const worked = readdirSync('rules/einvoicing/golden').map((file) => file.replace(/\.json$/, ''));
    expect(decisions.length).toBeGreaterThan(15);
    expect(
      decisions.filter((name) => !worked.some((file) => file === name || file.startsWith(`${name}-`))),
    ).toEqual([]);
    const nameless = effects.kept.filter(({ effect, why }) => !effect.startsWith('decision ') && !why);
    expect(nameless).toEqual([]);
  });

  it('are decided as they say: every file of worked cases stands beside a sentence', () => {
    const files = readdirSync('rules/einvoicing/golden').filter((file) => file.endsWith('.json'));
    const named = decided.map((row) => row.case.file.split('/').at(-1));
    // Files that are checked elsewhere: `golden.test.ts` says where.
    const beside = ['checks.json', 'licence.json'];
    expect(files.filter((file) => !named.includes(file) && !beside.includes(file))).toEqual([]);
  });

  it('are shown to work by cases that tests say', () => {
    expect(lostCases(documents, [...settled, ...decided])).toEqual([]);
    const lost = { says: 'x', case: { file: 'workshop/coverage.test.ts', says: ['no', 'where'].join('') } };
    expect(lostCases([], [lost, { ...lost, case: { ...lost.case, file: 'nothing.test.ts' } }])).toHaveLength(
      2,
    );
  });

  it('have a table that is current: npm run coverage', () => {
    expect(
      readFileSync('docs/coverage.md', 'utf8') ===
        coverageTable(documents, carriers, settled, decided, effects),
    ).toBe(true);
  });
});

describe('a flaw', () => {
  const row: Row = {
    id: '001.x',
    line: 1,
    type: 'field',
    zh: '税率',
    en: 'rate',
    form: 'invoice-item',
    target: 'field',
  };
  const carrier: Carrier = { name: 'field `x` rate', document: '001', heading: '001.x', codes: ['A'] };
  const flaws = (rows: readonly Row[], by: readonly Carrier[]) => {
    const made: Document = { name: '001-x', rows };
    return flawsOf([made], model, by).filter((flaw) => !flaw.startsWith('no list names'));
  };

  it.each<[string, Row[], Carrier[], string[]]>([
    ['is not there', [row], [carrier], []],
    ['is a row that nothing carries', [row], [], ['001.x is carried by nothing']],
    ['is none of a later part', [{ ...row, target: 'decision' }], [], []],
    [
      'is a mark that no list names',
      [row],
      [carrier, { ...carrier, heading: '001.y' }],
      ['field `x` rate is marked with 001.y, which no list names'],
    ],
    [
      'is a mark of another document',
      [row],
      [{ ...carrier, document: '002' }],
      ['field `x` rate: 001.x is not of document 002'],
    ],
    [
      'is a form that is none',
      [{ ...row, form: 'nothing' }],
      [carrier],
      ['001.x is about the form nothing, which is none'],
    ],
    [
      'is a parameter that is none',
      [{ ...row, target: 'parameter', param: 'sim_config/nothing' }],
      [],
      ['001.x is about the parameter sim_config/nothing, which is none'],
    ],
    ['is none where a parameter is preset', [preset('imc_split_by_detail')], [], []],
    [
      'is one where it is not',
      [preset('nothing')],
      [],
      [
        '001.x is about the parameter sim_default_rule_map/nothing, which is none',
        '001.x is carried by nothing',
      ],
    ],
    [
      'is a target that is none',
      [{ ...row, target: 'page' }],
      [carrier],
      ['001.x has the target page, which is none'],
    ],
    [
      'is nothing without a why',
      [{ ...row, target: 'none' }],
      [],
      ['001.x is carried by nothing and does not say why'],
    ],
    ['is a row that stands twice', [{ ...row }, row], [carrier], ['001.x stands here twice']],
    [
      'is a code that nothing offers',
      [{ ...row, options: [{ code: 'A', zh: '甲' }, { code: 'B', zh: '乙' }, { zh: '丙' }] }],
      [carrier],
      ['001.x: nothing offers B'],
    ],
  ])('%s', (_says, rows, by, expected) => {
    expect(flaws(rows, by)).toEqual(expected);
  });

  it('is no heading, and nothing that nothing carries, when rows are counted: others are, and want a case', () => {
    const shown = { file: 'workshop/coverage.test.ts', says: 'rows are counted' };
    const rows = [
      { ...row, case: shown },
      { ...row, id: '001.y' },
      { ...row, id: '001.z', target: 'later' },
      { ...row, type: 'heading' },
      { ...row, target: 'none' },
    ];
    const { unshown, ...counted } = carryingOf({ name: '001-x', rows });
    expect(counted).toEqual({ rows: 3, shown: 1, percent: 33 });
    expect(unshown.map(({ id }) => id)).toEqual(['001.y', '001.z']);
  });

  it('is a parameter that no list names', () => {
    expect(flawsOf([], model, [])).toContain('no list names the parameter hw_config/commit_mq');
  });

  function preset(key: string): Row {
    return { ...row, form: null, target: 'preset', param: `sim_default_rule_map/${key}` };
  }
});
