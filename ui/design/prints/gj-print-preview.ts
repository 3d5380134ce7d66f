import { msg } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import type { Language } from '../../../metadata/common/label.ts';
import type { PrintSource } from '../../../metadata/print-source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { downloadFile } from '../../kit/download-text.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { language, say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { previewBarStyles, spokenSegments } from '../preview/preview-bar.ts';
import { type TrialRecord, trialRecords } from '../preview/trial-records.ts';
import { editorStyles } from '../property/property-ask.ts';
import { notifyFailure } from '../work/design-notices.ts';
import { drawPreview, type PreviewAsk, type PrintPreview, previewRecord } from './draw-preview.ts';
import '../../kit/gj-state.ts';

/** CSS points in a millimetre. */
const perMillimetre = 96 / 25.4;
/** Room beside the sheet. */
const beside = 24;

/** The sheet as it will be printed, for a record of one’s choice or one made up, in both languages, drawn as one types. */
export class GjPrintPreview extends withProperties(GjElement, {
  form: given<FormModel>(),
  print: given<PrintSource>(),
  record: text(),
  spoken: state<Language>(language()),
  room: state(0),
}) {
  static override styles = [
    shared,
    editorStyles,
    previewBarStyles,
    css`
      .bar select {
        max-width: var(--gj-size-300);
      }
      iframe {
        flex: 1;
        width: 100%;
        min-height: 0;
        border: 0;
      }
    `,
  ];
  readonly #records = new Loading<readonly TrialRecord[], string>(this, {
    key: () => this.form.id,
    load: () => trialRecords(this.form),
  });
  readonly #content = new Loading<JsonObject, string>(this, {
    key: () => `${this.record} ${this.form.hash}`,
    load: () => previewRecord(this.form, this.record),
    keeps: true,
  });
  readonly #watch = new ResizeObserver(([entry]) => {
    this.room = entry?.contentRect.width ?? 0;
  });
  #ask: PreviewAsk | undefined;
  readonly #drawing = new Loading<PrintPreview, PreviewAsk>(this, {
    key: () => this.#ask,
    load: (ask) => drawPreview(ask),
    keeps: true,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    this.#watch.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    const { print, form, spoken } = this;
    const record = this.#content.value;
    const was = this.#ask;
    if (!record) return;
    if (was?.print === print && was.form === form && was.language === spoken && was.record === record) return;
    this.#ask = { print, form, language: spoken, record };
  }

  /** As the server makes it, with the letters that are printed. */
  async #openPdf(): Promise<void> {
    const { value: drawn } = this.#drawing;
    if (!drawn) return;
    try {
      const pdf = await session.api.file('POST /api/design/print', { body: drawn.tree });
      downloadFile(this.#fileName, pdf);
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  /** What is printed of it: the template, and the record or that it is a sample. */
  get #fileName(): string {
    const record = this.#records.value?.find(({ id }) => id === this.record)?.text;
    const name = `${say(this.print.label) || say(this.form.label)} ${record ?? msg('样例', { id: 'print-sample' })}`;
    return `${name.replaceAll(/[\\/:*?"<>|]/g, '-').trim()}.pdf`;
  }

  /** The sheet on its ground, as wide as there is room for. */
  get #page(): string {
    const { room } = this;
    const { value: drawn } = this.#drawing;
    if (!drawn) return '';
    const { paper } = drawn.tree;
    const wide = paper.width * perMillimetre;
    const zoom = room === 0 ? 1 : Math.min(1, (room - beside) / wide);
    const sheet = `<style>@media screen{html{background:#e9ecf1;zoom:${zoom.toFixed(3)}}body{max-width:none!important;width:${paper.width}mm;min-height:${paper.height}mm;margin:3mm auto!important;padding:${paper.margin}mm;box-shadow:0 1px 6px #0003}}</style>`;
    return drawn.html.replace('</head>', `${sheet}</head>`);
  }

  override render() {
    const records = this.#records.value ?? [];
    const failed = [this.#content, this.#drawing].find(({ failure }) => failure !== null);
    return html`<div class="bar across-close wraps rigid surface ruled">
        <select class="plain" aria-label=${msg('预览的记录', { id: 'print-preview-record' })} @change=${(
          event: Event,
        ) => {
          this.record = (event.target as HTMLSelectElement).value;
        }}><option value="">${msg('样例记录', { id: 'print-preview-sample' })}</option>${records.map(
          ({ id, text: name }) => html`<option value=${id} .selected=${id === this.record}>${name}</option>`,
        )}</select>
        ${spokenSegments(this.spoken, (one) => {
          this.spoken = one;
        })}
        <button ?disabled=${!this.#drawing.value} @click=${() => this.#openPdf()}>${icon('download', 14)}PDF</button>
      </div>${
        failed
          ? html`<gj-state .failure=${failed.failure} @retry=${() => failed.load()}></gj-state>`
          : this.#drawing.value
            ? html`<iframe title=${msg('打印预览', { id: 'print-preview' })} sandbox="allow-same-origin"
                .srcdoc=${this.#page} @load=${this.#backTo}></iframe>`
            : nothing
      }`;
  }

  #top = 0;

  /** A sheet that was drawn anew stands where it stood. */
  readonly #backTo = (event: Event) => {
    const page = (event.target as HTMLIFrameElement).contentWindow;
    page?.scrollTo(0, this.#top);
    page?.addEventListener('scroll', () => {
      this.#top = page.scrollY;
    });
  };
}
customElements.define('gj-print-preview', GjPrintPreview);
