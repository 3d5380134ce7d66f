import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { grouped } from '../../metadata/common/grouped.ts';
import { isObject, type Json, type JsonObject } from '../../metadata/common/json.ts';
import type { Definition } from '../../metadata/contract/params/definition.ts';
import type { ValueFrom } from '../../metadata/contract/params/value.ts';
import type { Field } from '../../metadata/field.ts';
import { everyInstance } from '../../rules/params/address.ts';
import { listed } from '../fields/common/shown.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { icon } from '../kit/base/icons.ts';
import { type FormModel, formOfFields, plainField, reviveForm } from '../model/form-model.ts';
import { language, say } from '../session/i18n.ts';
import { originOf } from './parameter-data.ts';

const revived = new WeakMap<Definition, FormModel>();

/** The form of one field that a parameter's value is shown and typed by. */
export function valueForm(definition: Definition): FormModel {
  const known = revived.get(definition);
  if (known) return known;
  const { kind, properties, label } = definition;
  const named = { id: 'value', name: 'value', path: 'value', label };
  const form = reviveForm(formOfFields(label, [{ ...plainField, ...properties, kind, ...named }]));
  revived.set(definition, form);
  return form;
}

export function valueField(definition: Definition): Field {
  const [field] = valueForm(definition).fields;
  if (!field) throw new Error(`${definition.type} has no value`);
  return field;
}

/** A typed value as people read it, with its unit. */
export function valueShown(value: Json, definition: Definition): string | TemplateResult {
  const { several, kind } = definition;
  if (value === null) return html`<span class="muted">${msg('无', { id: 'param-nothing' })}</span>`;
  if (Array.isArray(value) && value.length === 0)
    return html`<span class="muted">${msg('空', { id: 'param-empty' })}</span>`;
  if (kind === 'boolean')
    return value === true
      ? html`<span class="badge accent"><span class="dot"></span>${msg('开', { id: 'param-on' })}</span>`
      : html`<span class="badge">${msg('关', { id: 'param-off' })}</span>`;
  if (kind === 'json' && isObject(value)) return membersShown(value);
  if (kind === 'json' && typeof value === 'string') return value;
  const field = valueField(definition);
  const twin = uiKind(field);
  if (several && Array.isArray(value)) return listed(value.map((one: Json) => twin.show(one, field)));
  const shown = twin.show(value, field);
  const unit = unitOf(definition);
  return unit ? html`${shown} ${unit}` : shown;
}

/** The same in words alone. */
export function valueWords(value: Json, definition: Definition): string {
  if (value === null) return msg('无', { id: 'param-nothing' });
  if (definition.kind === 'boolean')
    return value === true ? msg('开', { id: 'param-on' }) : msg('关', { id: 'param-off' });
  const field = valueField(definition);
  const { kind } = field;
  const words = (one: Json) => {
    if (typeof one === 'number') return grouped(String(one));
    return kind.text?.(one, field, language()) ?? kind.format(one, field, language());
  };
  if (!Array.isArray(value)) return [words(value), unitOf(definition)].filter(Boolean).join(' ');
  const all = value.map((one: Json) => words(one));
  return all.length === 0 ? msg('空', { id: 'param-empty' }) : all.join(language() === 'zh' ? '、' : ', ');
}

/** Written and never read back, but by who may reveal it. */
export function isSecret({ kind }: Pick<Definition, 'kind'>): boolean {
  return kind === 'secret';
}

/** Empty where it has none. */
export function unitOf({ unit }: Definition): string {
  return typeof unit === 'string' ? unit : say(unit);
}

/** Draws a value by source: its members side by side. */
function membersShown(value: JsonObject): TemplateResult {
  return html`<span class="members">${Object.entries(value).map(
    ([member, one]) =>
      html`<span class="badge many-lines" style="margin-inline-end:var(--gj-1)"><span class="muted">${member}</span> ${
        typeof one === 'string' ? one : JSON.stringify(one)
      }</span>`,
  )}</span>`;
}

/** A chip that says where a value comes from, as an organisation sees it; default: that of the page. */
export function fromChip(from: ValueFrom, reader?: string): TemplateResult {
  // Only the name of another organisation may be longer than its column.
  const look = { here: 'accent', inherited: 'many-lines', none: '' }[originOf(from, reader) ?? 'none'];
  return html`<span class="badge ${look}">${from.locked ? icon('lock', 12) : ''}${fromWords(from, reader)}</span>`;
}

/** The same in words. */
export function fromWords(from: ValueFrom, reader: string | undefined): string {
  const { scope, org, locked } = from;
  if (scope === 'unset') return msg('未设置', { id: 'param-unset' });
  if (scope === 'preset') return msg('预置', { id: 'param-preset' });
  const isHere = originOf(from, reader) === 'here';
  if (scope === 'system')
    return locked ? msg('全系统锁定', { id: 'param-system-locked' }) : msg('全系统', { id: 'param-system' });
  if (isHere)
    return locked ? msg('本组织锁定', { id: 'param-own-locked' }) : msg('本组织', { id: 'param-own' });
  const name = org?.name ?? '';
  return locked
    ? msg(str`${name} 锁定`, { id: 'param-locked-by' })
    : msg(str`继承自 ${name}`, { id: 'param-inherited-from' });
}

/** A parameter as programs call it, once where its type and its key are one. */
export function codeShown(key: string, definition: Definition): string {
  const shown = keyShown(key, definition);
  return definition.type === key ? shown : `${definition.type} / ${shown}`;
}

/** The key as the documents write it; what stands for all instances of a dimension says so. */
export function keyShown(key: string, { dimension }: Definition): string {
  if (key !== everyInstance) return key;
  switch (dimension) {
    case 'form':
      return msg('所有表单', { id: 'param-every-form' });
    case 'source-system':
      return msg('所有来源系统', { id: 'param-every-source' });
    default:
      return msg('所有税号', { id: 'param-every-tax-number' });
  }
}

/** From which day to which a value holds; empty where it always does. */
export function windowWords({
  validFrom,
  validTo,
}: {
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
}): string {
  if (validFrom && validTo) return msg(str`${validFrom} 至 ${validTo}`, { id: 'param-between' });
  if (validFrom) return msg(str`${validFrom} 起`, { id: 'param-since' });
  return validTo ? msg(str`至 ${validTo}`, { id: 'param-until' }) : '';
}

/** A link to the change set by which a value came; none where it came by itself. */
export function changeSetLink(by: {
  readonly changeSet?: string | null;
  readonly changeSetNumber?: string | null;
}): TemplateResult | typeof nothing {
  const { changeSet, changeSetNumber } = by;
  return changeSet
    ? html`<a class="underlined" href="/changes/${changeSet}">${msg(str`变更集 ${changeSetNumber ?? ''}`, { id: 'change-number' })}</a>`
    : nothing;
}

/** A number says by itself what being unset means. */
export function isNumber(value: Json, definition: Definition): boolean {
  return value !== null && uiKind(valueField(definition)).align === 'end';
}
