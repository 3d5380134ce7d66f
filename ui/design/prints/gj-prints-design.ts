import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { PrintSource } from '../../../metadata/print-source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import { uncovered } from '../../kit/base/uncovered.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { shared } from '../../theme/shared.ts';
import { copyOf, ownership } from '../canvas/gj-part-list.ts';
import { fileLately } from '../property/undrawn.ts';
import type { Drawn, DrawnIssue, DrawnPrint } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { notifyFailure, notifyHere } from '../work/design-notices.ts';
import { fileAt } from '../work/issue-address.ts';
import '../../kit/gj-state.ts';
import './gj-print-columns.ts';
import './gj-print-outline.ts';
import './gj-print-panel.ts';
import './gj-print-preview.ts';

const json = onceLoaded(() => import('../canvas/gj-design-json.ts'));

/**
 * The print templates of a form: all of them, the blocks of the one that is picked, the sheet as it will be, and what can
 * be said of a block. Tells `open` with a place.
 */
export class GjPrintsDesign extends withProperties(GjElement, {
  form: given<FormModel>(),
  drawn: given<Drawn>(),
  packageName: given<(name: string) => string>(() => (name: string) => name),
  /** `prints/slip`, with the pointer of a block behind it; empty: the first. */
  place: text(),
  asJson: state(false),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template-columns: var(--gj-size-260) minmax(0, 1fr) var(--gj-size-300);
        min-height: 0;
      }
      :host > * {
        min-height: 0;
      }
      .side {
        border-inline-end: var(--gj-edge);
      }
      aside {
        border-inline-start: var(--gj-edge);
      }
      .none {
        padding: var(--gj-4);
      }
      @container designer (max-width: 900px) {
        :host {
          grid-template-columns: var(--gj-size-200) minmax(0, 1fr) var(--gj-size-260);
        }
      }
      @media (max-width: 600px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        gj-print-preview {
          min-height: var(--gj-size-480);
        }
      }
    `,
  ];
  /** One stay at the side is one step. */
  #stay = '';

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  get #prints(): readonly DrawnPrint[] {
    return this.drawn.prints;
  }

  get #at() {
    return fileAt('prints', this.place);
  }

  get #line(): DrawnPrint | undefined {
    const { name } = this.#at ?? {};
    return this.#prints.find((one) => one.name === name) ?? this.#prints[0];
  }

  #open(name: string, pointer = ''): void {
    this.#stay = '';
    this.emit('open', `prints/${name}${pointer}`);
  }

  async #take(name: string, content: PrintSource, typing = false): Promise<void> {
    const { id } = this.form;
    if (typing) this.#stay ||= crypto.randomUUID();
    else this.#stay = '';
    const typed = typing ? { typed: this.#stay } : {};
    const taken = this.#try(() =>
      design.take({ do: 'set-print', form: id, name, content, ...typed }, { typing }),
    );
    this.requestUpdate();
    await taken;
  }

  async #new(): Promise<void> {
    await this.#try(async () => {
      const { newPrint } = await import('./new-print.ts');
      const made = await newPrint(
        this,
        this.form,
        this.#prints.map(({ name }) => name),
      );
      if (!made) return;
      await this.#take(made.name, made);
      this.#open(made.name);
    });
  }

  async #copy(line: DrawnPrint | undefined): Promise<void> {
    if (!line?.content) return;
    const copy = copyOf(line.content, this.#prints);
    await this.#take(copy.name, copy);
    this.#open(copy.name);
  }

  async #remove(line: DrawnPrint | undefined): Promise<void> {
    if (!line) return;
    const { name, replaces, content } = line;
    const label = say(content?.label) || name;
    await this.#try(() => design.take({ do: 'remove-print', form: this.form.id, name }));
    if (replaces === undefined) this.emit('open', 'prints/');
    notifyHere({
      text:
        replaces === undefined
          ? msg(str`已删除“${label}”`, { id: 'print-removed' })
          : msg(str`已恢复为“${this.packageName(replaces)}”的模板`, { id: 'print-restored' }),
      undo: () => design.turn({ do: 'undo' }),
    });
  }

  /** What is wrong with the picked template, with the place in it. */
  #issues(name: string): readonly (DrawnIssue & { readonly at: string })[] {
    return this.drawn.issues.flatMap((issue) => {
      const at = issue.form === this.form.id ? fileAt('prints', issue.place ?? '') : undefined;
      return at?.name === name ? [{ ...issue, at: at.pointer }] : [];
    });
  }

  override render() {
    const line = this.#line;
    const content = line ? fileLately('set-print', this.form.id, line.name, line.content) : null;
    return html`<div class="side scrolls pad-2 shaded">${this.#list(line)}${
      line && content && !this.asJson ? this.#outline(line, content) : nothing
    }</div>${line ? this.#sheet(line, content) : this.#none()}
    <aside class="scrolls surface" ${uncovered()} aria-label=${msg('属性', { id: 'design-properties' })}>${
      line && content ? this.#panel(line, content) : nothing
    }</aside>`;
  }

  #list(picked: DrawnPrint | undefined): TemplateResult {
    const parts = this.#prints.map((line) => ({
      key: line.name,
      label: say(line.content?.label) || line.name,
      copies: true,
      wrong: this.#issues(line.name).some(({ severity }) => severity === 'error'),
      ...ownership(line, this.packageName),
    }));
    const line = (key: string) => this.#prints.find(({ name }) => name === key);
    return html`<gj-part-list .parts=${parts} picked=${picked?.name ?? ''}
      label=${msg('打印模板', { id: 'print-templates' })}
      @show=${({ detail }: CustomEvent<string>) => this.#open(detail)}
      @copy-part=${({ detail }: CustomEvent<string>) => this.#copy(line(detail))}
      @take-away=${({ detail }: CustomEvent<string>) => this.#remove(line(detail))}><div class="below-3"><button
      class="slim" @click=${() => this.#new()}>${icon('add', 14)}${msg('新打印模板', { id: 'print-new' })}</button></div></gj-part-list>`;
  }

  #outline(line: DrawnPrint, content: PrintSource): TemplateResult {
    return html`<section class="ruled-above pad-block-2"><gj-print-outline .form=${this.form} .print=${content}
        picked=${this.#pointer(line)} .wrong=${this.#issues(line.name).map(({ at }) => at)}
        @pick=${({ detail }: CustomEvent<string>) => this.#open(line.name, detail)}
        @becomes=${({ detail }: CustomEvent<PrintSource>) => this.#take(line.name, detail)}></gj-print-outline></section>`;
  }

  #pointer(line: DrawnPrint): string {
    const at = this.#at;
    return at?.name === line.name ? at.pointer : '';
  }

  #sheet(line: DrawnPrint, content: PrintSource | null): TemplateResult {
    const isOwn = line.file !== '';
    if (this.asJson) void json();
    return html`<div class="flex column shrinks shrinks-down">${
      this.asJson && isOwn
        ? html`<gj-design-json class="grows shrinks-down" .form=${this.form} .drawn=${this.drawn}
            layer=${line.package} only=${line.file}></gj-design-json>`
        : nothing
    }${
      content
        ? html`<gj-print-preview class="grows shrinks-down" role="region" aria-label=${msg('打印预览', { id: 'print-preview' })}
            .form=${this.form} .print=${content}></gj-print-preview>`
        : html`<p class="none problem">${msg('这不是有效的打印模板，请在 JSON 中改正。', { id: 'print-unreadable' })}</p>`
    }</div>`;
  }

  #panel(line: DrawnPrint, content: PrintSource): TemplateResult {
    const { name } = line;
    return html`<gj-print-panel .form=${this.form} .print=${content} picked=${this.#pointer(line)}
        .issues=${this.#issues(name)}
        @pick=${({ detail }: CustomEvent<string>) => this.#open(name, detail)}
        @becomes=${({ detail }: CustomEvent<PrintSource>) => this.#take(name, detail)}
        @typed=${({ detail }: CustomEvent<PrintSource>) => this.#take(name, detail, true)}></gj-print-panel>
      ${
        line.file === ''
          ? nothing
          : html`<div class="pad-2-3"><button class="plain" aria-pressed=${this.asJson} @click=${() => {
              this.asJson = !this.asJson;
            }}>${icon('services', 14)}JSON</button></div>`
      }`;
  }

  #none(): TemplateResult {
    return html`<gj-state symbol="file" text=${msg('这个表单还没有打印模板。', { id: 'print-none-yet' })}><button
      class="primary" @click=${() => this.#new()}>${icon('add', 14)}${msg('新打印模板', { id: 'print-new' })}</button></gj-state>`;
  }
}
customElements.define('gj-prints-design', GjPrintsDesign);
