import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Json } from '../../metadata/common/json.ts';
import type { ParameterRead, SeenSetting } from '../../metadata/contract/params/value.ts';
import { uiKind } from '../fields/kinds/index.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { type Leaving, leaveDialog } from '../kit/dialog/leave-dialog.ts';
import { Doing } from '../kit/doing.ts';
import { notify } from '../kit/gj-notices.ts';
import { ApiProblem } from '../session/api.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { shared } from '../theme/shared.ts';
import { basket } from './basket/basket.ts';
import { putInBasket } from './basket/put-in-basket.ts';
import { hasMembers } from './gj-members-editor.ts';
import type { Parameter, Scope } from './parameter-data.ts';
import {
  type EditedValue,
  saveEdited,
  seenSettings,
  settingItems,
  takeAway,
  unsettingItem,
  type WrittenValue,
} from './parameter-read.ts';
import { isSecret, unitOf, valueField, valueForm, windowWords } from './parameter-words.ts';
import { takeBackValue } from './take-back-value.ts';
import '../kit/gj-day.ts';

/** The value that is read at a place, and those that are set there. */
export type EditedRead = Pick<ParameterRead, 'value' | 'own'>;

/**
 * Sets a value at one place, changes it, or takes it away: into the basket, or at once. Tells `written` once it is in
 * service, and `reread` to see what is there now.
 */
export class GjParameterEditor extends withProperties(GjElement, {
  parameter: given<Parameter>(),
  read: given<EditedRead>(),
  scope: text<Scope>('organisation'),
  edited: state<EditedValue>(),
  flaw: state<string | null>(null),
  ready: state(false),
  leaving: state<((how: Leaving) => void) | null>(null),
  /** Past the basket, straight into service. */
  now: state(false),
  /** Typed into to see what it is like: nothing is set. */
  trial: flag(),
}) {
  static override styles = shared;
  #begun: EditedValue | undefined;
  readonly #doing = new Doing(this);

  override disconnectedCallback(): void {
    router.guard(null);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('parameter')) void this.#prepare();
    if (!changed.has('read')) return;
    // A person who was told of somebody else's change goes on with the typed value.
    const isKept =
      this.edited &&
      this.#doing.failure !== null &&
      seenSettings(this.read).some(({ id }) => id === this.edited.id);
    this.#doing.forget();
    if (!isKept) this.#begin(seenSettings(this.read)[0]);
  }

  #prepare(): Promise<void> {
    this.ready = false;
    const loading = uiKind(valueField(this.parameter.definition)).load?.();
    this.#prepared = Promise.resolve(loading).then(() => {
      this.ready = true;
    });
    return this.#prepared;
  }
  #prepared: Promise<void> = Promise.resolve();

  /** Puts the focus where the value is typed. */
  async reach(): Promise<void> {
    await this.#prepared;
    await this.updateComplete;
    const control = this.renderRoot.querySelector<HTMLElement>('.control > *:not(.label)');
    await (control as Partial<GjElement> | null)?.updateComplete;
    const inner = control?.shadowRoot?.querySelector<HTMLElement>(
      'input, textarea, select, button, [tabindex], vaadin-text-field, vaadin-combo-box, vaadin-multi-select-combo-box',
    );
    (inner ?? control)?.focus();
  }

  #begin(seen: SeenSetting | undefined): void {
    this.flaw = null;
    this.edited = {
      id: seen?.id ?? '',
      // Of a secret somebody else set there is only the mask.
      value: seen ? seen.value : isSecret(this.parameter.definition) ? null : this.read.value,
      validFrom: seen?.validFrom ?? '',
      validTo: seen?.validTo ?? '',
      locked: seen?.locked ?? false,
      reason: '',
    };
    this.#begun = this.edited;
    router.guard(null);
  }

  #change(change: Partial<EditedValue>): void {
    this.edited = { ...this.edited, ...change };
    const isSame = JSON.stringify(this.edited) === JSON.stringify(this.#begun);
    if (!this.trial) router.guard(isSame ? null : () => this.#mayLeave());
  }

  #mayLeave(): Promise<boolean> {
    return new Promise((resolve) => {
      this.leaving = (how) => {
        this.leaving = null;
        if (how === 'save') void this.#save().then(resolve);
        else resolve(how === 'discard');
      };
    });
  }

  get #seen(): SeenSetting | undefined {
    return seenSettings(this.read).find(({ id }) => id === this.edited.id);
  }

  #save(): Promise<boolean> {
    const { parameter, scope, edited } = this;
    const seen = this.#seen;
    return this.now
      ? this.#write(() => saveEdited(parameter, scope, edited, seen))
      : this.#put(() => putInBasket(settingItems(parameter, scope, edited, seen)));
  }

  #takeAway(seen: SeenSetting): Promise<boolean> {
    const { parameter, scope, edited } = this;
    return this.now
      ? this.#write(() => takeAway(parameter, scope, seen, edited.reason))
      : this.#put(() => putInBasket([unsettingItem(parameter, scope, seen)]));
  }

  /** Into service; or, where somebody has to agree first, on its way there. */
  async #write(write: () => Promise<WrittenValue>): Promise<boolean> {
    const { parameter, scope } = this;
    const { reason } = this.edited;
    const before = seenSettings(this.read);
    let written: WrittenValue | undefined;
    const isWritten = await this.#put(async () => {
      written = await write();
    });
    if (!isWritten || !written) return false;
    const { waits, own: after } = written;
    if (waits) notify({ text: msg('已提交审批，批准后生效', { id: 'param-waits' }) });
    else {
      const back = takeBackValue({ parameter, scope, reason, before, after });
      const undo = async () => {
        const turned = await back?.();
        this.#tellWritten();
        notify({
          text: turned?.waits
            ? msg('撤销需要审批：已提交，批准后恢复原值', { id: 'param-undo-waits' })
            : msg('已撤销', { id: 'undone' }),
        });
      };
      notify({ text: msg('已保存', { id: 'saved' }), ...(back && { undo }) });
    }
    this.#tellWritten();
    return true;
  }

  #tellWritten(): void {
    void basket.refresh(true);
    this.emit('written');
  }

  /** Sends the typed value and answers whether it arrived. */
  async #put(put: () => Promise<void>): Promise<boolean> {
    if (this.flaw !== null || this.trial || !(await this.#doing.run(put))) return false;
    this.#begun = this.edited;
    router.guard(null);
    return true;
  }

  /** Answers the server's sentences about a place. */
  #problem(place: string): string | undefined {
    const { failure } = this.#doing;
    const errors = failure instanceof ApiProblem ? failure.errors : [];
    const found = errors.filter(({ path }) => {
      const own = path.replace(/^\/items(?:\/put)?\/0/, '');
      return own === place || own.startsWith(`${place}/`);
    });
    return found.length > 0 ? found.map(({ message }) => message).join(' ') : undefined;
  }

  override render() {
    const { edited, read } = this;
    if (!edited || !this.ready) return html`<div aria-busy="true"></div>`;
    const seen = this.#seen;
    return html`<form class="stack-3" novalidate @submit=${(event: Event) => {
      event.preventDefault();
      void this.#save();
    }}>
      ${this.#general()}
      ${seenSettings(read).length > 0 ? this.#which() : nothing}
      ${this.#control()}
      <div class="flex wraps gap-3">
        ${this.#day('validFrom', msg('生效日期', { id: 'param-valid-from' }))}
        ${this.#day('validTo', msg('失效日期', { id: 'param-valid-to' }))}
      </div>
      <label class="across-close"><input type="checkbox" .checked=${edited.locked} @change=${(event: Event) =>
        this.#change({ locked: (event.target as HTMLInputElement).checked })} />
        ${msg('锁定：下级组织不能另行设置', { id: 'param-lock' })}</label>
      ${this.trial ? nothing : this.#way(seen)}
    </form>${this.leaving ? leaveDialog(this.leaving) : nothing}`;
  }

  /** Into the basket, or at once. */
  #way(seen: SeenSetting | undefined): TemplateResult {
    const { definition } = this.parameter;
    const { edited } = this;
    // Somebody else has to agree to some: those are submitted at once, and hold once he did.
    const waits = definition.needsApproval === true;
    return html`<label class="across-close"><input type="checkbox" .checked=${this.now} @change=${(
      event: Event,
    ) => {
      this.now = (event.target as HTMLInputElement).checked;
    }} />
        ${
          waits
            ? msg('立即提交审批，不经过变更集', { id: 'param-submit-now' })
            : msg('立即发布，不经过变更集', { id: 'param-now' })
        }</label>
      ${
        this.now
          ? html`<div><label class="text-field"><span>${msg('原因', { id: 'reason' })}${
              definition.danger ? html`<span class="star in-error" aria-hidden="true"> *</span>` : nothing
            }</span>
              <input maxlength="500" autocomplete="off" aria-required=${definition.danger} .value=${edited.reason}
                @input=${(event: Event) => this.#change({ reason: (event.target as HTMLInputElement).value })} /></label>
              ${this.#wrong('/reason')}</div>`
          : nothing
      }
      <div class="chips">
        <button class="primary" aria-disabled=${this.#doing.busy || nothing}>${
          this.now
            ? waits
              ? msg('提交审批', { id: 'param-submit' })
              : msg('立即发布', { id: 'param-publish-now' })
            : html`${icon('basket')}${msg('放入变更集', { id: 'basket-add' })}`
        }</button>
        ${
          seen
            ? html`<button type="button" class="danger" aria-disabled=${this.#doing.busy || nothing}
                @click=${() => this.#takeAway(seen)}>${msg('恢复继承', { id: 'param-take-away' })}</button>`
            : nothing
        }
      </div>`;
  }

  #general(): TemplateResult | typeof nothing {
    const { failure } = this.#doing;
    const places = ['/value', '/reason', '/validFrom', '/validTo'];
    if (failure === null || places.some((place) => this.#problem(place))) return nothing;
    const isConflict = failure instanceof ApiProblem && failure.status === 412;
    return html`<p class="problem" role="alert">${failureText(failure)}
      ${
        isConflict
          ? html`<button type="button" class="plain"
              @click=${() => this.emit('reread')}>${msg('重新读取，保留已填内容', { id: 'param-reread' })}</button>`
          : nothing
      }</p>`;
  }

  /** Several values stand beside each other where their days differ. */
  #which(): TemplateResult {
    return html`<label class="text-field">${msg('修改哪个值', { id: 'param-which' })}
      <select class="plain" @change=${async (event: Event) => {
        const select = event.target as HTMLSelectElement;
        const { value } = select;
        if (await router.mayLeave()) this.#begin(seenSettings(this.read).find(({ id }) => id === value));
        else select.value = this.edited.id;
      }}>
        ${seenSettings(this.read).map(
          (one) =>
            html`<option value=${one.id} .selected=${one.id === this.edited.id}>${
              windowWords(one) || msg('一直有效', { id: 'param-always' })
            }</option>`,
        )}
        <option value="" .selected=${this.edited.id === ''}>${msg('另加一个有期限的值', { id: 'param-further' })}</option>
      </select></label>`;
  }

  #day(name: 'validFrom' | 'validTo', label: string): TemplateResult {
    return html`<div class="text-field"><span>${label}</span>
      <gj-day .label=${label} .value=${this.edited[name]} @change=${(event: Event) =>
        this.#change({ [name]: (event.target as HTMLElement & { value: string }).value })}></gj-day>
      ${this.#wrong(`/${name}`)}</div>`;
  }

  #wrong(place: string): TemplateResult | typeof nothing {
    const problem = this.#problem(place);
    return problem ? html`<p class="problem small" role="alert">${problem}</p>` : nothing;
  }

  #control(): TemplateResult {
    const { definition } = this.parameter;
    const { value } = this.edited;
    const unit = unitOf(definition);
    const label = unit ? `${msg('值', { id: 'param-value' })} (${unit})` : msg('值', { id: 'param-value' });
    if (definition.several && definition.kind === 'text')
      return html`<label class="text-field control">${msg('值，每行一个', { id: 'param-lines' })}
        <textarea class="plain" rows="4" .value=${Array.isArray(value) ? value.join('\n') : ''} @input=${(
          event: Event,
        ) => {
          const lines = (event.target as HTMLTextAreaElement).value.split('\n').map((line) => line.trim());
          this.#change({ value: lines.filter(Boolean) });
        }}></textarea>${this.#wrong('/value')}</label>`;
    if (definition.kind === 'json' && hasMembers(definition.properties))
      return html`<div class="control"><div
        class="label below-half small muted">${label}</div><gj-members-editor .properties=${definition.properties}
        .value=${value} label=${label}
        @value=${({ detail }: CustomEvent<Json>) => this.#change({ value: detail })}></gj-members-editor>
        ${this.#wrong('/value')}</div>`;
    const field = valueField(definition);
    const twin = uiKind(field);
    const problem = this.flaw ?? this.#problem('/value');
    const named = twin.labelled ? say(definition.label) : label;
    return html`<div class="control">${twin.labelled ? nothing : html`<div class="label below-half small muted">${label}</div>`}
      ${twin.control({
        field,
        form: valueForm(definition),
        value,
        around: {},
        id: 'value',
        label: named,
        readonly: false,
        required: true,
        invalid: problem !== undefined,
        ...(problem && { problem }),
        change: (next: Json) => this.#change({ value: next }),
        flaw: (sentence) => {
          this.flaw = sentence;
        },
      })}</div>`;
  }
}
customElements.define('gj-parameter-editor', GjParameterEditor);
