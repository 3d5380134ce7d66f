import { sameData } from '../../../metadata/common/same-data.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { language, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { freeName, proposedNames } from '../words/proposed-names.ts';
import type { DrawnIssue } from '../work/bench-shapes.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { design } from '../work/design-data.ts';
import { type FreshField, firstLabel, firstRow, sourceOfFresh } from './fresh-field.ts';
import { type StoredText, takenOver } from './stored-texts.ts';
import { meanings, unfitTexts } from './unfit-texts.ts';

export interface Steps {
  readonly steps: readonly DesignStep[];
  /** The place that is picked afterwards. Default: the one that was. */
  readonly place?: string;
}

/** The steps that add a field, or why the form would not be one with it. */
type Made = Required<Steps> | { readonly refused: readonly DrawnIssue[] };

/** A name that is the system's own or taken is our affair, not that of whoever said how the field is called. */
const ofNames: ReadonlySet<string> = new Set([
  'field-reserved',
  'part-twice',
  'field-twice',
  'field-name-twice',
]);
const mostNames = 20;

/**
 * Turns a field that somebody wants to add, or to make one of another kind, into steps that can be taken. `stored`: the
 * texts that records hold of it.
 */
export async function stepsOfFresh(
  form: FormModel,
  fresh: FreshField,
  stored: readonly StoredText[],
): Promise<Made> {
  const isChoice = 'options' in (kinds.get(fresh.kind)?.properties ?? {});
  const asked = isChoice ? fresh : { ...fresh, options: [] };
  if (fresh.changes !== undefined) return tried(await kindSteps(form, asked, fresh.changes, stored));
  const begun = await named(form, asked);
  const taken = new Set<string>();
  for (;;) {
    const name = freeName(begun.name, taken);
    const made = await tried(addSteps(form, asked, { ...begun, name }));
    if (!('refused' in made)) return { ...made, steps: [...made.steps, ...(await stopgaps(form, fresh))] };
    if (!made.refused.some(({ code }) => ofNames.has(code))) return made;
    taken.add(name);
    if (taken.size > mostNames) return made;
  }
}

/** As a design takes them that holds. */
async function tried(made: Required<Steps>): Promise<Made> {
  const [first] = made.steps;
  const proposed = first && (await design.drawing.proposed([first]));
  return proposed && proposed.issues.length > 0 ? { refused: proposed.issues } : made;
}

/** Rows have to have something: what nobody asked for goes as soon as they have a column that somebody wanted. */
async function stopgaps(form: FormModel, { in: rows = '' }: FreshField): Promise<readonly DesignStep[]> {
  const columns = fieldAtPath(form, rows)?.rows?.fields ?? [];
  const [only, ...others] = columns;
  const isStopgap = only && others.length === 0 && sameData(only.label, firstLabel);
  if (!isStopgap || only.kind.name !== 'text' || !design.drawing.isOurs(only.package)) return [];
  const live = session.formById(form.id);
  const published = live && (await forms.get(live.name));
  if (published && fieldAtPath(published, only.path)) return [];
  return [{ do: 'remove', form: form.id, place: `fields/${only.path}` }];
}

interface Names {
  readonly name: string;
  readonly values: readonly string[];
  readonly row: string;
}

async function named(form: FormModel, fresh: FreshField): Promise<Names> {
  const label = { zh: fresh.label.zh || fresh.label.en, en: fresh.label.en || fresh.label.zh };
  const among = { form: form.id };
  const texts = fresh.options.map((text) => ({ zh: text, en: text }));
  const [[proposed = 'field'], values, [row = 'content']] = await Promise.all([
    proposedNames([label], { of: 'field', ...among }),
    texts.length > 0 ? proposedNames(texts, { of: 'option' }) : [],
    fresh.kind === 'entries' ? proposedNames([firstLabel], { of: 'field', ...among }) : [],
  ]);
  const shape = fresh.in === undefined ? form : fieldAtPath(form, fresh.in)?.rows;
  return { name: freeName(proposed, new Set(shape?.byId.keys() ?? [])), values: distinct(values), row };
}

function addSteps(form: FormModel, fresh: FreshField, names: Names): Required<Steps> {
  const { in: rows, group, before } = fresh;
  const step: DesignStep = {
    do: 'add-field',
    form: form.id,
    content: sourceOfFresh(fresh, names),
    ...(rows === undefined ? {} : { in: rows }),
    ...(group === undefined ? {} : { group }),
    ...(before === undefined ? {} : { before }),
  };
  return { steps: [step], place: `fields/${rows === undefined ? '' : `${rows}.`}${names.name}` };
}

async function kindSteps(
  form: FormModel,
  fresh: FreshField,
  path: string,
  stored: readonly StoredText[],
): Promise<Required<Steps>> {
  const before = fieldAtPath(form, path)?.options ?? [];
  const known = new Map(before.map(({ label, value }) => [say(label), value]));
  const unknown = fresh.options.filter((text) => !known.has(text));
  const names =
    unknown.length > 0
      ? await proposedNames(
          unknown.map((text) => ({ zh: text, en: text })),
          { of: 'option' },
        )
      : [];
  const values = distinct(
    fresh.options.map((text) => known.get(text) ?? names[unknown.indexOf(text)] ?? text),
  );
  const options = fresh.options.map((text, at) => ({
    value: values[at] ?? text,
    label: before.find((one) => say(one.label) === text)?.label ?? { zh: text, en: text },
  }));
  const [row = 'content'] =
    fresh.kind === 'entries' ? await proposedNames([firstLabel], { of: 'field', form: form.id }) : [];
  const properties = {
    ...fresh.properties,
    ...(fresh.kind === 'entries' ? firstRow(row) : {}),
    ...(options.length > 0 ? { options } : {}),
  };
  const step: DesignStep = {
    do: 'change-kind',
    form: form.id,
    field: path,
    kind: fresh.kind,
    properties,
    ...(before.length > 0 && options.length === 0 && { reads: fresh.reads ?? language() }),
  };
  const isBegun = options.length > 0 && before.length === 0;
  const taken = isBegun ? takenOver(stored, options) : meanings(unfitTexts(form, fresh, stored));
  return { steps: [step, ...fitted(form, path, taken)], place: `fields/${path}` };
}

/** Number of values that a step may name. */
const mostFitted = 500;

function fitted(form: FormModel, field: string, values: Readonly<Record<string, string>>) {
  const all = Object.entries(values);
  const parts = Math.ceil(all.length / mostFitted);
  return Array.from({ length: parts }, (_, at): DesignStep => {
    const part = all.slice(at * mostFitted, (at + 1) * mostFitted);
    return { do: 'fit-values', form: form.id, field, values: Object.fromEntries(part) };
  });
}

/** No two options have one value. */
function distinct(values: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return values.map((value) => {
    const free = freeName(value, taken);
    taken.add(free);
    return free;
  });
}
