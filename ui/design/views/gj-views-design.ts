import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { fieldsOfViews, type ViewKind, viewKinds } from '../../../metadata/property/view-kinds.ts';
import type { ViewSource } from '../../../metadata/source.ts';
import { viewFits } from '../../../metadata/view-fits.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import { viewIcons, viewWord } from '../../list/list-drawn.ts';
import { canBeDrawn } from '../../list/state/drawing.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { ownName, partNames } from '../canvas/design-steps.ts';
import type { DesignerWork } from '../canvas/designer-work.ts';
import { freeName } from '../words/proposed-names.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyFailure } from '../work/design-notices.ts';
import '../../kit/gj-menu.ts';
import '../canvas/gj-place-panel.ts';
import './gj-view-preview.ts';

/** What new views are called until somebody says better. */
const newLabels: Readonly<Record<ViewKind, ViewSource['label']>> = {
  list: { zh: '新列表', en: 'New list' },
  board: { zh: '新看板', en: 'New board' },
  calendar: { zh: '新日历', en: 'New calendar' },
  gallery: { zh: '新画廊', en: 'New gallery' },
  tree: { zh: '新树', en: 'New tree' },
};

/**
 * The views of a form: in which order they are offered, what is said of each, and what it will look like. Tells `open`
 * with a place and `set-property`.
 */
export class GjViewsDesign extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  work: given<DesignerWork>(),
  place: text(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--gj-size-280) minmax(0, 1fr) var(--gj-size-340);
        min-height: 0;
      }
      :host > * {
        min-height: 0;
      }
      .views {
        border-inline-end: var(--gj-edge);
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--gj-half);
        padding-inline: var(--gj-1);
        border-radius: var(--gj-radius);
      }
      li.on {
        background: var(--gj-picked);
      }
      li > button.line {
        padding: var(--gj-1h) var(--gj-2);
        border-color: transparent;
      }
      aside {
        border-inline-start: var(--gj-edge);
      }
      gj-view-preview {
        padding: var(--gj-3);
      }
      .pick {
        padding: var(--gj-4);
      }
      @container designer (max-width: 900px) {
        :host {
          grid-template-columns: var(--gj-size-240) minmax(0, 1fr);
          overflow: auto;
        }
        gj-view-preview,
        .none {
          display: none;
        }
      }
    `,
  ];

  get #picked(): ViewSource | undefined {
    const name = this.place.replace(/^views\//, '');
    return this.place.startsWith('views/') ? this.form.views.find((view) => view.name === name) : undefined;
  }

  async #take(step: DesignStep): Promise<void> {
    try {
      await design.take(step);
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  async #add(kind: ViewKind): Promise<void> {
    const { form } = this;
    const name = freeName(ownName(form, kind, this.work.prefix), partNames(form));
    const { needs, uses } = fieldsOfViews[kind];
    const first = uses
      .filter((property) => needs.includes(property) || property === 'picture')
      .flatMap((property) => {
        const isWanted = needs.includes(property) || kind === 'gallery';
        const field = isWanted
          ? form.fields.find((one) => !one.hidden && viewFits[property](one))
          : undefined;
        return field ? [[property, field.id] as const] : [];
      });
    const content: ViewSource = { name, kind, label: newLabels[kind], ...Object.fromEntries(first) };
    await this.#take({ do: 'add-part', form: form.id, part: 'views', content });
    this.emit('open', `views/${name}`);
  }

  override render(): TemplateResult {
    const { form, drawn, place } = this;
    const picked = this.#picked;
    const items = viewKinds
      .filter((kind) => canBeDrawn(form, kind))
      .map((kind) => ({ key: kind, text: viewWord(kind), icon: viewIcons[kind] }));
    const add = msg('加视图', { id: 'design-add-view' });
    return html`<section class="views stack-2 packed scrolls pad-3 surface" aria-label=${msg('视图', { id: 'design-tab-views' })}>
        <gj-menu .items=${items} label=${add} @pick=${({ detail }: CustomEvent<ViewKind>) => this.#add(detail)}
          >${icon('add', 14)}${add}${icon('down', 12)}</gj-menu>
        ${
          form.views.length === 0
            ? html`<p class="small muted">${msg('还没有视图：列表本身总在。加上看板、日历、画廊或树，所有人就能在列表上方切换。', { id: 'design-no-views' })}</p>`
            : html`<ul>${repeat(
                form.views,
                ({ name }) => name,
                (view, at) => this.#line(view, at, view === picked),
              )}</ul>`
        }
      </section>
      ${
        picked
          ? html`<gj-view-preview class="shaded" role="region" aria-label=${msg('预览', { id: 'design-preview' })} .form=${form}
              name=${picked.name}></gj-view-preview>`
          : html`<p class="none pick muted">${msg('选一个视图，在这里预览。', { id: 'design-view-preview' })}</p>`
      }
      <aside class="scrolls surface" aria-label=${msg('属性', { id: 'design-properties' })}>${
        picked
          ? html`<gj-place-panel .form=${form} .drawn=${drawn} place=${place} .packageName=${this.work.packageName}
              @set-property=${({ detail }: CustomEvent) => this.emit('set-property', detail)}
              @open=${({ detail }: CustomEvent<string>) => this.emit('open', detail)}></gj-place-panel>`
          : html`<p class="pick muted">${msg('选一个视图，在这里改。', { id: 'design-pick-view' })}</p>`
      }</aside>`;
  }

  #line(view: ViewSource, at: number, isPicked: boolean): TemplateResult {
    const { form, drawn } = this;
    const { name, kind, label, hidden, default: isDefault } = view;
    const place = `views/${name}`;
    const called = say(label);
    const isOwn = drawn.form?.own.includes(place);
    const before = form.views[at - 1]?.name;
    const after = form.views[at + 2]?.name;
    const move = (before: string | undefined) =>
      this.#take({ do: 'place', form: form.id, place, ...(before !== undefined && { before }) });
    const up = msg(str`${called} 上移`, { id: 'design-view-up' });
    const down = msg(str`${called} 下移`, { id: 'design-view-down' });
    const remove = msg(str`删除 ${called}`, { id: 'design-view-remove' });
    return html`<li class=${isPicked ? 'on' : ''}><button class="line rest flex centred gap-1h low-as-text to-start groundless"
        aria-pressed=${isPicked} @click=${() => this.emit('open', place)}>${icon(viewIcons[kind], 14)}<span
        class="rest breaks ${hidden ? 'muted struck' : ''}">${called}</span>${
          isDefault ? html`<span class="badge">${msg('默认', { id: 'design-view-default' })}</span>` : nothing
        }</button>
      <button class="square" aria-label=${up} title=${up} ?disabled=${at === 0} @click=${() => move(before)}>${icon('up', 13)}</button>
      <button class="square" aria-label=${down} title=${down} ?disabled=${at === form.views.length - 1}
        @click=${() => move(after)}>${icon('down', 13)}</button>
      ${
        isOwn
          ? html`<button class="square" aria-label=${remove} title=${remove} @click=${async () => {
              if (isPicked) this.emit('open', '');
              await this.#take({ do: 'remove', form: form.id, place });
            }}>${icon('trash', 13)}</button>`
          : nothing
      }</li>`;
  }
}
customElements.define('gj-views-design', GjViewsDesign);
