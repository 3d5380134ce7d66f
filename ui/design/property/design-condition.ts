import type { Json } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { FieldSet } from '../../../metadata/field.ts';
import { describeSource } from '../../../rules/condition/describe-source.ts';
import { renameCondition } from '../../../rules/condition/rename.ts';
import type { Scope } from '../../../rules/condition/scope.ts';
import { openConditionDialog } from '../../condition/condition-dialog.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { language } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import type { ConditionQuestion } from '../words/condition-question.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';

/** The place of a condition, which decides the facts that it may ask. */
export interface ConditionPlace {
  readonly form: FormModel;
  /** `fields/lines.rate`, `rules/total`; empty: the form. */
  readonly place: string;
  /**
   * The form whose records it filters, for conditions on picks. Default: it is about the record or the row it stands
   * in.
   */
  readonly about?: FormModel;
}

/** The rows that a place is in; undefined: it is one of the record. */
function rowsAt({ form, place }: ConditionPlace): FieldSet | undefined {
  const [part, name = ''] = place.split('/');
  const each = part === 'rules' ? form.rules.find((rule) => rule.name === name)?.each : undefined;
  const path =
    each ?? (part === 'fields' && name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : undefined);
  return path === undefined ? undefined : fieldAtPath(form, path)?.rows;
}

async function scopeOf(at: ConditionPlace, value: Json = null): Promise<Scope> {
  const { form, about } = at;
  const { targets } = await forms.around(form);
  const own = about && (await forms.around(about)).targets;
  const settings = await settingsIn(value);
  const target = (id: string) => own?.get(id) ?? targets.get(id);
  const rows = rowsAt(at);
  const shape = about ?? rows ?? form;
  const parent = about || rows ? { parent: form } : {};
  return {
    shape,
    ...parent,
    ...(about && rows ? { row: rows } : {}),
    target,
    setting: (id) => settings.get(id) ?? target(id),
    param: (path) => form.asked?.get(path),
    making: true,
    kept: true,
  };
}

/** The settings that a condition asks, by id; one that the reader may not see stays unknown. */
async function settingsIn(value: Json): Promise<ReadonlyMap<string, FormModel>> {
  const ids = [...JSON.stringify(value).matchAll(/"\$setting\.([^."]+)\./g)].map(([, id = '']) => id);
  const found = new Map<string, FormModel>();
  for (const id of new Set(ids)) {
    const { name } = session.formById(id) ?? {};
    const model = name === undefined ? undefined : await forms.get(name).catch(() => undefined);
    if (model) found.set(id, model);
  }
  return found;
}

/** A condition of the form’s own files, which name fields by ids, as people read it. */
export async function wordsOf(value: Json, at: ConditionPlace): Promise<string> {
  return describeSource(value, await scopeOf(at, value), language());
}

/** Answers whether the editor can show a condition: facts around a row are not among those it offers. */
export function isEditable(value: Json | undefined): boolean {
  return !/"fact":\s*"(parent|row)\./.test(JSON.stringify(value ?? null));
}

/** Built in the editor of the product; undefined: it was left. */
export async function editCondition(
  value: Json | undefined,
  at: ConditionPlace,
  { title: label, empty }: ConditionQuestion,
): Promise<Json | null | undefined> {
  const scope = await scopeOf(at, value);
  const rows = rowsAt(at);
  const form = at.about ?? (rows ? { ...at.form, ...rows } : at.form);
  const named = value === undefined ? null : renameCondition(value as Condition, scope, 'toNames');
  const edited = await openConditionDialog({ form, value: named, label, empty, making: true });
  if (!edited) return edited;
  return renameCondition(edited, scope, 'toIds');
}
