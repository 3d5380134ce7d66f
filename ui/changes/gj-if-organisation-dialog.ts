import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { IfOrganisation } from '../../metadata/contract/params/many.ts';
import { failureLine } from '../kit/base/failure-line.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { moment } from '../kit/moment.ts';
import { dialogStyles } from '../kit/styles/dialog-styles.ts';
import { putInBasket } from '../params/basket/put-in-basket.ts';
import { windowWords } from '../params/parameter-words.ts';
import { listed, plural, say } from '../session/i18n.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { definitionsKnown, type FindDefinition } from './definitions-known.ts';
import type { Becoming } from './if-organisation.ts';
import { shownValue } from './shown-value.ts';
import '../kit/dialog/gj-dialog.ts';
import './gj-change-effects.ts';
import '../params/gj-instance-name.ts';

type Own = NonNullable<IfOrganisation['own']>;
type OwnValue = Own['items'][number];

/**
 * The dialog that tells, before an action on an organisation, which values would be read differently, and by whom.
 * Tells `agreed`, and `closed`.
 */
export class GjIfOrganisationDialog extends withProperties(GjElement, {
  becoming: given<Becoming>(),
  /** The text of the button that goes on. */
  go: text(),
  /** Null: it could not be found out, as `failure` says. */
  answer: given<IfOrganisation | null>(null),
  failure: given<unknown>(null),
  find: state<FindDefinition | null>(null),
}) {
  static override styles = [
    shared,
    boxless,
    dialogStyles,
    css`
      ul {
        max-height: 30vh;
      }
      li {
        padding: var(--gj-3q) 0;
      }
    `,
  ];

  readonly #taking = new Doing(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void definitionsKnown().then((find) => {
      this.find = find;
    });
  }

  override render() {
    const { answer, becoming } = this;
    const stops = (answer?.below ?? 0) > 0 || (answer?.own && answer.own.total + answer.own.hidden > 0);
    return html`<gj-dialog label=${titleOf(becoming)}>
      <div class="stack stack-3">${answer ? this.#outcome(answer) : this.#unknown()}</div>
      ${
        stops
          ? nothing
          : html`<button slot="actions" class=${becoming.action === 'delete' ? 'danger' : 'primary'} @click=${() => {
              this.emit('agreed');
              this.emit('closed');
            }}>${this.go}</button>`
      }
    </gj-dialog>`;
  }

  #outcome(answer: IfOrganisation): TemplateResult {
    const { total, hidden, own, readers, below = 0 } = answer;
    const all = total + hidden;
    return html`
      ${own && own.total + own.hidden > 0 ? this.#own(own) : nothing}
      ${below > 0 ? html`<p class="problem">${plural(msg(str`下面还有 ${below} 个组织，先移走它们才能删除。`, { id: 'if-below' }))}</p>` : nothing}
      ${all > 0 ? this.#changes(answer, all) : html`<p>${msg('各组织读到的参数都不变。', { id: 'if-nothing' })}</p>`}
      ${
        readers.count > 0
          ? html`<p class="warning flex gap-2 pad-2-3 edged toned warn in-warn rounded">${icon('alert')}<span>${plural(
              msg(str`有 ${readers.count} 个程序在为它读取参数：`, { id: 'if-readers' }),
            )}${listed(readers.names)}
              ${
                readers.lastRead
                  ? html`<span class="small">${msg(str`最近读取 ${moment(readers.lastRead)}`, { id: 'param-readers-last' })}</span>`
                  : nothing
              }</span></p>`
          : nothing
      }`;
  }

  #changes({ items, hidden }: IfOrganisation, all: number): TemplateResult {
    const { find } = this;
    const changed = items.map((one) => ({ ...one, label: find?.(one.type, one.key)?.label ?? null }));
    const params = { changed, total: all, hidden, untouched: [], untouchedTotal: 0 };
    const words =
      this.becoming.action === 'delete'
        ? plural(msg(str`删除后，它读取的 ${all} 个值将没有来源：`, { id: 'if-deleted-changes' }))
        : plural(msg(str`移动后，有 ${all} 处读到的参数会改变：`, { id: 'if-moved-changes' }));
    return html`<p role="status">${words}</p>
      ${find ? html`<div><gj-change-effects .effects=${params} .find=${find}></gj-change-effects></div>` : nothing}`;
  }

  /**
   * Draws the values set at the organisation, which stand in the way of deleting it; they are taken away through the
   * basket, so that all whom it concerns see it.
   */
  #own({ items, total, hidden }: Own): TemplateResult {
    const { find } = this;
    const all = total + hidden;
    const more = total - items.length;
    return html`<p class="problem" role="alert">${plural(msg(str`它自行设置了 ${all} 个参数值，先恢复继承才能删除：`, { id: 'if-own' }))}</p>
      ${find ? html`<ul class="scrolls">${items.map((one) => ownLine(one, find))}</ul>` : nothing}
      ${more > 0 ? html`<p class="small muted">${plural(msg(str`另有 ${more} 个没有列出。`, { id: 'if-own-more' }))}</p>` : nothing}
      ${
        hidden > 0
          ? html`<p class="small muted">${plural(msg(str`另有 ${hidden} 个不在您的职责范围内。`, { id: 'if-own-hidden' }))}</p>`
          : nothing
      }
      ${
        items.length > 0
          ? html`<div><button ?disabled=${this.#taking.busy}
              @click=${() => this.#takeAway(items)}>${icon('basket')}${msg('把恢复继承放入变更集', { id: 'if-own-basket' })}</button></div>`
          : nothing
      }
      ${this.#taking.shown()}`;
  }

  async #takeAway(values: readonly OwnValue[]): Promise<void> {
    const { number } = this.becoming.organisation;
    const items = values.map(({ type, key, revision, validFrom, validTo }) => ({
      action: 'unset' as const,
      type,
      key,
      org: number,
      validFrom,
      validTo,
      ...(revision !== null && { ifMatch: revision }),
    }));
    if (await this.#taking.run(() => putInBasket(items))) this.emit('closed');
  }

  #unknown(): TemplateResult {
    return html`<p>${msg('无法得知读到的参数是否改变：', { id: 'if-unknown' })}</p>
      ${failureLine(this.failure)}`;
  }
}

function titleOf({ action, organisation: { name }, parent }: Becoming): string {
  switch (action) {
    case 'move':
      return msg(str`“${name}”移到“${parent?.name ?? ''}”之下`, { id: 'if-moved-title' });
    case 'delete':
      return msg(str`删除“${name}”`, { id: 'if-deleted-title' });
    case 'disable':
      return msg(str`禁用“${name}”`, { id: 'if-disabled-title' });
    case 'enable':
      return msg(str`启用“${name}”`, { id: 'if-enabled-title' });
  }
}

function ownLine(one: OwnValue, find: FindDefinition): TemplateResult {
  const definition = find(one.type, one.key);
  const days = windowWords(one);
  return html`<li class="flex wraps gap-half-2 breaks"><span>${
    definition ? say(definition.label) : `${one.type} / ${one.key}`
  }</span>
    ${
      definition && definition.key === undefined
        ? html`<span class="small muted"><gj-instance-name .key=${one.key} .definition=${definition}></gj-instance-name></span>`
        : nothing
    }
    <b>${shownValue(find, one, one.value)}</b>${days ? html`<span class="small muted">${days}</span>` : nothing}</li>`;
}
customElements.define('gj-if-organisation-dialog', GjIfOrganisationDialog);
