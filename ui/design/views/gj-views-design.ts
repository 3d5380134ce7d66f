import { msg } from '@lit/localize';
import { css, html, type TemplateResult } from 'lit';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { fieldsOfViews, type ViewKind, viewKinds } from '../../../metadata/property/view-kinds.ts';
import { viewKindWords } from '../../../metadata/property/words/parts.ts';
import { boardStart } from '../../../metadata/report/board-start.ts';
import { chartStart } from '../../../metadata/report/chart-start.ts';
import { viewChoices } from '../../../metadata/report/view-fits.ts';
import type { ViewSource } from '../../../metadata/source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { uncovered } from '../../kit/base/uncovered.ts';
import { given, text, withProperties } from '../../kit/base/with-properties.ts';
import type { MenuItem } from '../../kit/gj-menu.ts';
import { viewIcons, viewWord } from '../../list/list-drawn.ts';
import { lackOf } from '../../list/state/view-lack.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { ownName, partNames } from '../canvas/design-steps.ts';
import type { DesignerWork } from '../canvas/designer-work.ts';
import type { ListedPart, PartMove } from '../canvas/gj-part-list.ts';
import { inOrderLately } from '../property/undrawn.ts';
import { freeName } from '../words/proposed-names.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyFailure } from '../work/design-notices.ts';
import '../../kit/gj-menu.ts';
import '../canvas/gj-place-panel.ts';
import '../canvas/gj-part-list.ts';
import './gj-view-preview.ts';

/**
 * The views of a form: in which order they are offered, what is said of each, and what it will look like. Tells `open`
 * with a place, `set-property`, and `add-field` with the kind of field that a view lacks.
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

  /** Adds the view, or first the field that it lacks. */
  #pick(kind: ViewKind): void {
    const field = lackOf(this.form, kind)?.field;
    if (field) this.emit('add-field', field.kind);
    else void this.#add(kind);
  }

  async #add(kind: ViewKind): Promise<void> {
    const { form } = this;
    const name = freeName(ownName(kind, this.work.prefix), partNames(form));
    const { needs, uses } = fieldsOfViews[kind];
    const first = uses
      .filter((property) => needs.includes(property) || property === 'picture')
      .flatMap((property) => {
        const isWanted = needs.includes(property) || kind === 'gallery';
        const isState = kind === 'board' && property === 'groupBy';
        const choices = isWanted ? viewChoices(form, kind, property) : [];
        const id = isState ? boardStart(form)?.id : choices[0];
        return id === undefined ? [] : [[property, id] as const];
      });
    const start = kind === 'chart' ? chartStart(form) : Object.fromEntries(first);
    const content: ViewSource = { name, kind, label: viewKindWords[kind], ...start };
    await this.#take({ do: 'add-part', form: form.id, part: 'views', content });
    this.emit('open', `views/${name}`);
  }

  override render(): TemplateResult {
    const { form, drawn, place } = this;
    const picked = this.#picked;
    // What the form lacks is said: whoever looks for a board is not left to guess why there is none.
    const items = viewKinds.map((kind): MenuItem => {
      const lack = lackOf(form, kind);
      return {
        key: kind,
        text: viewWord(kind),
        icon: viewIcons[kind],
        ...(lack && { why: lack.why }),
        ...(lack?.field && { mend: lack.field.offer }),
      };
    });
    const add = msg('添加视图', { id: 'design-add-view' });
    return html`<section class="views stack-2 packed scrolls pad-3 surface" aria-label=${msg('视图', { id: 'design-tab-views' })}>
        <gj-menu .items=${items} label=${add} @pick=${({ detail }: CustomEvent<ViewKind>) => this.#pick(detail)}
          >${icon('add', 14)}${add}${icon('down', 12)}</gj-menu>
        ${
          form.views.length === 0
            ? html`<p class="small muted">${msg('还没有视图：列表本身总在。加上看板、日历、画廊、树或图表，所有人就能在列表上方切换。', { id: 'design-no-views' })}</p>`
            : this.#list(picked)
        }
      </section>
      ${
        picked
          ? html`<gj-view-preview class="shaded" role="region" aria-label=${msg('预览', { id: 'design-preview' })} .form=${form}
              name=${picked.name}></gj-view-preview>`
          : html`<p class="none pick muted">${msg('选一个视图，在这里预览。', { id: 'design-view-preview' })}</p>`
      }
      <aside class="scrolls surface" ${uncovered()} aria-label=${msg('属性', { id: 'design-properties' })}>${
        picked
          ? html`<gj-place-panel .form=${form} .drawn=${drawn} place=${place} .packageName=${this.work.packageName}
              @set-property=${({ detail }: CustomEvent) => this.emit('set-property', detail)}
              @open=${({ detail }: CustomEvent<string>) => this.emit('open', detail)}></gj-place-panel>`
          : html`<p class="pick muted">${msg('选择一个视图进行编辑。', { id: 'design-pick-view' })}</p>`
      }</aside>`;
  }

  #list(picked: ViewSource | undefined): TemplateResult {
    const { form, drawn } = this;
    const parts = this.#views.map(({ name, kind, label, hidden, default: isDefault }): ListedPart => {
      const isOwn = drawn.form?.own.includes(`views/${name}`);
      return {
        key: name,
        label: say(label),
        symbol: viewIcons[kind],
        struck: hidden ?? false,
        ...(isDefault && { badge: msg('默认', { id: 'design-view-default' }) }),
        ...(isOwn && { takes: 'remove' as const }),
      };
    });
    return html`<gj-part-list .parts=${parts} picked=${picked?.name ?? ''} .ordered=${true}
      label=${msg('视图', { id: 'design-tab-views' })}
      @show=${({ detail }: CustomEvent<string>) => this.emit('open', `views/${detail}`)}
      @move=${({ detail }: CustomEvent<PartMove>) => this.#move(detail)}
      @take-away=${({ detail }: CustomEvent<string>) => {
        if (detail === picked?.name) this.emit('open', '');
        void this.#take({ do: 'remove', form: form.id, place: `views/${detail}` });
      }}></gj-part-list>`;
  }

  get #views(): readonly ViewSource[] {
    return inOrderLately(this.form.id, this.form.views, 'views/', ({ name }) => name);
  }

  #move({ key, by }: PartMove): void {
    const { id } = this.form;
    const views = this.#views;
    const at = views.findIndex(({ name }) => name === key);
    const before = views[by < 0 ? at - 1 : at + 2]?.name;
    void this.#take({
      do: 'place',
      form: id,
      place: `views/${key}`,
      ...(before !== undefined && { before }),
    });
  }
}
customElements.define('gj-views-design', GjViewsDesign);
