import { expect, it, vi } from 'vitest';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { FieldSet, Form, Model } from '../../../metadata/model.ts';
import { standardModel } from '../../../workshop/standard-model.ts';
import type { FormModel } from '../../model/form-model.ts';
import { conditionalLines } from '../rules/conditional-lines.ts';
import { wordsOf } from './design-condition.ts';

const shown: { model?: Model } = {};
const byName = (name: string) =>
  [...(shown.model?.formsById.values() ?? [])].find((one) => one.name === name);

/** The form and those that its references point at, as the page has them at hand: no settings. */
function targetsOf(form: Form): ReadonlyMap<string, Form> {
  const inside = ({ fields }: FieldSet): readonly string[] =>
    fields.flatMap((field) => [
      ...(field.target ? [field.target] : []),
      ...(field.rows ? inside(field.rows) : []),
    ]);
  const ids = [form.id, ...inside(form)];
  return new Map(
    ids
      .flatMap((id) => [[id, shown.model?.formsById.get(id)] as const])
      .flatMap(([id, one]) => (one ? [[id, one] as const] : [])),
  );
}

vi.mock('../../condition/condition-dialog.ts', () => ({}));
vi.mock('../../session/i18n.ts', () => ({
  language: () => 'en',
  say: (label?: { en: string }) => label?.en ?? '',
}));
vi.mock('../../session/session.ts', () => ({
  session: { formById: (id: string) => shown.model?.formsById.get(id) },
}));
vi.mock('../../model/forms.ts', () => ({
  forms: {
    get: async (name: string) => byName(name),
    around: async (form: Form) => ({ form, targets: targetsOf(form) }),
  },
}));

it('says every condition of the standard packages in words, whatever it asks', async () => {
  shown.model = await standardModel();
  const asJson: string[] = [];
  let said = 0;
  for (const form of shown.model.formsById.values()) {
    const at = form as unknown as FormModel;
    const asked: (readonly [string, Json])[] = [
      ...conditionalLines(at).map(({ place, condition }) => [place, condition] as const),
      ...form.rules.map(({ name, when }) => [`rules/${name}`, (when ?? null) as Json] as const),
      ...form.unique.map(({ name, when }) => [`unique/${name}`, (when ?? null) as Json] as const),
    ];
    for (const [place, condition] of asked) {
      if (!isObject(condition)) continue;
      said += 1;
      const words = await wordsOf(condition, { form: at, place });
      if (words.startsWith('{')) asJson.push(`${form.id}/${place}: ${words}`);
    }
  }
  expect(said).toBeGreaterThan(50);
  expect(asJson).toEqual([]);
});
