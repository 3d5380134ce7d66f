import { msg, str } from '@lit/localize';
import { html, type LitElement, type TemplateResult } from 'lit';
import { isObject, type Json, type JsonObject } from '../../../metadata/common/json.ts';
import type { PlanIssue } from '../../../metadata/contract/packages/parts.ts';
import type { Field } from '../../../metadata/field.ts';
import { loneField } from '../../../metadata/kinds/common/lone-field.ts';
import { kinds } from '../../../metadata/kinds/index.ts';
import type { FieldSource, OptionSource } from '../../../metadata/source.ts';
import { meantValue, writtenValue } from '../../../rules/meant-value.ts';
import { problemText } from '../../fields/read-typed.ts';
import { own } from '../../kit/dialog/dialog-form.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { table } from '../../kit/table/table.ts';
import { language, plural, say, sentences } from '../../session/i18n.ts';
import { sourceAt } from '../steps/copied-fields.ts';
import { design } from '../work/design-data.ts';

/** A stored value that does not fit, and in how many rows it stands. */
interface HeldValue {
  readonly value: string;
  readonly count: number;
}

type Typed = Readonly<Record<string, string>>;

/** The field whose values do not fit, where the design may say what becomes of them. */
interface UnfitField {
  readonly form: string;
  readonly path: string;
  readonly source: FieldSource;
  readonly held: readonly HeldValue[];
  readonly count: number;
  /** Values of which nothing is said stay as they are. */
  readonly stays: boolean;
}

/** Values that the column of the new kind has no room for. */
export const unfitRowsCode = 'tables-unfit-rows';
/** Texts that are none of the options that a field has now: they stay where nothing is said of them. */
const notAnOption = 'records-no-option';

/** Tells whether the issue is about stored values that the design may change or give up. */
export function mayFit({ code, params, package: owner }: PlanIssue): boolean {
  return (
    (code === unfitRowsCode || code === notAnOption) &&
    typeof params['path'] === 'string' &&
    owner !== undefined
  );
}

/** Says what the design may do about such values. */
export function fitWords(code: string): string {
  return code === notAnOption
    ? msg('改为选项…', { id: 'fit-open-option' })
    : msg('改为其他值或清空…', { id: 'fit-open' });
}

/**
 * Asks what becomes of stored values that do not fit: another value each, or none. Answers whether it was said; the plan
 * is another one then.
 */
export function fitValues(host: LitElement, { code, params }: PlanIssue): Promise<boolean> {
  const held = (Array.isArray(params['held'])
    ? params['held']
    : []) as readonly unknown[] as readonly HeldValue[];
  const count = Number(params['count'] ?? 0);
  return fitHeld(host, { code, path: String(params['path']), held, count });
}

interface Held {
  readonly code: string;
  /** `order/lines/rate`. */
  readonly path: string;
  readonly held: readonly HeldValue[];
  /** Rows, those with values that are not named among them. */
  readonly count: number;
}

/** The same of values that are known already. */
export async function fitHeld(host: LitElement, { code, path: at, held, count }: Held): Promise<boolean> {
  const [form = '', ...ids] = at.split('/');
  const path = ids.join('.');
  const source = sourceAt(await design.drawing.fieldsOf(form), path);
  if (!source) return false;
  const stays = code === notAnOption;
  const start = proposals({ form, path, source, held, stays, count });
  // Those of which somebody has to say something stand first.
  const inOrder = held.toSorted((a, b) => Number(start[a.value] !== '') - Number(start[b.value] !== ''));
  const unfit = { form, path, source, held: inOrder, stays, count };
  const { label } = source;
  return openForm(host, {
    label: msg(str`“${say(label)}”中不符合新类型的值`, { id: 'fit-values' }),
    wide: held.length > 0,
    before: () => html`<p class="small muted">${said(unfit, start)}</p>`,
    fields: {
      values: own<Typed>({
        label: msg('改成', { id: 'fit-becomes' }),
        start,
        control: ({ value, change }) => html`${valueTable(unfit, value, change)}`,
        when: () => held.length > 0,
        isEmpty: () => false,
      }),
      others: {
        kind: 'check',
        label: msg('未填写的全部清空；原来的值保留在历史中', { id: 'fit-empty-others' }),
        // What nobody has seen is not emptied unasked.
        start: !stays && unlisted(unfit) <= 0,
        when: () => !stays,
      },
    },
    may: ({ values, others }) =>
      wrongOf(unfit, values).size === 0 && (others || Object.values(values).some((one) => one !== '')),
    act: msg('应用', { id: 'fit-do' }),
    send: async ({ values, others }) => {
      const meant = meanings(unfit, values);
      await design.take({
        do: 'fit-values',
        form,
        field: path,
        ...(Object.keys(meant).length > 0 && { values: meant }),
        ...(others && { others: 'empty' }),
      });
      await design.settle();
    },
  });
}

/** Number of rows whose values are not named. */
function unlisted({ count, held }: Pick<UnfitField, 'count' | 'held'>): number {
  return count - held.reduce((sum, one) => sum + one.count, 0);
}

function said({ count, held, stays }: UnfitField, start: Typed): string {
  const rows = plural(msg(str`${count} 行的值不符合新类型。`, { id: 'fit-count' }));
  if (held.length === 0) return rows;
  const rest = unlisted({ count, held });
  const read = Object.values(start).filter((text) => text !== '').length;
  return sentences([
    rows,
    rest > 0
      ? plural(msg(str`下面是最常见的 ${held.length} 种，另有 ${rest} 行的值未列出。`, { id: 'fit-most' }))
      : stays
        ? msg('每一种可以改为一个选项，不选则保持原样。', { id: 'fit-each-option' })
        : msg('每一种可以改为符合的值，不填则清空。', { id: 'fit-each' }),
    read > 0 ? plural(msg(str`其中 ${read} 种已按新类型填好，请核对。`, { id: 'fit-read' })) : '',
  ]);
}

function fieldOf({ source }: UnfitField): Field | undefined {
  const kind = kinds.get(source.kind);
  if (!kind) return undefined;
  const options = optionsOf(source);
  return { ...loneField(kind, source as JsonObject), ...(options.length > 0 && { options }) };
}

function optionsOf(source: FieldSource): readonly OptionSource[] {
  const options = (source as JsonObject)['options'];
  if (!Array.isArray(options)) return [];
  return (options as readonly Json[]).filter(isObject) as readonly JsonObject[] as readonly OptionSource[];
}

/** What people may have meant, as the kind reads what they write. */
function proposals(unfit: UnfitField): Typed {
  return Object.fromEntries(
    unfit.held.map(({ value }): [string, string] => {
      const [field, kept] = [fieldOf(unfit), spelling(unfit, value)];
      return [value, field && kept !== null ? writtenValue(kept, field, design.drawing.zone) : ''];
    }),
  );
}

/** The text as the kind keeps it; null: it is none of its values. */
function spelling(unfit: UnfitField, typed: string): string | null {
  const field = fieldOf(unfit);
  return field ? meantValue(typed, field, { language: language(), zone: design.drawing.zone }) : null;
}

function meanings(unfit: UnfitField, typed: Typed): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(typed).flatMap(([value, text]) => {
      const kept = text.trim() === '' ? null : spelling(unfit, text.trim());
      return kept === null ? [] : [[value, kept] as const];
    }),
  );
}

/** Values for which something is typed that the kind does not keep either, each with why. */
function wrongOf(unfit: UnfitField, typed: Typed): ReadonlyMap<string, string> {
  const wrong = Object.entries(typed).flatMap(([value, text]) =>
    text.trim() !== '' && spelling(unfit, text.trim()) === null
      ? [[value, whyWrong(unfit, text.trim())] as const]
      : [],
  );
  return new Map(wrong);
}

/** What the kind wants to be written, with an example where it has one. */
function whyWrong(unfit: UnfitField, typed: string): string {
  const field = fieldOf(unfit);
  const parsed = field?.kind.parse(typed, field, language());
  const read = field && parsed?.ok ? field.kind.read(parsed.value, field) : parsed;
  const [problem] = read && !read.ok ? read.problems : [];
  return problem ? problemText(problem) : msg('这个字段不能存储这个值', { id: 'fit-wrong' });
}

function valueTable(unfit: UnfitField, typed: Typed, change: (typed: Typed) => void): TemplateResult {
  const wrong = wrongOf(unfit, typed);
  const options = optionsOf(unfit.source);
  const put = (value: string) => (event: Event) =>
    change({ ...typed, [value]: (event.target as HTMLInputElement | HTMLSelectElement).value });
  const name = (value: string) => msg(str`“${value}”改成`, { id: 'fit-becomes-of' });
  const empty = unfit.stays ? msg('保持原样', { id: 'fit-stays' }) : msg('清空', { id: 'fit-empty' });
  return table({
    caption: msg('不符合的值', { id: 'fit-caption' }),
    frame: 'framed',
    rows: unfit.held,
    columns: [
      { label: msg('已有的值', { id: 'fit-held' }), role: 'name', cell: ({ value }: HeldValue) => value },
      { label: msg('行数', { id: 'fit-rows' }), align: 'end', cell: ({ count }) => String(count) },
      {
        label: msg('改成', { id: 'fit-becomes' }),
        cell: ({ value }) =>
          options.length > 0
            ? html`<select class="plain" aria-label=${name(value)} @change=${put(value)}>
                <option value="">${empty}</option>${options.map(
                  (option) =>
                    html`<option value=${option.value} ?selected=${option.value === typed[value]}>${say(option.label)}</option>`,
                )}</select>`
            : html`<input class="plain" aria-label=${name(value)} placeholder=${empty} aria-invalid=${wrong.has(value)} .value=${
                typed[value] ?? ''
              } @input=${put(value)} />${
                wrong.has(value)
                  ? html`<div class="problem small" role="alert">${wrong.get(value)}</div>`
                  : ''
              }`,
      },
    ],
  });
}
