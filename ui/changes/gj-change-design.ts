import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChangePreview } from '../../metadata/contract/changes/preview.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { Doing } from '../kit/doing.ts';
import { Loading } from '../kit/loading.ts';
import type { ChangeSet } from '../params/basket/change-set.ts';
import { mayDesign, session } from '../session/session.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { isOpen } from './change-words.ts';

interface Named {
  readonly id: string;
  readonly name: string;
  readonly state: string;
}

/**
 * The design that a set is published with, and what that would do; chosen as long as the set may be edited. Tells
 * `choose`, and `again` once who may see it is another matter.
 */
export class GjChangeDesign extends withProperties(GjElement, {
  set: given<ChangeSet>(),
  preview: given<ChangePreview | null>(null),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      p {
        margin-block-start: var(--gj-1);
      }
      .shares p {
        flex: 1 1 var(--gj-size-260);
      }
      select.plain {
        width: auto;
        min-width: var(--gj-size-200);
        max-width: var(--gj-size-320);
      }
    `,
  ];

  /** The designs that can be chosen: those still open. */
  readonly #designs = new Loading<readonly Named[], string>(this, {
    key: () => (mayDesign() ? this.set.id : undefined),
    load: async (_, signal) => (await session.api.call('GET /api/design/drafts', { signal })).items,
  });
  readonly #sharing = new Doing(this, { notifies: true });

  async #share(): Promise<void> {
    await this.#sharing.run(async () => {
      const path = { id: this.set.design ?? '' };
      await session.api.call('PUT /api/design/drafts/:id', { path, body: { shared: true } });
      this.emit('again');
    });
  }

  get #open(): readonly Named[] {
    return (this.#designs.value ?? []).filter(isOnItsWay);
  }

  override render(): TemplateResult | typeof nothing {
    const { set } = this;
    const isChosen = isOpen(set) && set.may.edit && this.#open.length > 0;
    if (set.design === null && !isChosen) return nothing;
    const title = msg('一起发布的设计', { id: 'change-design' });
    return html`<section class="card" aria-labelledby="design"><h2 class="across" id="design">${title}</h2>
      ${isChosen ? this.#choice(title) : this.#link()}
      ${
        set.design !== null && isOpen(set)
          ? html`<p class="small muted">${msg('变更集与设计在同一次提交里生效：要么都生效，要么都不生效。', { id: 'change-design-help' })}</p>`
          : nothing
      }
      ${this.#shared()}${this.#plan()}</section>`;
  }

  /**
   * Draws the note that the design is not shared: its owner can share it, so that those who have to approve can read
   * it.
   */
  #shared(): TemplateResult | typeof nothing {
    const { set } = this;
    const { sharing } = set;
    if (!sharing || sharing.shared || !isOnItsWay(set)) return nothing;
    const by = sharing.by.name ?? '';
    if (!sharing.seen)
      return html`<div class="shares flex wraps centred gap-3 above-2"><p class="problem" role="status">${icon('lock', 14)} ${msg(
        str`这是${by}的设计，没有与您共享，所以看不到它会做什么，也不能批准。请${by}在这个页面上点“共享设计”。`,
        { id: 'change-design-unshared' },
      )}</p>
        <button class="plain" @click=${() => this.emit('again')}>${msg('重新检查', { id: 'change-design-again' })}</button></div>`;
    if (set.needsApproval.length === 0) return nothing;
    return html`<div class="shares flex wraps centred gap-3 above-2"><p
        role="status">${msg('只有您看得到这个设计：共享之后，审批的人才能查看和批准。', { id: 'change-design-share-help' })}</p>
      <button class="plain" @click=${() => this.#share()}>${msg('共享设计', { id: 'change-design-share' })}</button></div>`;
  }

  #link(): TemplateResult {
    const known = this.#designs.value?.find(({ id }) => id === this.set.design)?.name;
    const name = this.preview?.design?.name || known || msg('设计', { id: 'design-one' });
    return mayDesign() && this.set.sharing?.seen !== false
      ? html`<a href="/design">${name}</a>`
      : html`${name}`;
  }

  #choice(label: string): TemplateResult {
    const { set } = this;
    const designs = this.#open;
    const isKnown = designs.some(({ id }) => id === set.design);
    return html`<div class="flex wraps centred gap-3 above-2"><select class="plain" aria-label=${label} @change=${({
      target,
    }: Event) => {
      const { value } = target as HTMLSelectElement;
      this.emit<string | null>('choose', value === '' ? null : value);
    }}>
      <option value="" ?selected=${set.design === null}>${msg('不带设计', { id: 'change-design-none' })}</option>
      ${
        set.design !== null && !isKnown
          ? html`<option value=${set.design} selected>${
              this.preview?.design?.name ||
              msg(str`${set.sharing?.by.name ?? ''}的设计`, { id: 'change-design-of' })
            }</option>`
          : nothing
      }
      ${designs.map(
        ({ id, name }) =>
          html`<option value=${id}
              ?selected=${id === set.design}>${name || msg('未命名的设计', { id: 'change-design-unnamed' })}</option>`,
      )}
    </select>${
      set.design === null
        ? nothing
        : html`<a class="one-line" href="/design/publish">${msg('设计的发布页', { id: 'change-design-open' })}</a>`
    }</div>`;
  }

  /** Draws the plan of publishing the design, and the issues that stand in its way. */
  #plan(): TemplateResult | typeof nothing {
    const design = this.preview?.design;
    if (!design) return nothing;
    const { issues = [], changes = [], hash = null } = design.plan;
    const lines = [...issues, ...changes];
    return html`${
      hash === null
        ? html`<p class="problem"
            role="alert">${icon('alert', 14)} ${msg('设计还不能发布：请先在设计的发布页处理。', { id: 'change-design-stuck' })}</p>`
        : nothing
    }${
      lines.length === 0
        ? nothing
        : html`<ul class="marked above-2">${lines.map(({ message }) => html`<li>${message}</li>`)}</ul>`
    }${
      design.untried > 0
        ? html`<p class="small muted">${msg('有的改动用到设计新加的内容，发布时才能全部检查。', { id: 'change-design-untried' })}</p>`
        : nothing
    }`;
  }
}

function isOnItsWay({ state }: { readonly state: string }): boolean {
  return state !== 'published' && state !== 'discarded';
}
customElements.define('gj-change-design', GjChangeDesign);
