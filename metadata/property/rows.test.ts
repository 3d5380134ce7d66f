import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../common/json.ts';
import { describeForm, outlineOf } from '../describe/describe-form.ts';
import { comparePackages } from '../diff/compare-packages.ts';
import { kinds } from '../kinds/index.ts';
import { compile } from '../model/compile.ts';
import { sourceOf } from '../model/layers/set-property.ts';
import { saidIn } from '../model/said-in.ts';
import { readSourceFiles } from '../model/source-files.ts';
import type { PackageSource } from '../source.ts';
import { saidOfOthers } from '../targets.ts';
import { type DifferenceRule, differenceRules } from './difference.ts';
import type { Row, Rows } from './property.ts';
import { rowAt, rowsOf } from './rows.ts';
import type { Thing } from './target-place.ts';
import { everyTrial, type Tried } from './trials.suite.ts';

const all = everyTrial();
const named = all.map((one) => [`${one.property} of a ${one.thing}`, one] as const);

function read(files: Readonly<Record<string, Json>>): PackageSource {
  const { source, issues } = readSourceFiles(new Map(Object.entries(files)));
  if (!source) throw new Error(JSON.stringify(issues));
  return source;
}

function errorsOf({ issues }: ReturnType<typeof compile>): readonly string[] {
  return issues.flatMap(({ code, severity, file, pointer }) =>
    severity === 'error' ? [`${code} ${file}${pointer}`] : [],
  );
}

/** As a target names it. */
function targetOf({ thing, property, of }: Tried): string {
  const places: Readonly<Record<Thing, string>> = {
    form: '',
    field: `fields/${of}/`,
    ofKinds: `fields/${of}/`,
    option: 'fields/colour/options/red/',
    rule: 'rules/noted/',
    unique: 'unique/once/',
    action: 'actions/clean/',
    block: `blocks/${of === 'note' ? 'hint' : of}/`,
    view: `views/${of === 'note' ? 'byColour' : of}/`,
    tab: 'layout/tabs/main/',
    group: 'layout/groups/all/',
    param: 'params/stay/nights/',
  };
  return places[thing] + property;
}

function rowOf(one: Tried): Partial<Row> {
  const row = rowAt(targetOf(one));
  if (!row) throw new Error(`no row of ${targetOf(one)}`);
  return row;
}

describe('what another value means to others', () => {
  it.each(named)('%s is told by its row, or by whoever looks at it himself', (_, one) => {
    const { change } = rowOf(one);
    const [before, after] = one.packages.map(read) as [PackageSource, PackageSource];
    const found = comparePackages(before, after);
    const said = found.map(({ rule, place }) => `${place} ${rule}`);
    if (typeof change === 'function') {
      const rules = change({ before: one.before, after: one.after }, one.beside);
      expect(said.sort()).toEqual(rules.map((rule) => `${one.place} ${rule}`).sort());
    } else expect(said).not.toEqual([]);
    expect(comparePackages(before, before)).toEqual([]);
  });

  it('is known of all but what only tells how a value is kept', () => {
    const unknown = all.filter(({ packages: [before, after] }) =>
      comparePackages(read(before), read(after)).some(({ rule }) => rule === 'property-changed'),
    );
    expect(unknown.map(({ property }) => property)).toEqual(['loose', 'reasons', 'values', 'members']);
  });

  it.each<readonly [property: string, thing: Thing, rule: DifferenceRule]>([
    ['width', 'field', 'looks-changed'],
    ['columns', 'ofKinds', 'looks-changed'],
    ['byNumber', 'ofKinds', 'looks-changed'],
    ['match/order', 'form', 'order-changed'],
  ])('%s of a %s: %s, whoever says it', (property, thing, rule) => {
    const one = all.find((each) => each.property === property && each.thing === thing);
    if (!one) throw new Error(property);
    const [before, after] = one.packages.map(read) as [PackageSource, PackageSource];
    expect(comparePackages(before, after).map((found) => found.rule)).toEqual([rule]);
    if (!rowOf(one).merge) return;
    const layers = [{}, { [targetOf(one)]: one.after as Json }].map((set) => read(layer({ set })));
    const said = comparePackages(...(layers as [PackageSource, PackageSource]));
    expect(said.map((found) => [found.rule, differenceRules[found.rule].grade])).toEqual([
      [rule, differenceRules[rule].grade],
    ]);
  });
});

/** Somebody else's package, which speaks of the form or of the parameter. */
function layer(says: { readonly set: JsonObject; readonly ofParam?: boolean }): Record<string, Json> {
  const { set, ofParam = false } = says;
  const said = { label: { zh: '层', en: 'Layer' } };
  return {
    'package.json': {
      name: 'layer',
      version: '1.0.0',
      peerDependencies: { stays: '*' },
      guiju: { prefix: 'la', ...said },
    },
    ...(ofParam
      ? { 'params/stay.json': { type: 'stay', ...said, params: [], set } }
      : { 'extensions/thing.json': { extends: 'thing', set } }),
  };
}

/** As `set` of a file names it. */
function saidAs(one: Tried): string {
  const target = targetOf(one);
  return one.thing === 'param' ? target.split('/').slice(2).join('/') : target;
}

describe('what another package says', () => {
  // A property that consists of members is set member by member.
  const whole = named.filter(([, one]) => !rowOf(one).members && !rowOf(one).eachMember);
  const wanted = ({ before, after }: Tried): Json => after ?? before ?? null;

  it.each(whole)('%s comes together with what its owner says as its row tells, or is refused', (_, one) => {
    const [owner] = one.packages;
    const ofParam = one.thing === 'param';
    const value = wanted(one);
    const compiled = compile([read(owner), read(layer({ set: { [saidAs(one)]: value }, ofParam }))]);
    const codes = compiled.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    const { merge, locked } = rowOf(one);
    if (!merge) {
      expect(codes).toEqual([locked && !ofParam ? 'set-locked' : 'set-owner']);
      return;
    }
    const merged = merge(one.before, value);
    expect(codes).toEqual('refused' in merged ? [merged.refused] : []);
    if ('refused' in merged) return;
    const segments = targetOf(one).split('/');
    const layered = compiled.layers.get('thing');
    const param = compiled.model?.params.get('stay')?.params[0];
    const known = (ofParam ? param : layered && sourceOf(layered, segments)) as JsonObject | undefined;
    expect(known?.[segments.at(-1) ?? '']).toEqual(merged.value);
  });

  it.each(whole.filter(([, one]) => rowOf(one).merge))('%s is told as its row tells it', (_, one) => {
    const ofParam = one.thing === 'param';
    const value = wanted(one);
    const [silent, speaks] = [{}, { [saidAs(one)]: value }].map((set) => read(layer({ set, ofParam })));
    if (!silent || !speaks) throw new Error('two layers');
    const { spoken = saidOfOthers } = rowOf(one);
    const rules = spoken({ before: undefined, after: value }, {});
    expect(comparePackages(silent, speaks).map(({ rule }) => rule)).toEqual(rules);
    expect(comparePackages(speaks, silent).map(({ rule }) => rule)).toEqual(['said-no-more']);
  });
});

it.each(named)('%s is explained by what its owner says, or stands apart', (_, one) => {
  const [before, after] = one.packages;
  const files = Object.entries(one.after === undefined ? before : after);
  const ofParam = one.thing === 'param';
  const place = targetOf(one).slice(0, -one.property.length).replace(/\/$/, '');
  const { said } = saidIn(files, { form: ofParam ? '' : 'thing', place });
  const { apart, members, eachMember } = rowOf(one);
  const names = [...said.keys()].filter(
    (name) => name === one.property || name.startsWith(`${one.property}/`),
  );
  // The value that holds while nothing is set is explained by its words alone.
  const isUnset = one.property.startsWith('unset');
  if (apart || (isUnset && members === undefined)) expect(names).toEqual([]);
  else if ((members ?? eachMember) && !isUnset && typeof (one.after ?? one.before) === 'object')
    expect(names.every((name) => name !== one.property) && names.length > 0).toBe(true);
  else expect(names).toEqual([one.property]);
});

describe('in which answers it stands', () => {
  const answers = (files: Readonly<Record<string, Json>>) => {
    const compiled = compile([read(files)]);
    expect(errorsOf(compiled)).toEqual([]);
    const { model } = compiled;
    const form = [...(model?.formsById.values() ?? [])].find(({ name }) => name.startsWith('thing'));
    if (!model || !form) throw new Error('not compiled');
    const shown = { seen: () => true, writable: () => true };
    const whole: JsonObject = JSON.parse(JSON.stringify(describeForm(form, model, shown)));
    const outline: JsonObject = JSON.parse(JSON.stringify(outlineOf(form)));
    return { whole, outline, fields: whole['fields'] as readonly JsonObject[] };
  };
  const differ = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a) !== JSON.stringify(b);

  /** Names of the rows of a thing whose trials change the member of an answer that is called so. */
  const changed = (thing: Thing, of: (files: Readonly<Record<string, Json>>, one: Tried) => JsonObject) =>
    new Set(
      all
        .filter((one) => one.thing === thing)
        .filter((one) => {
          const [before, after] = one.packages.map((files) => of(files, one));
          const [name = ''] = one.property.split('/');
          return differ(before?.[name], after?.[name]);
        })
        .map(({ property }) => property.split('/')[0] ?? ''),
    );
  const answered = (rows: Rows, answer: 'form' | 'outline') =>
    new Set(Object.keys(rows).filter((name) => rows[name]?.answers?.[answer]));

  it('of a form, in its outline', () => {
    // The outline tells that the form matches, not how.
    const found = changed('form', (files) => answers(files).outline);
    expect(found).toEqual(answered(rowsOf.form, 'outline').union(new Set(['match'])));
  });

  it('of a form, in its description', () => {
    // The description begins with what the outline tells.
    const wanted = answered(rowsOf.form, 'form').union(answered(rowsOf.form, 'outline'));
    expect(changed('form', (files) => answers(files).whole)).toEqual(wanted);
  });

  it('of a field, in the description of its form', () => {
    const fieldOf = (files: Readonly<Record<string, Json>>, { of }: Tried): JsonObject => {
      const { fields } = answers(files);
      const found = fields.find(({ id, name }) => [id, name].includes(of) || String(id).startsWith(of));
      return found ?? {};
    };
    // A kind is told by its name.
    const wanted = answered(rowsOf.field, 'form').union(new Set(['kind']));
    expect(changed('field', fieldOf)).toEqual(wanted);
    // Properties of its kind stand there, whatever the kind is.
    const ofKinds = changed('ofKinds', fieldOf);
    expect(ofKinds).toEqual(new Set(Object.keys(rowsOf.ofKinds)));
  });
});

it('every property of a kind has a row, and every row a kind that knows it', () => {
  const known = new Set([...kinds.values()].flatMap(({ properties }) => Object.keys(properties)));
  expect([...known].sort()).toEqual(Object.keys(rowsOf.ofKinds).sort());
});
