import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { until } from 'lit/directives/until.js';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { upperOf } from '../../../metadata/field-of-path.ts';
import { computeOps } from '../../../metadata/kinds/computed.ts';
import { isSystemMember, systemMembers } from '../../../metadata/system-members.ts';
import { uiKind } from '../../fields/kinds/index.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { colon, listed, say } from '../../session/i18n.ts';
import { valueInFull } from '../words/value-words.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import type { Editor } from '../work/property-editors.ts';
import { choicesOf } from './choice-editors.ts';
import { inWords } from './formula-paths.ts';
import { opWord } from './gj-compute-editor.ts';
import type { PropertyAsk } from './property-ask.ts';
import { factsFor } from './value-editors.ts';

const ofChoices: ReadonlySet<Editor> = new Set(['one-of', 'some-of', 'roles']);
const ofFields: ReadonlySet<Editor> = new Set(['field', 'fields', 'columns', 'paths', 'sort', 'currency']);
const ofConditions: ReadonlySet<Editor> = new Set(['conditional', 'condition']);

/** What a layer says of a property, as the panel shows the same; `about`: the form whose facts a condition asks. */
export function saidValue(ask: PropertyAsk, editor: Editor, value: Json, about: FormModel | null): unknown {
  if (ofConditions.has(editor) && isObject(value)) return until(conditionWords(ask, value, about), '…');
  if (editor === 'image')
    return html`<img alt=${ask.label} src=${String(value)} class="sample edged rounded" />`;
  if (editor === 'carry' && isObject(value)) return until(carryWords(ask, value), '…');
  if (editor === 'default') return defaultWords(ask, value);
  if (editor === 'sets') return setsWords(ask, value);
  if (editor === 'indexes' && Array.isArray(value))
    return value.map((one: Json) => html`<div>${plainWords(ask, 'fields', one)}</div>`);
  if (editor === 'series' && Array.isArray(value))
    return value.map((one: Json) => html`<div>${seriesWords(ask, one)}</div>`);
  return plainWords(ask, editor, value);
}

/** A fixed value as the field shows it, a fact, or a formula. */
function defaultWords(ask: PropertyAsk, value: Json): unknown {
  const { form, place } = ask;
  const field = fieldAtPath(form, place.replace(/^\w+\//, ''));
  if (isObject(value) && typeof value['formula'] === 'string') return formulaWords(ask, value['formula']);
  const fact = isObject(value) ? value['fact'] : undefined;
  if (field && fact !== undefined)
    return factsFor(field).find(([name]) => name === fact)?.[1] ?? valueInFull(value);
  return shownOf(field, value);
}

function shownOf(field: Field | undefined, value: Json): unknown {
  return field && value !== null ? uiKind(field).show(value, field) : valueInFull(value);
}

/** The reference, and the field of the record that it points at. */
async function carryWords(ask: PropertyAsk, value: Readonly<Record<string, Json>>): Promise<string> {
  const [from, name] = [String(value['from'] ?? ''), String(value['field'] ?? '')];
  const { targets } = await forms.around(ask.form);
  const target = targets.get(fieldAtPath(ask.form, from)?.target ?? '');
  return `${calledField(ask, from)} › ${say(target?.byName.get(name)?.label ?? target?.byId.get(name)?.label) || name}`;
}

/** What an action makes of fields. */
function setsWords({ form }: PropertyAsk, value: Json): unknown {
  const fields = isObject(value) && isObject(value['fields']) ? value['fields'] : {};
  return Object.entries(fields).map(([id, becomes]) => {
    const field = form.byId.get(id);
    return html`<div>${say(field?.label) || id} → ${shownOf(field, becomes)}</div>`;
  });
}

/** The numbers of a series, and which records have them. */
function seriesWords(ask: PropertyAsk, one: Json): unknown {
  if (!isObject(one)) return valueInFull(one);
  return html`<code>${String(one['pattern'])}</code> ${until(conditionWords(ask, one['when'] ?? null, null), '…')}`;
}

async function conditionWords(
  { form, place }: PropertyAsk,
  value: Json,
  about: FormModel | null,
): Promise<string> {
  const { wordsOf } = await import('./design-condition.ts');
  return wordsOf(value, { form, place, ...(about && { about }) }).catch(() => JSON.stringify(value));
}

function plainWords(ask: PropertyAsk, editor: Editor, value: Json): string {
  if (Array.isArray(value)) return listed(value.map((one: Json) => plainWords(ask, editor, one)));
  if (isObject(value) && typeof value['path'] === 'string' && editor === 'menu')
    return menuWords(ask, value['path']);
  if (isObject(value) && editor === 'compute') return computeWords(ask, value);
  if (isObject(value)) return editWords(ask, editor, value) ?? valueInFull(value);
  if (typeof value !== 'string') return valueInFull(value);
  if (editor === 'formula') return formulaWords(ask, value);
  if (ofChoices.has(editor)) return choicesOf(ask).find((one) => one.value === value)?.text ?? value;
  if (ofFields.has(editor)) return calledField(ask, value);
  if (editor === 'form' || editor === 'forms')
    return say(ask.lines.find(({ id }) => id === value)?.label) || value;
  return editor === 'menu' ? menuWords(ask, value) : value;
}

/** A field by its path, one of the rows that the property is of among them, or what every record has beside its fields. */
function calledField({ form, place }: PropertyAsk, said: string): string {
  const path = said.replace(/^-/, '');
  const own = place.startsWith('fields/') ? place.slice('fields/'.length) : '';
  const at = (of: string): FieldSet | undefined => (of === '' ? undefined : fieldAtPath(form, of)?.rows);
  const shapes = [at(own), at(upperOf(own)), form];
  const inside = path.replace(/^parent\./, '');
  const called = shapes.map((shape) => shape && along(shape, inside)).find((text) => text !== undefined);
  const name = called ?? (isSystemMember(path) ? say(systemMembers[path].label) : path);
  return said.startsWith('-') ? msg(str`${name}（从大到小）`, { id: 'design-said-descending' }) : name;
}

function along(shape: FieldSet, path: string): string | undefined {
  const fields = path.split('.').map((_, at, all) => fieldAtPath(shape, all.slice(0, at + 1).join('.')));
  return fields.every((field) => field !== undefined)
    ? fields.map((field) => say(field?.label)).join(' › ')
    : undefined;
}

/** What is done with which fields; what is computed first stands in brackets. */
function computeWords(ask: PropertyAsk, value: Readonly<Record<string, Json>>): string {
  const op = computeOps.find((one) => one === value['op']);
  const of = Array.isArray(value['of']) ? value['of'] : [];
  const parts = of.map((one: Json) => {
    if (isObject(one)) return 'op' in one ? `(${computeWords(ask, one)})` : valueInFull(one);
    return typeof one === 'string' ? calledField(ask, one) : String(one);
  });
  return op ? `${opWord(op)}${colon()}${listed(parts)}` : valueInFull(value);
}

/** The way through the folders of the menu. */
function menuWords({ menu }: PropertyAsk, path: string): string {
  const names = path.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'));
  return names
    .map((one) => say(menu.find((folder) => folder.path === one)?.label) || (one.split('/').at(-1) ?? one))
    .join(' › ');
}

/** A set that is changed: what is added to it, taken from it, and how it is ordered. */
function editWords(ask: PropertyAsk, editor: Editor, value: Readonly<Record<string, Json>>) {
  const parts = {
    add: msg('增加：', { id: 'design-said-adds' }),
    remove: msg('去掉：', { id: 'design-said-removes' }),
    order: msg('顺序：', { id: 'design-said-order' }),
  };
  const known = (['add', 'remove', 'order'] as const).filter((part) => part in value);
  if (known.length === 0 || known.length < Object.keys(value).length) return undefined;
  return listed(known.map((part) => parts[part] + plainWords(ask, editor, value[part] ?? null)));
}

function formulaWords({ form, place }: PropertyAsk, text: string): string {
  const path = place.replace(/^fields\//, '');
  return inWords({ form, upper: upperOf(path), targets: new Map() }, text);
}
