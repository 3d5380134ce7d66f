import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { describeForm } from '../../../metadata/describe/describe-form.ts';
import { compile } from '../../../metadata/model/compile.ts';
import { type Packages, sourcesOf } from '../../../metadata/model/sample.suite.ts';
import { viewKinds } from '../../../metadata/property/view-kinds.ts';
import { samples } from '../../../workshop/kind-samples.ts';
import { type FormModel, reviveForm } from '../../model/form-model.ts';
import { canBeDrawn } from './drawing.ts';
import { lackOf } from './view-lack.ts';

const label = (text: string) => ({ zh: text, en: text });

/** A form with a number and fields of these kinds, as its list knows it. */
function formWith(kinds: readonly string[], can: readonly string[] = ['read', 'report']): FormModel {
  const fields = kinds.map((kind) => ({
    ...{ name: `a${kind}`, kind, label: label(kind) },
    ...samples[kind]?.props,
  }));
  const number = { name: 'number', kind: 'text', length: 20, label: label('Number'), required: true };
  const thing = {
    ...{ name: 'thing', kind: 'master', sharing: 'everybody', label: label('Thing') },
    fields: [number, ...fields],
  };
  const guiju = { prefix: 'own', label: label('Own') };
  const files = { 'package.json': { name: 'own', version: '1.0.0', guiju }, 'forms/thing.json': thing };
  const { model, issues } = compile(sourcesOf({ own: files } as unknown as Packages));
  const form = model?.formsById.get('thing');
  if (!form || !model) throw new Error(JSON.stringify(issues));
  const described = describeForm(form, model, { seen: () => true, writable: () => true });
  return reviveForm({ ...(described as unknown as JsonObject), parameters: {}, can } as never);
}

const bare = formWith([]);
const lacking = viewKinds.filter((kind) => !canBeDrawn(bare, kind));

describe('a way to draw records that a form lacks something for', () => {
  it('is one that needs a field of its kind', () => {
    expect(lacking).toEqual(['board', 'calendar', 'tree']);
  });

  it.each(viewKinds)('says why, or there is nothing to say: %s', (kind) => {
    const lack = lackOf(bare, kind);
    expect(lack?.why ?? '').toMatch(lacking.includes(kind) ? /^需要.+/ : /^$/);
    expect(lack !== undefined).toBe(!canBeDrawn(bare, kind));
  });

  it.each(lacking)('has what it needs once the field is added that is offered: %s', (kind) => {
    const field = lackOf(bare, kind)?.field;
    const mended = formWith([field?.kind ?? '']);
    expect([canBeDrawn(mended, kind), lackOf(mended, kind)]).toEqual([true, undefined]);
  });

  it.each(lacking)('says where the field goes that is added to a form of a package: %s', (kind) => {
    const own = { ...bare, package: 'local' } as FormModel;
    const [there, here] = [bare, own].map((form) => lackOf(form, kind)?.field?.offer);
    expect(there).toBe(`${here}，记入本地调整`);
  });

  it('offers no field where the right to report is what a chart lacks', () => {
    expect(lackOf(formWith(['choice'], ['read']), 'chart')).toEqual({ why: '需要“汇总报表”权限' });
  });
});
