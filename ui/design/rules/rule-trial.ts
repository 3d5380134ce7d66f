import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { UniqueSource } from '../../../metadata/source.ts';
import type { FormModel } from '../../model/form-model.ts';
import { isBlank } from '../../model/record-same.ts';
import { RecordEditor } from '../../record/editor/record-editor.ts';
import { session } from '../../session/session.ts';
import { designedForm } from '../preview/trial-records.ts';
import type { Drawn } from '../work/bench-shapes.ts';

/** The verdict of a rule on the record it is tried on. */
export type Verdict = 'holds' | 'fails';

/**
 * A design's rules on a record in force, by place: `rules/total`, `unique/number`, `actions/lock`,
 * `fields/rate/visible`.
 */
export async function tryRules(
  form: FormModel,
  drawn: Drawn,
  record: string,
): Promise<ReadonlyMap<string, Verdict>> {
  const editor = new RecordEditor({
    outline: { name: form.name, kind: 'master' },
    record,
    designed: () => designedForm(form, drawn),
  });
  await editor.load();
  const { look, edited } = editor;
  const verdict = (holds: boolean): Verdict => (holds ? 'holds' : 'fails');
  const said = [...(look?.problems ?? []), ...(look?.warnings ?? [])];
  const broken = new Set(said.map(({ params }) => params?.['rule']));
  const ofUnique = await Promise.all(
    form.unique.map(async (unique) => {
      const values = valuesOf(form, unique, edited);
      const isAlone = values && (await isOnlyOne(form, values, record));
      return isAlone === undefined ? [] : ([[`unique/${unique.name}`, verdict(isAlone)]] as const);
    }),
  );
  return new Map<string, Verdict>([
    ...form.rules.map(({ name }) => [`rules/${name}`, verdict(!broken.has(name))] as const),
    ...form.actions.map(
      ({ name }) => [`actions/${name}`, verdict(look?.actions.has(name) ?? false)] as const,
    ),
    ...ofUnique.flat(),
    ...form.fields.flatMap(({ id }) => {
      const seen = look?.states.get(id);
      const said = seen
        ? ([
            ['visible', seen.visible],
            ['required', seen.required],
            ['readonly', seen.readonly],
          ] as const)
        : [];
      return said.map(([property, is]) => [`fields/${id}/${property}`, verdict(is)] as const);
    }),
    ...form.layout.tabs.flatMap(({ name, groups }) => [
      [`layout/tabs/${name}/visible`, verdict(look?.sections.has(name) ?? true)] as const,
      ...groups.flatMap((group) => {
        const at = `layout/groups/${group.name}`;
        return [
          [`${at}/visible`, verdict(look?.sections.has(`${name}/${group.name}`) ?? true)],
          [`${at}/folded`, verdict(look?.folded.has(`${name}/${group.name}`) ?? false)],
        ] as const;
      }),
    ]),
  ]);
}

type Values = ReadonlyMap<string, Json>;

/**
 * Answers the values that a uniqueness compares; undefined: some are rows, references or empty, which the server alone
 * judges.
 */
function valuesOf(
  form: FormModel,
  unique: UniqueSource,
  edited: Readonly<Record<string, Json>>,
): Values | undefined {
  if (unique.across !== undefined || unique.where !== undefined) return undefined;
  const found = new Map<string, Json>();
  for (const id of unique.fields) {
    const field = form.byId.get(id);
    const value = field && edited[field.name];
    if (!field || value === undefined || isBlank(value) || isObject(value) || Array.isArray(value))
      return undefined;
    found.set(field.name, value);
  }
  return found;
}

async function isOnlyOne(form: FormModel, values: Values, record: string): Promise<boolean | undefined> {
  const live = session.formById(form.id);
  if (!live) return undefined;
  const all = [...values].map(([fact, value]) => ({ fact, operator: 'equal', value }));
  const query = { view: 'manage', limit: 2, fields: 'id', filter: JSON.stringify({ all }) } as const;
  const answer = await session.api
    .call('GET /api/forms/:form/records', { path: { form: live.name }, query })
    .catch(() => undefined);
  return answer && !answer.items.some(({ id }) => id !== record);
}
