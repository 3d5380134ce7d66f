import { describe, expect, it } from 'vitest';
import type { DesignStep } from '../../metadata/design/design-step.ts';
import type { JsonObject } from '../../metadata/json.ts';
import { kinds } from '../../metadata/kinds/index.ts';
import { sample } from '../../metadata/model/sample.suite.ts';
import { paramTargets, targets } from '../../metadata/targets.ts';
import { nameOf, samples } from '../../workshop/kind-samples.ts';
import { formOfDrawn } from './drawn-form.ts';
import { kindGroups, kindWords } from './kind-words.ts';
import { propertyWords } from './property-words.ts';
import { spokenForm } from './spoken-form.ts';
import { Workbench } from './workbench.ts';

const label = (zh: string) => ({ zh, en: zh });
const packages = Object.entries(sample).map(([name, files]) => ({
  ...{ name, version: '1.0.0', own: name === 'local', prefix: name },
  files: files as JsonObject,
}));
const bench = () => new Workbench(packages);
const colour: DesignStep = {
  do: 'add-field',
  form: 'item',
  content: {
    ...{ name: 'local_colour', kind: 'choice', label: label('颜色') },
    options: [{ value: 'r', label: label('红') }],
  },
};

describe('the bench of a design', () => {
  it('draws what steps come to, for those who only look as for the form’s own page', () => {
    const at = bench();
    expect(at.take(0, [colour])).toEqual([]);
    const drawn = at.draw({ form: 'item', place: 'fields/local_colour' });
    expect(drawn).toMatchObject({ at: 1, stale: false });
    expect(drawn.form?.own).toContain('fields/local_colour');
    expect(drawn.form?.touched).toEqual(['fields/local_colour']);
    expect(drawn.lines.find(({ id }) => id === 'item')).toMatchObject({ touched: true });
    const form = drawn.form && formOfDrawn(structuredClone(drawn.form));
    expect(form?.byId.get('local_colour')).toMatchObject({ kind: { name: 'choice' } });
    expect(drawn.properties.find(({ property }) => property === 'label')).toMatchObject({
      ...{ may: 'own', owner: 'local', value: label('颜色'), target: 'fields/local_colour/label' },
    });
  });

  it('draws the form as a role sees it, too: without what it may not read, and closed where it may not write', () => {
    const at = bench();
    at.take(0, [colour]);
    const one = (readable: readonly string[], writable: readonly string[] = []) => ({ readable, writable });
    const seen = (actions: readonly string[], ...grants: ReturnType<typeof one>[]) => {
      const { form } = at.draw({ form: 'item', as: { actions, grants } });
      const fields = form?.seen?.['fields'] as readonly { id: string; writable: boolean }[];
      return Object.fromEntries(fields.map(({ id, writable }) => [id, writable]));
    };
    expect(seen(['read'], one([]))).toMatchObject({ name: false, local_colour: false });
    expect(seen(['read', 'edit'], one(['name']))).toEqual({ name: true });
    expect(seen(['read', 'edit'], one(['name', 'local_colour'], ['name']))).toEqual({
      ...{ name: true, local_colour: false },
    });
    // What one grant shows another does not open for writing.
    expect(seen(['read', 'edit'], one(['name'], ['local_colour']), one(['local_colour'], ['name']))).toEqual({
      ...{ name: false, local_colour: false },
    });
    expect(at.draw({ form: 'item' }).form?.seen).toBeNull();
  });

  it('is spoken in either language: all that people read, and nothing else', () => {
    const at = bench();
    const named: DesignStep = { do: 'set', form: 'item', target: 'label', value: { zh: '货', en: 'Goods' } };
    at.take(0, [named]);
    const { described } = at.draw({ form: 'item' }).form ?? {};
    if (!described) throw new Error('it is drawn');
    const english = spokenForm(described, 'en');
    expect(english['label']).toEqual({ zh: 'Goods', en: 'Goods' });
    expect(english.hash).not.toBe(described.hash);
    expect(english['list']).toEqual(described['list']);
  });

  it('goes back to any step, and on from there', () => {
    const at = bench();
    const rename: DesignStep = { do: 'set', form: 'item', target: 'label', value: label('货') };
    at.take(0, [colour, rename]);
    expect(at.draw({ form: 'item' }).form?.described['label']).toEqual(label('货'));
    at.take(1, []);
    const drawn = at.draw({ form: 'item' });
    expect(drawn.at).toBe(1);
    expect(drawn.form?.described['label']).not.toEqual(label('货'));
    at.take(0, []);
    expect(at.draw({ form: 'item' }).form?.own).not.toContain('fields/local_colour');
  });

  it('tells a step that cannot be taken, and draws as if it were not there', () => {
    const at = bench();
    const lost: DesignStep = { do: 'hide', form: 'item', place: 'fields/nowhere' };
    const [refused] = at.take(0, [lost, colour]);
    expect(refused).toMatchObject({ step: lost });
    expect(refused?.issues[0]?.message.zh).not.toBe('');
    expect(at.draw({ form: 'item' })).toMatchObject({ at: 2, stale: false });
  });

  it('shows the form as it last held together while it does not, and says where it does not', () => {
    const at = bench();
    const rule: DesignStep = {
      ...{ do: 'add-part', form: 'item', part: 'rules' },
      content: {
        ...{ name: 'local_never', message: label('不') },
        check: { fact: 'nowhere', operator: 'equal', value: 1 },
        fields: ['price'],
      },
    };
    at.take(0, [colour]);
    at.draw({ form: 'item' });
    at.take(1, [rule]);
    const drawn = at.draw({ form: 'item', place: 'rules/local_never' });
    expect(drawn.stale).toBe(true);
    expect(drawn.form?.own).toContain('fields/local_colour');
    const issue = drawn.issues.find(({ severity }) => severity === 'error');
    expect(issue).toMatchObject({ form: 'item', place: 'rules/local_never' });
    expect(drawn.properties.map(({ property }) => property)).toContain('check');
  });

  it('begins with what is in force where the design does not hold together from the beginning', () => {
    const at = bench();
    at.take(0, [{ do: 'write-file', path: 'extensions/item.json', content: { extends: 'nowhere' } }]);
    const drawn = at.draw({ form: 'item' });
    expect(drawn).toMatchObject({ stale: true, at: 1 });
    expect(drawn.lines.map(({ id }) => id)).toContain('item');
    expect(drawn.form?.described['id']).toBe('item');
  });

  it('says of what others own who said it, what may be said otherwise, and what is closed', () => {
    const at = bench();
    at.take(0, [{ do: 'set', form: 'item', target: 'fields/price/label', value: label('价') }]);
    const { properties } = at.draw({ form: 'item', place: 'fields/price' });
    const named = (name: string) => properties.find(({ property }) => property === name);
    expect(named('label')).toMatchObject({ may: 'set' });
    expect(named('label')?.said.at(-1)).toEqual({ package: 'local', value: label('价') });
    expect(named('precision')).toMatchObject({ may: 'locked' });
    expect(named('carry')).toMatchObject({ may: 'owner' });
  });

  it.each([...kinds.keys()])('a field of the kind %s is drawn with all that can be said of it', (kind) => {
    const at = bench();
    const forms: DesignStep[] = ['thing', 'paper'].map((name) => ({
      do: 'add-form',
      content: {
        ...{ name, kind: 'master', label: label(name) },
        fields: [
          { name: 'number', kind: 'text', label: label('号') },
          { name: 'rank', kind: 'text', label: label('级') },
        ],
      },
    }));
    const add = (one: string): DesignStep => ({
      ...{ do: 'add-field', form: 'paper' },
      content: {
        ...{ name: nameOf(one), kind: one, label: label(one) },
        ...(samples[one]?.props as JsonObject | undefined),
      },
    });
    const beside: Readonly<Record<string, readonly string[]>> = {
      carry: ['reference'],
      computed: ['decimal', 'money'],
    };
    const steps = [...forms, ...(beside[kind] ?? []).map(add), add(kind)];
    expect(at.take(0, steps)).toEqual([]);
    const place = `fields/${nameOf(kind)}`;
    const drawn = at.draw({ form: 'paper', place });
    expect(drawn.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(drawn.form && formOfDrawn(drawn.form).byId.get(nameOf(kind))?.kind.name).toBe(kind);
    const own = Object.keys(kinds.get(kind)?.properties ?? {}).filter((name) => name !== 'fields');
    const shown = drawn.properties.map(({ property }) => property);
    expect(shown).toEqual(expect.arrayContaining(['label', 'required', ...own]));
    expect(drawn.properties.every(({ may }) => may === 'own')).toBe(true);
    // Each has words and an editor of its own, and stands in the palette once.
    for (const property of shown) expect(propertyWords(property, place).label, property).not.toBe(property);
    expect(kindWords(kind).label).not.toBe(kind);
    expect(kindGroups().filter(({ kinds: inside }) => inside.includes(kind))).toHaveLength(1);
  });

  it('has words for every property that targets name', () => {
    const unknown = targets
      .filter((target) => !paramTargets.includes(target))
      .map(({ at }) => at.split('/'))
      .filter((segments) => {
        const property = ['list', 'match', 'sharing', 'preset'].includes(segments[0] ?? '')
          ? segments.join('/')
          : (segments.at(-1) ?? '');
        const place = segments.slice(0, -1).join('/');
        return propertyWords(property, place).label === property;
      });
    expect(unknown).toEqual([]);
  });
});
