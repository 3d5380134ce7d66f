import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues } from 'lit';
import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { Field, FieldSet } from '../../../metadata/field.ts';
import { upperOf } from '../../../metadata/field-of-path.ts';
import { computeOps } from '../../../metadata/kinds/computed.ts';
import { isVirtual } from '../../../metadata/virtual.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { forms } from '../../model/forms.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import type { Ordered } from './gj-order-editor.ts';
import { held } from './held.ts';
import type { PropertyAsk } from './property-ask.ts';
import './gj-order-editor.ts';

type Op = (typeof computeOps)[number];

/** The fields that something is computed of, as people call them. */
export function computeFields(): string {
  return msg('参与计算的字段', { id: 'design-compute-of' });
}

/** What is done with the fields. */
export function opWord(op: Op): string {
  if (op === 'sum') return msg('相加', { id: 'design-op-sum' });
  if (op === 'difference') return msg('相减', { id: 'design-op-difference' });
  return op === 'product'
    ? msg('相乘', { id: 'design-op-product' })
    : msg('相除', { id: 'design-op-quotient' });
}

/** A computed value by picking: what is done, with which fields, to how many digits. */
export class GjComputeEditor extends withProperties(GjElement, {
  ask: given<PropertyAsk>(),
  targets: state<ReadonlyMap<string, FieldSet>>(() => new Map()),
}) {
  static override styles = [shared];
  #form: PropertyAsk['form'] | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { form } = this.ask;
    if (!changed.has('ask') || form === this.#form) return;
    this.#form = form;
    void forms.around(form).then(({ targets }) => {
      if (form === this.#form) this.targets = targets;
    });
  }

  get #said() {
    const { value } = this.ask.state;
    const said = isObject(value) ? value : {};
    const op = computeOps.find((one) => one === said['op']) ?? 'sum';
    return { ...said, op, of: Array.isArray(said['of']) ? (said['of'] as readonly Json[]) : [] };
  }

  /** The numbers that can be computed with where the field stands: beside it, above it, behind references, in rows. */
  #offered(op: Op): readonly Ordered[] {
    const { form, place } = this.ask;
    const path = place.replace(/^fields\//, '');
    const upper = upperOf(path);
    const own = upper === '' ? form : fieldAtPath(form, upper)?.rows;
    const self = fieldAtPath(form, path);
    const whenRead = self !== undefined && isVirtual(self);
    const beside = (own?.fields ?? []).filter((field) => field !== self);
    const above = upper === '' ? [] : form.fields;
    return [
      ...numbersOf(beside, '', '', whenRead),
      ...(op === 'sum' ? beside.flatMap((field) => inside(field, field.rows)) : []),
      ...numbersOf(above, 'parent.', `${say(form.label)} · `, false),
      ...beside.flatMap((field) => inside(field, this.#behind(field))),
      ...above.flatMap((field) => inside(field, this.#behind(field), 'parent.')),
    ];
  }

  #behind({ rows, target, inner }: Field): FieldSet | undefined {
    return rows ? undefined : this.targets.get(target ?? inner?.target ?? '');
  }

  /** What the operation cannot take is no part of it. */
  #choose(op: Op): void {
    const keys = new Set(this.#offered(op).map(({ key }) => key));
    const { of } = this.#said;
    const kept = of.filter((one) => typeof one !== 'string' || keys.has(one));
    this.ask.set({ ...this.#said, op, of: kept });
  }

  override render() {
    const { ask } = this;
    const { op, of } = this.#said;
    const items = this.#offered(op);
    const keys = of.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
    const label = computeFields();
    return html`<select class="plain" aria-label=${ask.label} ${held(op)} ?disabled=${ask.readonly}
      @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value as Op)}>${computeOps.map(
        (one) => html`<option value=${one} .selected=${one === op}>${opWord(one)}</option>`,
      )}</select>
      <div class="small muted above-1 below-half" aria-hidden="true">${label}</div>
      <gj-order-editor label=${label} .items=${items} .value=${keys} ?readonly=${ask.readonly}
        @order=${({ detail }: CustomEvent<readonly string[]>) =>
          ask.set({
            ...this.#said,
            of: detail.map((key) => (key.startsWith('{') ? JSON.parse(key) : key)),
          })}></gj-order-editor>
      ${
        items.length === 0
          ? html`<p class="small muted">${msg('还没有可以参与计算的数字字段，请先添加一个。', { id: 'design-compute-none' })}</p>`
          : nothing
      }`;
  }
}

function numbersOf(
  fields: readonly Field[],
  before: string,
  words: string,
  whenRead: boolean,
): readonly Ordered[] {
  return fields.flatMap((field) => {
    // A carried or computed field is a number where the field it is made of is one.
    const made = field.inner ?? field;
    const isNumber = !field.rows && !made.kind.inner && made.kind.comparison(made) === 'number';
    if (!isNumber || field.hidden || field.dropped || (isVirtual(field) && !whenRead)) return [];
    return [{ key: `${before}${field.id}`, text: `${words}${say(field.label)}` }];
  });
}

/** Numbers inside of a field: in its rows, or on the record it points at. */
function inside({ id, label }: Field, shape: FieldSet | undefined, before = ''): readonly Ordered[] {
  return numbersOf(shape?.fields ?? [], `${before}${id}.`, `${say(label)} · `, false);
}
customElements.define('gj-compute-editor', GjComputeEditor);
