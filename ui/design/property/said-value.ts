import { msg } from '@lit/localize';
import { until } from 'lit/directives/until.js';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import { upperOf } from '../../../metadata/field-of-path.ts';
import type { FormModel } from '../../model/form-model.ts';
import { listed, say } from '../../session/i18n.ts';
import { valueInFull } from '../words/value-words.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import type { Editor } from '../work/property-editors.ts';
import { choicesOf } from './choice-editors.ts';
import { inWords } from './formula-paths.ts';
import type { PropertyAsk } from './property-ask.ts';

const ofChoices: ReadonlySet<Editor> = new Set(['one-of', 'some-of', 'roles']);
const ofFields: ReadonlySet<Editor> = new Set(['field', 'fields', 'columns', 'paths', 'sort']);
const ofConditions: ReadonlySet<Editor> = new Set(['conditional', 'condition']);

/** What a layer says of a property, as the panel shows the same; `about`: the form whose facts a condition asks. */
export function saidValue(ask: PropertyAsk, editor: Editor, value: Json, about: FormModel | null): unknown {
  if (ofConditions.has(editor) && isObject(value)) return until(conditionWords(ask, value, about), '…');
  return plainWords(ask, editor, value);
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
  if (isObject(value)) return editWords(ask, editor, value) ?? valueInFull(value);
  if (typeof value !== 'string') return valueInFull(value);
  if (editor === 'formula') return formulaWords(ask, value);
  if (ofChoices.has(editor)) return choicesOf(ask).find((one) => one.value === value)?.text ?? value;
  if (ofFields.has(editor)) return say(fieldAtPath(ask.form, value.replace(/^-/, ''))?.label) || value;
  if (editor === 'form' || editor === 'forms')
    return say(ask.lines.find(({ id }) => id === value)?.label) || value;
  return editor === 'menu' ? menuWords(ask, value) : value;
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
