import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../json.ts';
import { compile } from './compile.ts';
import { readSourceFiles } from './source-files.ts';

const label = (text: string) => ({ zh: text, en: text });
const field = (name: string, kind: string, more: JsonObject = {}): JsonObject => ({
  ...{ name, kind, label: label(name) },
  ...more,
});
const options = ['open', 'stays'].map((value) => ({ value, label: label(value) }));
const packageOf = (name: string, prefix: string, files: Readonly<Record<string, Json>>) => {
  const manifest = { name, version: '2.0.0', guiju: { prefix, label: label(name) } };
  const { source } = readSourceFiles(new Map(Object.entries({ 'package.json': manifest, ...files })));
  return source ?? expect.fail();
};
const step = (of: string, values: JsonObject, form = 'paper'): JsonObject => ({
  ...{ step: 'values', form, field: of },
  values,
});

/** A package of papers with files of steps; another one states steps for a field that is not its own. */
function compiled(files: Readonly<Record<string, Json>>, foreign?: Json) {
  const form = {
    ...{ name: 'paper', kind: 'master', label: label('Paper') },
    fields: [
      field('number', 'text', { length: 40 }),
      field('state', 'choice', { options }),
      field('lines', 'entries', { fields: [field('state', 'choice', { options })] }),
    ],
  };
  const migrations = Object.entries(files).map(([file, content]) => [`migrations/${file}.json`, content]);
  const own = packageOf('papers', 'pp', { 'forms/paper.json': form, ...Object.fromEntries(migrations) });
  const other = packageOf('others', 'oo', foreign === undefined ? {} : { 'migrations/a.json': foreign });
  return compile([own, other]);
}

const place = ({ file, pointer, code }: { file?: string; pointer: string; code: string }) =>
  `${file}#${pointer} ${code}`;

describe('steps of a package', () => {
  it.each<[string, Json, readonly string[]]>([
    [
      'belong to a version that is not to come',
      { to: '2.0.1', steps: [step('state', { a: 'open' })] },
      ['/to migration-version'],
    ],
    ['or is none', { to: 'two', steps: [step('state', { a: 'open' })] }, ['/to migration-version']],
    [
      'name a form',
      { to: '2.0.0', steps: [step('state', { a: 'open' }, 'papre')] },
      ['/steps/0/form unknown-form'],
    ],
    ['a field', { to: '2.0.0', steps: [step('stat', { a: 'open' })] }, ['/steps/0/field unknown-field']],
    [
      'that is a choice',
      { to: '2.0.0', steps: [step('number', { a: 'open' })] },
      ['/steps/0/field migration-kind'],
    ],
    [
      'translate what is no option any more',
      { to: '2.0.0', steps: [step('state', { stays: 'open' })] },
      ['/steps/0/values/stays migration-value-offered'],
    ],
    [
      'into an option',
      { to: '2.0.0', steps: [step('lines.state', { 'a/b': 'opne' })] },
      ['/steps/0/values/a~1b migration-value-unknown'],
    ],
    [
      'and not in a ring',
      { to: '2.0.0', steps: [step('state', { a: 'b', b: 'a' })] },
      ['/steps/0/values/a migration-value-unknown', '/steps/0/values/b migration-value-unknown'],
    ],
    [
      'each value once',
      { to: '2.0.0', steps: [step('state', { a: 'open' }), step('state', { a: 'stays' })] },
      ['/steps/1/values/a migration-value-twice'],
    ],
    [
      'and are of a sort there is',
      { to: '2.0.0', steps: [{ ...step('state', { a: 'open' }), step: 'guess' }] },
      ['/steps/0/step schema-enum'],
    ],
  ])('%s', (_, content, expected) => {
    const { issues } = compiled({ states: content });
    expect(issues.map(place)).toEqual(expected.map((said) => `migrations/states.json#${said}`));
  });

  it('are a matter of the package whose field it is', () => {
    const { issues } = compiled({}, { to: '1.0.0', steps: [step('state', { a: 'open' })] });
    expect(issues.map(place)).toEqual(['migrations/a.json#/steps/0/field migration-foreign']);
  });

  it('follow one another by their versions, whatever their files are called', () => {
    const { model, issues } = compiled({
      first: { to: '2.0.0', steps: [step('state', { b: 'open', d: null })] },
      second: { to: '1.9.0', steps: [step('state', { a: 'b', c: 'd' })] },
    });
    expect(issues).toEqual([]);
    const field = model?.forms.get('paper')?.byId.get('state');
    expect(field?.formerValues).toEqual({ a: 'open', b: 'open', c: null, d: null });
  });

  it('change the hash of their form, and of nothing else', () => {
    const [without, once] = [
      compiled({}),
      compiled({ a: { to: '2.0.0', steps: [step('state', { a: 'open' })] } }),
    ].map(({ model }) => model?.forms.get('paper')?.hash);
    expect(without).toEqual(expect.any(String));
    expect(once).not.toBe(without);
  });
});
