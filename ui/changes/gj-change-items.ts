import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ChangeConflict } from '../../metadata/contract/changes/answered.ts';
import type { ValueChange } from '../../metadata/contract/changes/effects.ts';
import type { ChangePreview } from '../../metadata/contract/changes/preview.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, withProperties } from '../kit/base/with-properties.ts';
import { moment } from '../kit/moment.ts';
import { ruledItems } from '../kit/styles/list-styles.ts';
import type { FormModel } from '../model/form-model.ts';
import { forms } from '../model/forms.ts';
import type { ChangeItem, ChangeSet } from '../params/basket/change-set.ts';
import { actionWords } from '../params/basket/set-words.ts';
import { InstanceNames } from '../params/instance-names.ts';
import { windowWords } from '../params/parameter-words.ts';
import { colon, say } from '../session/i18n.ts';
import { shared } from '../theme/shared.ts';
import { itemName } from './change-words.ts';
import type { FindDefinition } from './definitions-known.ts';
import { type ItemNames, instanceWords, itemNames } from './item-names.ts';
import { shownValue } from './shown-value.ts';
import '../record/compare/gj-changes.ts';
import './gj-change-matches.ts';

/**
 * The items of a change set: old → new, each with its problems. Tells `remove` with an item, and `show` to go to its
 * place.
 */
export class GjChangeItems extends withProperties(GjElement, {
  set: given<ChangeSet>(),
  preview: given<ChangePreview | null>(null),
  find: given<FindDefinition>(() => () => undefined),
  editable: flag(),
  names: state<ItemNames>(() => new Map()),
  models: state<ReadonlyMap<string, FormModel>>(() => new Map()),
}) {
  static override styles = [
    shared,
    ruledItems,
    css`
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--gj-half) var(--gj-3);
        padding-block: var(--gj-2);
      }
      button.name {
        color: var(--gj-accent);
      }
    `,
  ];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('set')) void this.#learn();
  }

  /** Forms that records of the set are of, to show their fields by. */
  async #learn(): Promise<void> {
    void itemNames(this.set.items).then((found) => {
      this.names = found;
    });
    const names = new Set(this.set.items.flatMap(({ form }) => (form === undefined ? [] : [form])));
    for (const name of names) {
      if (this.models.has(name)) continue;
      const model = await forms.get(name).catch(() => null);
      if (model) this.models = new Map([...this.models, [name, model]]);
    }
  }

  readonly #instances = new InstanceNames(this);

  override render() {
    return html`<ul aria-label=${msg('改动', { id: 'change-items' })}>${repeat(
      this.set.items,
      ({ id }) => id,
      (item) => this.#item(item),
    )}</ul>`;
  }

  #place(item: ChangeItem): string {
    const org = item.org?.name ?? msg('全系统', { id: 'param-system' });
    return [org, instanceWords(item, this.find, this.#instances)].filter(Boolean).join(' · ');
  }

  #item(item: ChangeItem): TemplateResult {
    const { id, type, danger, turnsOff } = item;
    const found = (this.preview?.problems ?? []).filter((problem) => problem.item === id);
    const conflict = this.preview?.conflicts.find((one) => one.item === id);
    const name = itemName(item, this.names);
    const remove = msg(str`移出 ${name}`, { id: 'change-remove' });
    const days = windowWords(item);
    return html`<li>
      <div>
        <div class="what flex wraps centred gap-half-2">
          <span class="badge">${actionWords(item.action)}</span>
          ${
            item.hidden
              ? html`<span class="muted">${name}</span>`
              : html`<button class="name low-as-text unpadded to-start many-lines groundless borderless"
                  @click=${() => this.emit('show', item)}>${name}</button>`
          }
          ${
            type === undefined || item.hidden
              ? nothing
              : html`<span
                  class="small muted">${dotted(this.#place(item))}</span>`
          }
          ${danger ? html`<span class="badge warn">${icon('alert', 12)}${msg('慎用', { id: 'params-danger' })}</span>` : nothing}
        </div>
        ${type === undefined || item.hidden ? nothing : this.#values(item)}
        ${days ? html`<div class="small muted">${days}</div>` : nothing}
        ${danger && turnsOff ? html`<div class="small danger in-warn">${say(turnsOff)}</div>` : nothing}
      </div>
      ${
        this.editable
          ? html`<button class="square" aria-label=${remove} title=${remove}
              @click=${() => this.emit('remove', item)}>${icon('close', 14)}</button>`
          : nothing
      }
      ${this.#record(item)}
      ${found.map(({ message }) => html`<p class="problem small spans" role="alert">${icon('alert', 14)} ${message}</p>`)}
      ${conflict ? this.#conflict(item, conflict) : nothing}
    </li>`;
  }

  #values(item: ChangeItem): TemplateResult {
    const { action, value, locked, base } = item;
    const inherits = html`<span>${msg('继承', { id: 'param-inherits' })}</span>`;
    const days = this.#daysOf(item);
    const was = base
      ? shownValue(this.find, item, base.value)
      : days
        ? shownValue(this.find, item, days.from?.value)
        : inherits;
    const lock = html`<span class="badge">${icon('lock', 12)}${msg('锁定', { id: 'change-lock' })}</span>`;
    if (action === 'lock' || action === 'unlock')
      return html`<div class="flex wraps centred gap-half-2">${was} <span
          aria-hidden="true">→</span> ${action === 'lock' ? lock : actionWords(action)}</div>`;
    return html`<div class="flex wraps centred gap-half-2"><span
        class="muted struck">${was}</span>${base?.locked ? lock : nothing}
      <span aria-label=${msg('改为', { id: 'change-becomes' })} role="img">→</span>
      <span class="bold">${
        action !== 'unset'
          ? shownValue(this.find, item, value)
          : days
            ? shownValue(this.find, item, days.to?.value)
            : inherits
      }</span>${action === 'set' && locked ? lock : nothing}</div>`;
  }

  /** Of a value that holds on some days: what is read on the first of them, which may be another of its own. */
  #daysOf({ type, key, org, validFrom, validTo }: ChangeItem): ValueChange | undefined {
    if (!validFrom && !validTo) return undefined;
    const first = validFrom ?? '';
    return (this.preview?.params ?? this.set.effects)?.changed.find(
      (one) =>
        one.type === type &&
        one.key === key &&
        one.org?.id === org?.id &&
        (one.since ?? '') <= first &&
        (one.until === null || first <= one.until),
    );
  }

  #record(item: ChangeItem): TemplateResult | typeof nothing {
    const outcome = this.preview?.records.find((one) => one.item === item.id);
    const model = this.models.get(item.form ?? '');
    if (!outcome || !model) return nothing;
    const changes = outcome.diff.map(({ path, from, to }) => ({ path, before: from, after: to }));
    const { matches } = outcome;
    return html`${
      changes.length > 0
        ? html`<gj-changes class="spans edged rounded" .form=${model} .changes=${changes}></gj-changes>`
        : nothing
    }
      ${matches ? html`<gj-change-matches class="spans" .matches=${matches}></gj-change-matches>` : nothing}`;
  }

  #conflict(item: ChangeItem, { by, at, now, base }: ChangeConflict): TemplateResult {
    const who = dotted([by?.name, moment(at)]);
    const side = (one: ChangeItem['base']) =>
      one ? shownValue(this.find, item, one.value) : msg('继承', { id: 'param-inherits' });
    return html`<div class="edged toned error small spans pad-2-3 rounded" role="alert">
      <b>${msg('加入后已被他人修改', { id: 'change-conflict' })}</b> <span class="muted">${who}</span>
      ${
        item.type === undefined
          ? nothing
          : html`<div>${dotted([
              html`${msg('加入时', { id: 'change-conflict-base' })}${colon()}${side(base)}`,
              html`${msg('现在', { id: 'change-conflict-now' })}${colon()}${side(now)}`,
            ])}</div>`
      }
    </div>`;
  }
}
customElements.define('gj-change-items', GjChangeItems);
