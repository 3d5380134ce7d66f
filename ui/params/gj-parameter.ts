import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Organisation } from '../../metadata/contract/common/shared.ts';
import type { ChainLink, ParameterRead } from '../../metadata/contract/params/value.ts';
import { mayExplain } from '../fields/explain/explain-mark.ts';
import { explaining } from '../fields/explain/explained-place.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import { besideListStyles, closeButton } from '../kit/beside-list.ts';
import { Doing } from '../kit/doing.ts';
import type { Tab } from '../kit/gj-tabs.ts';
import { Loading } from '../kit/loading.ts';
import { say } from '../session/i18n.ts';
import { router } from '../session/router.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { GjParameterEditor } from './gj-parameter-editor.ts';
import { InstanceNames } from './instance-names.ts';
import type { Parameter, Scope } from './parameter-data.ts';
import { readParameter, revealSecret } from './parameter-read.ts';
import { codeShown, fromChip, valueShown } from './parameter-words.ts';
import { comingLine } from './waiting-values.ts';
import '../kit/gj-tabs.ts';
import './gj-instance-choice.ts';
import './gj-instance-grid.ts';
import './gj-parameter-below.ts';
import './gj-parameter-chain.ts';
import './gj-parameter-changes.ts';
import './gj-parameter-editor.ts';
import './gj-parameter-grid.ts';
import './gj-parameter-history.ts';
import './gj-parameter-readers.ts';

type PanelTab = 'value' | 'below' | 'grid' | 'history' | 'readers';

/**
 * A parameter beside the list: what holds and why, where it differs below, and setting it. Tells `closed`, `choose`
 * with the path of an instance, and
 * `written` when it was set.
 */
export class GjParameter extends withProperties(GjElement, {
  parameter: given<Parameter>(),
  scope: state<Scope>('organisation'),
  tab: state<PanelTab>('value'),
  /** A secret that was revealed. */
  clear: state<string | null>(null),
}) {
  static override styles = [shared, besideListStyles];

  readonly #names = new InstanceNames(this);
  /** As the organisation reads it. */
  readonly #read = new Loading(this, {
    key: () => this.parameter.path,
    load: () => readParameter(this.parameter, 'organisation'),
    loaded: () => {
      this.clear = null;
    },
  });
  /** As it is set for all. */
  readonly #forAll = new Loading(this, {
    key: () => (this.scope === 'system' ? this.parameter.path : undefined),
    load: () => readParameter(this.parameter, 'system'),
  });
  readonly #revealing = new Doing(this);

  constructor() {
    super();
    this.addEventListener('keydown', (event) => {
      // The key that closes a dialog over it closes the dialog alone.
      const isOver = event.composedPath().some((node) => node instanceof HTMLDialogElement);
      if (event.key !== 'Escape' || isOver || event.defaultPrevented || event.isComposing) return;
      // Or the browser would close what asks about unsaved changes by the very same key.
      event.preventDefault();
      this.emit('closed');
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('parameter');
    if (!changed.has('parameter') || before?.path === this.parameter.path) return;
    if (before?.definition !== this.parameter.definition) this.tab = 'value';
    const { organisation, system } = this.parameter.definition.may;
    this.scope = system && !organisation ? 'system' : 'organisation';
    this.clear = null;
    this.#revealing.forget();
  }

  /** Puts the focus where the value is typed. */
  async edit(): Promise<void> {
    this.tab = 'value';
    await this.updateComplete;
    await Promise.all([this.#read.settled, this.#forAll.settled]);
    await this.updateComplete;
    await this.renderRoot.querySelector<GjParameterEditor>('gj-parameter-editor')?.reach();
  }

  async #load(): Promise<void> {
    await Promise.all([this.#read.load(), this.#forAll.load()]);
  }

  async #choose(scope: string): Promise<void> {
    // A value typed for one place is not lost by a look at the other.
    if (!(await router.mayLeave())) return;
    this.scope = scope === 'system' ? 'system' : 'organisation';
  }

  override render() {
    const { definition, key } = this.parameter;
    const name = say(definition.label);
    const whose = definition.key === undefined ? this.#names.of(key, definition) : undefined;
    const who = msg('定义来源', { id: 'explain-definition' });
    return html`<header class="flex gap-1 rigid pad-head ruled high" role="presentation"><div
        class="rest pad-block-1"><h2>${name}</h2><code
        class="muted">${codeShown(key, definition)}</code>${
          whose === undefined ? nothing : html`<div class="muted breaks">${whose}</div>`
        }</div>
        ${
          mayExplain()
            ? html`<button class="square" aria-label=${who} title=${who}
                @click=${() => explaining.ask({ param: `${definition.type}/${key}` })}>${icon('layers')}</button>`
            : nothing
        }
        ${closeButton(() => this.emit('closed'))}</header>
      <div class="body grows shrinks-down scrolls stack-3 packed" role="region" aria-label=${name} tabindex="0">
        ${this.#tabs()}
        ${this.#read.shown((read) => this.#shown(read), { outline: { rows: 8 } })}
      </div>`;
  }

  #tabs(): TemplateResult {
    const { below } = this.parameter.definition.overrides;
    const tabs: readonly Tab[] = [
      { key: 'value', text: msg('值与来源', { id: 'param-tab-value' }) },
      {
        key: 'below',
        text:
          below > 0
            ? msg(str`下级差异 ${below}`, { id: 'param-tab-below-count' })
            : msg('下级差异', { id: 'param-tab-below' }),
      },
    ];
    const { count } = this.parameter.definition.readers;
    return html`<gj-tabs .tabs=${[
      ...tabs,
      { key: 'grid', text: msg('各组织', { id: 'param-tab-grid' }) },
      { key: 'history', text: msg('历史', { id: 'history' }) },
      {
        key: 'readers',
        text:
          count > 0
            ? msg(str`读取方 ${count}`, { id: 'param-tab-readers-count' })
            : msg('读取方', { id: 'param-tab-readers' }),
      },
    ]} tab=${this.tab} @tab=${async (event: CustomEvent<PanelTab>) => {
      event.stopPropagation();
      if (await router.mayLeave()) this.tab = event.detail;
    }}></gj-tabs>`;
  }

  #shown(read: ParameterRead): TemplateResult {
    if (this.tab === 'below')
      return html`<gj-parameter-below .parameter=${this.parameter} @go=${this.#go}></gj-parameter-below>`;
    if (this.tab === 'grid')
      return this.parameter.definition.key === undefined
        ? html`<gj-instance-grid .parameter=${this.parameter}></gj-instance-grid>`
        : html`<gj-parameter-grid .parameter=${this.parameter}></gj-parameter-grid>`;
    if (this.tab === 'history')
      return html`<gj-parameter-history .parameter=${this.parameter}></gj-parameter-history>`;
    if (this.tab === 'readers')
      return html`<gj-parameter-readers .parameter=${this.parameter}></gj-parameter-readers>`;
    return this.#body(read);
  }

  /** To another organisation, or to what is set for all. */
  async #go({ detail: org }: CustomEvent<Organisation | null>): Promise<void> {
    if (org === null) await this.#choose('system');
    else if (await router.mayLeave()) {
      router.guard(null);
      session.chooseOrg(org.number);
    }
  }

  #body(read: ParameterRead): TemplateResult {
    const { definition, effective } = this.parameter;
    const { coming } = effective;
    return html`
      ${definition.help ? html`<p>${say(definition.help)}</p>` : nothing}
      ${
        definition.danger
          ? html`<p class="danger in-warn">${icon('alert')} ${msg('慎用：会关闭检查或切换环境', { id: 'params-danger-why' })}</p>`
          : nothing
      }
      <dl>
        <dt>${msg('有效值', { id: 'params-effective' })}</dt><dd>${
          this.clear === null
            ? valueShown(read.value, definition)
            : html`<code class="muted">${this.clear}</code>`
        } ${fromChip(read.from)}${this.#reveal(read)}</dd>
        ${coming ? html`<dt>${msg('将要生效', { id: 'param-waiting' })}</dt><dd>${comingLine(coming, definition)}</dd>` : nothing}
        <dt>${msg('没有设置时', { id: 'param-when-unset' })}</dt><dd>${say(read.unset.label)}</dd>
        ${
          read.raw === null
            ? nothing
            : html`<dt>${msg('原始写法', { id: 'param-raw' })}</dt><dd><code
                class="muted">${read.raw === '' ? '""' : read.raw}</code></dd>`
        }
      </dl>
      <gj-parameter-changes .parameter=${this.parameter}></gj-parameter-changes>
      <h3 class="pad-block-2 ruled-above">${msg('为什么是这个值', { id: 'param-why' })}</h3>
      <gj-parameter-chain .definition=${definition} .read=${read} @go=${this.#go}></gj-parameter-chain>
      ${this.#instances()}
      <h3 class="pad-block-2 ruled-above">${msg('设置', { id: 'param-set' })}</h3>
      ${this.#setting(read)}`;
  }

  #reveal({ value }: ParameterRead): TemplateResult | typeof nothing {
    if (value === null || this.clear !== null || !this.parameter.definition.may.reveal) return nothing;
    const why = msg('以明文显示，并记入审计', { id: 'param-reveal-why' });
    const reveal = async () => {
      this.clear = await revealSecret(this.parameter);
    };
    return html` <button class="plain" title=${why}
        @click=${() => this.#revealing.run(reveal)}>${msg('查看明文', { id: 'param-reveal' })}</button>
      ${this.#revealing.shown()}`;
  }

  #instances(): TemplateResult | typeof nothing {
    const { definition } = this.parameter;
    if (definition.key !== undefined) return nothing;
    return html`<gj-instance-choice .definition=${definition} @choose=${(event: CustomEvent<string>) =>
      this.emit('choose', `${definition.type}/${event.detail}`)}></gj-instance-choice>`;
  }

  #setting(read: ParameterRead): TemplateResult {
    const { may } = this.parameter.definition;
    if (!may.organisation && !may.system)
      return html`<p class="muted">${msg('您的角色不能在这里设置这个参数，只能查看。', { id: 'param-read-only' })}</p>`;
    const tabs: readonly Tab[] = [
      { key: 'organisation', text: session.org?.name ?? '' },
      { key: 'system', text: msg('全系统', { id: 'param-system' }) },
    ].filter(({ key }) => may[key as Scope]);
    const lock = this.scope === 'organisation' ? lockAbove(read) : undefined;
    return html`${
      tabs.length > 1
        ? html`<gj-tabs .tabs=${tabs} tab=${this.scope}
            @tab=${(event: CustomEvent<string>) => this.#choose(event.detail)}></gj-tabs>`
        : nothing
    }
      ${
        lock
          ? html`<p class="muted">${icon('lock')} ${msg(str`“${lock}”锁定了这个值，这里不能另行设置。`, { id: 'param-locked-above' })}</p>`
          : this.scope === 'system'
            ? this.#forAll.shown((place) => this.#editor(place))
            : this.#editor(read)
      }`;
  }

  #editor(place: ParameterRead): TemplateResult {
    return html`<gj-parameter-editor .parameter=${this.parameter} .read=${place} scope=${this.scope}
      @reread=${() => this.#load()} @written=${async () => {
        await this.#load();
        this.emit('written');
      }}></gj-parameter-editor>`;
  }
}

/** Names who above has locked it for good; a value that the organisation set before can still be taken away. */
function lockAbove({ chain = [], own }: ParameterRead): string | undefined {
  const isLock = ({ state, locked, validFrom, validTo, org }: ChainLink) =>
    state === 'holds' && locked && !validFrom && !validTo && org?.id !== session.org?.id;
  const lock = own.length === 0 ? chain.find(isLock) : undefined;
  return lock && (lock.org?.name ?? msg('全系统', { id: 'param-system' }));
}
customElements.define('gj-parameter', GjParameter);
