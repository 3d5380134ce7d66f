import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import { pinyinOf } from '../../../metadata/words/pinyin-of.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { uncovered } from '../../kit/base/uncovered.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { listed, plural, say } from '../../session/i18n.ts';
import { typedLike } from '../../session/typed-like.ts';
import { shared } from '../../theme/shared.ts';
import { stepOfSet, stepsOfOptions } from '../canvas/design-steps.ts';
import type { PropertySet } from '../canvas/gj-place-panel.ts';
import type { OptionsChange } from '../property/gj-options-editor.ts';
import { takeTogether } from '../steps/take-together.ts';
import { kindIcon, kindWords } from '../words/kind-words.ts';
import type { Drawn, DrawnParam, ParamLine } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyFailure } from '../work/design-notices.ts';
import type { GjParamPanel } from './gj-param-panel.ts';
import { valueOfKind } from './param-kinds.ts';
import { paramsDesignStyles } from './params-design-styles.ts';
import '../../kit/gj-state.ts';
import './gj-param-panel.ts';
import './gj-param-preview.ts';

/** Definitions of parameters: all there are by type, what is said of the one that is picked, and how it will look. */
export class GjParamsDesign extends withProperties(GjElement, {
  drawn: given<Drawn>(),
  /** Address of the one that is picked. */
  picked: text(),
  packageName: given<(name: string) => string>(() => (name: string) => name),
  q: state(''),
  package: state(''),
  changed: state(false),
}) {
  static override styles = [shared, paramsDesignStyles];

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  #take(step: DesignStep, typing = false): Promise<void> {
    return this.#try(() => design.take(step, { typing }));
  }

  #do(param: DrawnParam, what: string): void {
    const place = `params/${param.address}`;
    const [type = '', key = ''] = param.address.split('/');
    if (what === 'hide' || what === 'bring-back') void this.#take({ do: what, form: '', place });
    else void this.#take({ do: 'remove-param', type, key });
  }

  #options(param: DrawnParam, change: OptionsChange): void {
    const options = (param.definition.properties['options'] ?? []) as readonly OptionSource[];
    const typing = change.do === 'rename' && change.typing;
    void this.#try(async () => {
      const of = { form: '', field: `params/${param.address}`, options };
      await takeTogether(await stepsOfOptions(of, change), { typing });
    });
  }

  #changeKind({ address, definition }: DrawnParam, kind: string): void {
    const options = (definition.properties['options'] ?? [
      { value: 'o1', label: { zh: '选项一', en: 'Option 1' } },
    ]) as readonly OptionSource[];
    void this.#take({
      do: 'set',
      form: '',
      target: `params/${address}/value`,
      value: valueOfKind(kind, options),
    });
  }

  #pick(address: string): void {
    this.emit('pick', address);
    if (address !== '')
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<GjParamPanel>('gj-param-panel')?.focus(),
      );
  }

  override render() {
    const { drawn, picked } = this;
    const { param } = drawn;
    const shown = param && param.address === picked ? param : null;
    return html`<div class="body stack-3 high ${shown ? 'with-panel' : ''}">
      <div class="all">${this.#find()}${this.#list()}</div>
      ${shown ? this.#beside(shown) : nothing}</div>`;
  }

  #beside(param: DrawnParam): TemplateResult {
    const wrong = this.drawn.issues.some(
      ({ severity, place }) => severity === 'error' && place === `params/${param.address}`,
    );
    return html`<div class="beside stack-3 high scrolls">
      <gj-param-preview role="region" aria-label=${msg('预览', { id: 'design-preview' })} .param=${param}
          .wrong=${wrong}></gj-param-preview>
      <aside class="framed" ${uncovered()} aria-label=${msg('属性', { id: 'design-properties' })}><gj-param-panel
        .drawn=${this.drawn} .param=${param} .packageName=${this.packageName}
        @set-property=${({ detail }: CustomEvent<PropertySet>) => this.#take(stepOfSet('', detail), detail.typing)}
        @options=${({ detail }: CustomEvent<OptionsChange>) => this.#options(param, detail)}
        @change-kind=${({ detail }: CustomEvent<string>) => this.#changeKind(param, detail)}
        @do=${({ detail }: CustomEvent<string>) => this.#do(param, detail)}
        @closed=${() => this.#pick('')}></gj-param-panel></aside></div>`;
  }

  #find(): TemplateResult {
    const find = msg('查找参数', { id: 'design-find-param' });
    const packages = [...new Set(this.drawn.params.map((line) => line.package))];
    return html`<div class="find toolbar below-2">
      <input class="plain" type="search" placeholder=${find} aria-label=${find} .value=${this.q} @input=${(
        event: Event,
      ) => {
        this.q = (event.target as HTMLInputElement).value;
      }} />
      <select class="plain" aria-label=${msg('包', { id: 'pkg-packages' })} @change=${(event: Event) => {
        this.package = (event.target as HTMLSelectElement).value;
      }}><option value="">${msg('所有包', { id: 'design-all-packages' })}</option>${packages.map(
        (name) => html`<option value=${name}>${this.packageName(name)}</option>`,
      )}</select>
      <label class="across-close"><input type="checkbox" .checked=${this.changed} @change=${() => {
        this.changed = !this.changed;
      }} />${msg('只看这个设计里改过的', { id: 'design-only-touched' })}</label></div>`;
  }

  #fits(line: ParamLine): boolean {
    const { address, label, typeLabel } = line;
    const q = this.q.trim();
    return (
      (this.package === '' || line.package === this.package || line.layers.includes(this.package)) &&
      (!this.changed || line.touched) &&
      (q === '' ||
        typedLike(q, [label.zh, label.en, address, typeLabel.zh, typeLabel.en], pinyinOf(label.zh)) > 0)
    );
  }

  #list(): TemplateResult {
    const found = this.drawn.params.filter((line) => this.#fits(line));
    if (found.length === 0)
      return html`<gj-state symbol="search" text=${msg('没有这样的参数。', { id: 'design-no-param-found' })}></gj-state>`;
    const types = Map.groupBy(found, ({ type }) => type);
    return html`<p class="small muted" role="status">${plural(msg(str`${found.length} 个参数`, { id: 'design-params-count' }))}</p>
      <div class="frame framed scrolls" role="region" tabindex="0" aria-label=${msg('所有参数', { id: 'design-all-params' })}>${[
        ...types,
      ].map(
        ([type, lines]) => html`<section><h2
            class="usual shaded ruled">${say(lines[0]?.typeLabel ?? { zh: type, en: type })} <code
            class="muted">${type}</code></h2>
          <ul>${repeat(
            lines,
            ({ address }) => address,
            (line) => this.#line(line),
          )}</ul></section>`,
      )}</div>`;
  }

  #line(line: ParamLine): TemplateResult {
    const { address, label, kind, hidden, gone, danger, touched, layers } = line;
    const isPicked = address === this.picked;
    const key = address.slice(address.indexOf('/') + 1);
    const others = layers.map((name) => this.packageName(name));
    const named = html`<span class="what across-close wraps shrinks grows">${kindIcon(kind)}<span
        class="shrinks"><span class="label">${say(label)}</span> <code class="muted">${key}</code></span></span>`;
    const badges = html`<span class="marks across-close wraps shrinks rigid">
      ${
        danger
          ? html`<span class="badge warn regular">${icon('alert', 12)}${msg('危险', { id: 'design-param-danger-badge' })}</span>`
          : nothing
      }
      ${hidden ? html`<span class="badge regular">${msg('已隐藏', { id: 'design-param-is-hidden' })}</span>` : nothing}
      ${
        touched && !gone
          ? html`<span class="badge accent regular">${icon('edit', 12)}${msg('这个设计里改过', { id: 'design-touched' })}</span>`
          : nothing
      }
      <span class="muted small" title=${kindWords(kind).label}>${this.packageName(line.package)}${
        others.length > 0 ? html` + ${listed(others)}` : nothing
      }</span></span>`;
    if (gone)
      return html`<li class="gone flex centred apart fills low-as-text to-start">${named}<span
          class="marks across-close wraps shrinks rigid"><span
          class="badge regular">${msg('已删除', { id: 'design-param-gone' })}</span>
        <button class="plain" aria-label=${msg(str`恢复参数“${say(label)}”`, { id: 'design-param-back' })} @click=${() =>
          this.#take({
            do: 'bring-back',
            form: '',
            place: `params/${address}`,
          })}>${icon('undo', 12)}${msg('恢复', { id: 'design-reset' })}</button></span></li>`;
    return html`<li class=${hidden ? 'hidden' : ''}><button
        class="line flex centred apart fills low-as-text to-start many-lines groundless borderless"
        aria-pressed=${isPicked} @click=${() => this.#pick(isPicked ? '' : address)}>${named}${badges}</button></li>`;
  }
}

customElements.define('gj-params-design', GjParamsDesign);
