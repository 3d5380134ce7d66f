import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ValueDifference } from '../../metadata/contract/params/many.ts';
import { putInBasket } from '../basket/put-in-basket.ts';
import { definitionsSeen, type FindDefinition, finding } from '../changes/definitions-known.ts';
import { shownValue } from '../changes/shown-value.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { state, text, withProperties } from '../kit/base/with-properties.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import { isSecret, keyShown } from '../params/parameter-words.ts';
import { plural, say } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { ownOrgs } from '../sharing/sharing-orgs.ts';
import { shared } from '../theme/shared.ts';
import { type CopyMode, copyItem, copyModes, tryCopy } from './copy-values.ts';
import '../kit/gj-record-dialog.ts';
import '../sharing/gj-org-picker.ts';

interface CopyableValues {
  readonly items: readonly ValueDifference[];
  readonly unchanged: number;
}

/** Shown one by one; more are counted. */
const most = 50;

/** What an organisation says itself, said for others too: looked at, then into the basket. Tells `closed`. */
export class GjCopyValues extends withProperties(GjElement, {
  /** Number of the organisation whose values are copied. */
  from: text(),
  to: state<ReadonlySet<string>>(() => new Set()),
  /** Empty: all. */
  type: state(''),
  mode: state<CopyMode>('missing'),
  found: state<CopyableValues | null>(null),
  failure: state<unknown>(null),
  busy: state(false),
  find: state<FindDefinition | null>(null),
}) {
  static override styles = [
    shared,
    dialogStyles,
    css`
      .top {
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      }
      gj-org-picker {
        height: min(var(--gj-size-220), 28vh);
      }
      ul {
        max-height: 26vh;
      }
      li {
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) minmax(0, 3fr);
        padding: var(--gj-1) 0;
      }
    `,
  ];
  get #own() {
    return ownOrgs();
  }
  readonly #types = new Map<string, string>();
  #asking: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void definitionsSeen().then((definitions) => {
      for (const { type, typeLabel } of definitions) this.#types.set(type, say(typeLabel));
      this.find = finding(definitions);
    });
  }

  override disconnectedCallback(): void {
    this.#asking?.abort();
    super.disconnectedCallback();
  }

  /** Looks at what would come of it as it is asked now. */
  async #try(): Promise<void> {
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.found = null;
    this.failure = null;
    const to = [...this.to].flatMap((id) => this.#own.byId.get(id)?.number ?? []);
    if (to.length === 0) return;
    this.busy = true;
    try {
      const types = this.type === '' ? {} : { types: [this.type] };
      this.found = await tryCopy({ from: this.from, to, ...types, mode: this.mode }, asking.signal);
    } catch (failure) {
      if (!asking.signal.aborted) this.failure = failure;
    } finally {
      if (this.#asking === asking) this.busy = false;
    }
  }

  /** A mask is no value: secrets are typed where they are wanted. */
  get #copied(): readonly ValueDifference[] {
    const isOpen = ({ type, key, to }: ValueDifference) => {
      const definition = this.find?.(type, key);
      return to === null || definition === undefined || !isSecret(definition);
    };
    return (this.found?.items ?? []).filter(isOpen);
  }

  async #put(): Promise<void> {
    if (!this.found) return;
    this.busy = true;
    try {
      await putInBasket(this.#copied.map(copyItem));
      this.emitUp('closed');
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.busy = false;
    }
  }

  override render() {
    const count = this.#copied.length;
    const source = this.#own.nodes.find(({ number }) => number === this.from);
    const fixed = new Map(source ? [[source.id, msg('复制的来源', { id: 'copy-source' })]] : []);
    return html`<gj-record-dialog wide label=${msg('复制参数值到其他组织', { id: 'copy-values' })}>
      <div class="stack stack-3">
        <p class="muted">${msg('只复制来源组织自行设置的值，继承来的不复制。改动进入变更篮，发布后才生效。', { id: 'copy-help' })}</p>
        <div class="top stack-3">
          <label class="text-field"><span>${msg('从', { id: 'copy-from' })}</span>
            <select class="plain fills" @change=${(event: Event) => {
              this.from = (event.target as HTMLSelectElement).value;
              this.to = new Set([...this.to].filter((id) => this.#own.byId.get(id)?.number !== this.from));
              void this.#try();
            }}>${this.#own.nodes.map(({ number, name }) => html`<option value=${number} .selected=${number === this.from}>${name}</option>`)}</select></label>
          <label class="text-field"><span>${msg('参数类型', { id: 'params-types' })}</span>
            <select class="plain fills" @change=${(event: Event) => {
              this.type = (event.target as HTMLSelectElement).value;
              void this.#try();
            }}><option value="">${msg('全部', { id: 'params-all' })}</option>
              ${[...this.#types].map(([type, label]) => html`<option value=${type} .selected=${type === this.type}>${label}</option>`)}</select></label>
        </div>
        <fieldset class="gridded gap-1 flush unpadded borderless"><legend class="below-1 unpadded muted smaller">${msg('目标组织已经设置的', { id: 'copy-mode' })}</legend>
          ${copyModes.map(
            (mode) =>
              html`<label class="way gridded centred pressable edged rounded"><input type="radio" name="mode" .checked=${mode === this.mode} @change=${() => {
                this.mode = mode;
                void this.#try();
              }} />${modeWords(mode)}</label>`,
          )}</fieldset>
        <gj-org-picker .nodes=${this.#own.nodes} .picked=${this.to} .fixed=${fixed} label=${msg('复制到', { id: 'copy-to' })}
          @change=${({ detail }: CustomEvent<ReadonlySet<string>>) => {
            this.to = detail;
            void this.#try();
          }}></gj-org-picker>
        <div role="status" aria-busy=${this.busy}>${this.found ? this.#outcome(this.#copied, this.found) : nothing}</div>
        ${this.failure === null ? nothing : html`<p class="problem" role="alert">${failureText(this.failure)}</p>`}
      </div>
      <button slot="actions" class="primary" ?disabled=${this.busy || count === 0} @click=${() => this.#put()}>${icon('basket')}${msg('放入变更篮', { id: 'basket-add' })}${count > 0 ? html` ${count}` : nothing}</button>
    </gj-record-dialog>`;
  }

  #outcome(items: readonly ValueDifference[], { items: all, unchanged }: CopyableValues): TemplateResult {
    const { find } = this;
    const rest = items.length - most;
    const secrets = all.length - items.length;
    return html`<p>${msg(str`${items.length} 处变化，${unchanged} 处不变`, { id: 'copy-outcome' })}</p>
      ${find ? html`<ul class="unmarked scrolls">${items.slice(0, most).map((one) => this.#line(one, find))}</ul>` : nothing}
      ${secrets > 0 ? html`<p class="small muted">${plural(msg(str`${secrets} 个保密的值不复制，请在目标组织里填写。`, { id: 'copy-secrets' }))}</p>` : nothing}
      ${rest > 0 ? html`<p class="small muted">${plural(msg(str`另有 ${rest} 处变化没有列出。`, { id: 'change-effects-more' }))}</p>` : nothing}`;
  }

  #line(one: ValueDifference, find: FindDefinition): TemplateResult {
    const definition = find(one.type, one.key);
    const org = session.organisations.find(({ number }) => number === one.org)?.name ?? one.org;
    const side = (value: ValueDifference['from']) =>
      value ? shownValue(find, one, value.value) : msg('继承', { id: 'param-inherits' });
    const danger = msg('慎用', { id: 'params-danger' });
    return html`<li class="stack-2 breaks ruled"><span>${definition ? say(definition.label) : `${one.type} / ${one.key}`}
        ${definition?.key === undefined && definition ? html`<span class="small muted">${keyShown(one.key, definition)}</span>` : nothing}
        ${definition?.danger ? html`<span class="in-warn" role="img" aria-label=${danger} title=${danger}>${icon('alert', 14)}</span>` : nothing}</span>
      <span>${org}</span><span><span class="muted struck">${side(one.from)}</span> → <b>${side(one.to)}</b></span></li>`;
  }
}

function modeWords(mode: CopyMode): string {
  switch (mode) {
    case 'missing':
      return msg('保留，只补没有的', { id: 'copy-missing' });
    case 'overwrite':
      return msg('用来源的值覆盖', { id: 'copy-overwrite' });
    case 'replace':
      return msg('覆盖，并让来源没有设置的恢复继承', { id: 'copy-replace' });
  }
}
customElements.define('gj-copy-values', GjCopyValues);
