import { formerValuesOf } from '../../metadata/former-values.ts';
import type { Issue } from '../../metadata/issue.ts';
import type { Field, Form, Model, Shape } from '../../metadata/model.ts';

/** What callers of the API have to know of a publish: forms and fields that are called otherwise or not at all any more. */
export function namesChanged(former: Model, model: Model): readonly Issue[] {
  const found: Issue[] = [];
  for (const before of former.formsById.values()) {
    const form = model.formsById.get(before.id);
    if (!form) {
      const params = { name: before.name, label: { ...before.label } };
      found.push({
        code: 'form-left-out',
        severity: 'warning',
        package: before.package,
        pointer: '',
        params,
      });
      continue;
    }
    const note = about(form, found);
    if (form.name !== before.name) note('form-renamed', '/name', { from: before.name, to: form.name });
    if (form.hash !== before.hash) compare(before, form, note);
  }
  return found;
}

type Note = (code: string, pointer: string, params: Issue['params']) => void;

function about(form: Form, found: Issue[]): Note {
  return (code, pointer, params) =>
    found.push({
      ...{ code, severity: 'warning', form: form.id, package: form.package, pointer },
      params: { form: { ...form.label }, name: form.name, ...params },
    });
}

function compare(former: Shape, shape: Shape, note: Note): void {
  for (const before of former.fields) {
    if (before.dropped) continue;
    const field = shape.byId.get(before.id);
    const pointer = `/fields/${before.path}`;
    const params = { field: { ...before.label }, path: before.path };
    if (!field || field.dropped) note('field-left-out', pointer, { ...params, from: before.name });
    else {
      if (field.name !== before.name)
        note('field-renamed', `${pointer}/name`, { ...params, from: before.name, to: field.name });
      optionsGone(before, field, note);
      if (before.rows && field.rows) compare(before.rows, field.rows, note);
    }
  }
}

function optionsGone(before: Field, field: Field, note: Note): void {
  const { options, label, path, kind } = field;
  if (kind.offersForms || !before.options || !options) return;
  const offered = new Set(options.map(({ value }) => value));
  const gone = before.options.filter(({ value }) => !offered.has(value)).map(({ value }) => value);
  const meaning = formerValuesOf(field) ?? {};
  for (const [code, some] of [
    ['options-translated', gone.filter((value) => Object.hasOwn(meaning, value))],
    ['options-left-out', gone.filter((value) => !Object.hasOwn(meaning, value))],
  ] as const)
    if (some.length > 0) note(code, `/fields/${path}`, { field: { ...label }, path, options: some });
}
