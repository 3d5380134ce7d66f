import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../../../metadata/common/json.ts';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { addressOf, viewOf } from '../../files/placed-file.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { router } from '../../session/router.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { GjImageStage } from './gj-image-stage.ts';
import { type Place, placeTexts } from './mark-place.ts';
import {
  type Bill,
  decide,
  type Mark,
  type Picture,
  picturesOf,
  placedIn,
  type Reviewed,
  readReview,
  writeMark,
} from './review-data.ts';
import { reviewStyles } from './review-styles.ts';
import '../../files/gj-pdf-view.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-state.ts';
import './gj-image-stage.ts';

/** The meanings of decisions that send a bill back, and want to know why. */
const back: ReadonlySet<string> = new Set(['reject', 'rescan', 'reject-rescan']);

/** A bill beside its images: who approves it looks, marks what is wrong, and decides. */
export class ReviewPage extends withProperties(GjElement, {
  /** Id of the picture that is looked at; empty: the first. */
  shown: state(''),
  /** A place that was marked and has no reason yet. */
  placed: state<Place | null>(null),
  reason: state(''),
  why: state(''),
}) {
  static override styles = [shared, page, reviewStyles];

  readonly #reviewed = new Loading<Reviewed, string>(this, {
    key: () => router.place.query.get('bill') ?? undefined,
    load: readReview,
  });
  readonly #doing = new Doing(this);
  readonly #keys = (event: KeyboardEvent) => this.#pressed(event);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keys);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#keys);
    super.disconnectedCallback();
  }

  get #pictures(): readonly Picture[] {
    return this.#reviewed.value ? picturesOf(this.#reviewed.value) : [];
  }

  get #picture(): Picture | undefined {
    const all = this.#pictures;
    return all.find(({ id }) => id === this.shown) ?? all[0];
  }

  get #stage(): GjImageStage | null {
    return this.renderRoot.querySelector('gj-image-stage');
  }

  #pressed(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    const isTyping = target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const keys: Readonly<Record<string, () => void>> = {
      '[': () => this.#step(-1),
      ']': () => this.#step(1),
      PageUp: () => this.#step(-1),
      PageDown: () => this.#step(1),
      '+': () => this.#stage?.closer(),
      '=': () => this.#stage?.closer(),
      '-': () => this.#stage?.farther(),
      '0': () => this.#stage?.fit(),
      r: () => this.#stage?.turn(),
      m: () => this.#stage?.mark(),
    };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || this.#pictures.length === 0) return;
    event.preventDefault();
    act();
  }

  #step(by: number): void {
    const all = this.#pictures;
    const at = all.findIndex(({ id }) => id === this.#picture?.id);
    this.shown = all[(at + by + all.length) % all.length]?.id ?? '';
    this.placed = null;
  }

  async #placed(place: Place): Promise<void> {
    this.placed = place;
    this.reason = '';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#reason')?.focus();
  }

  async #keep(bill: Bill): Promise<void> {
    const [picture, place, reason] = [this.#picture, this.placed, this.reason.trim()];
    if (!picture || !place || reason === '') return;
    const mark = { file: picture.id, fileName: picture.name, page: 1, ...placeTexts(place), reason };
    const isDone = await this.#doing.run(() => writeMark(bill, mark));
    if (isDone) this.placed = null;
    await this.#reviewed.load();
  }

  async #drop(bill: Bill, gone: Mark): Promise<void> {
    await this.#doing.run(() => writeMark(bill, { id: gone.id, $delete: true }));
    await this.#reviewed.load();
  }

  async #decide(bill: Bill, meaning: string, name: string): Promise<void> {
    const done = msg(str`${bill.number ?? ''}：${name}`, { id: 'review-done' });
    if (await this.#doing.run(() => decide(bill, meaning, back.has(meaning) ? this.why : ''), { done }))
      this.why = '';
    await this.#reviewed.load();
  }

  override render() {
    const bill = this.#reviewed.value?.bill;
    const where = bill
      ? html`<a slot="where" href="/forms/image-bill/${bill.id}">${bill.number} ${bill.billNumber}</a>`
      : nothing;
    return html`<gj-page-head heading=${msg('影像审批', { id: 'review' })}>${where}</gj-page-head>${
      router.place.query.get('bill') === null
        ? html`<gj-state symbol="image" text=${msg('从一张影像单据打开影像审批。', { id: 'review-begin' })}>
            <a class="button" href="/forms/image-bill">${msg('影像单据', { id: 'review-bills' })}</a></gj-state>`
        : this.#reviewed.shown((reviewed) => this.#content(reviewed))
    }`;
  }

  #content(reviewed: Reviewed): TemplateResult {
    return html`<div class="split">
      <section class="pictures" aria-label=${msg('影像', { id: 'review-images' })}>${this.#look(reviewed)}</section>
      <aside class="stack packed" aria-label=${msg('单据', { id: 'review-bill' })}>
        ${this.#facts(reviewed)}${this.#marks(reviewed)}${this.#decisions(reviewed)}
      </aside></div>`;
  }

  #look(reviewed: Reviewed): TemplateResult {
    const { bill, review } = reviewed;
    const picture = this.#picture;
    if (!picture)
      return html`<gj-state symbol="image" text=${
        review.showsImages
          ? msg('这张单据还没有影像。', { id: 'review-no-images' })
          : msg('所在节点没有配置查看影像。', { id: 'review-hidden' })
      }></gj-state>`;
    const marks = (bill.marks ?? [])
      .map((mark, at) => ({ ...mark, number: at + 1 }))
      .filter(({ file }) => file === picture.id);
    // The one whose reason is being typed stands among them.
    const begun = this.placed
      ? [{ ...placeTexts(this.placed), reason: this.reason, number: (bill.marks ?? []).length + 1 }]
      : [];
    return html`${this.#strip(bill)}${this.#view(reviewed, picture, [...marks, ...begun])}`;
  }

  #view(reviewed: Reviewed, picture: Picture, marks: readonly JsonObject[]): TemplateResult {
    const file = placedIn(reviewed.bill, picture);
    const view = viewOf(picture);
    if (view === 'picture')
      return html`<gj-image-stage class="grows" address=${addressOf(file, 'inline')} name=${picture.name} .marks=${marks}
        .watermark=${reviewed.review.watermark} .mayMark=${this.#mayMark(reviewed, picture)}
        @mark=${({ detail }: CustomEvent<Place>) => this.#placed(detail)}></gj-image-stage>`;
    if (view === 'pdf') return html`<gj-pdf-view class="grows" .file=${file}></gj-pdf-view>`;
    return html`<div class="card central gridded grows packed"><p>${picture.name}</p>
      <a class="button" href=${addressOf(file, 'inline')} target="_blank" rel="noopener">${icon('file')} ${msg('打开文件', { id: 'review-open' })}</a></div>`;
  }

  #mayMark({ review }: Reviewed, { of }: Picture): boolean {
    return of === 'images' && review.node?.kind === 'approval';
  }

  #strip(bill: Bill): TemplateResult {
    const labels = {
      cover: msg('封面', { id: 'review-cover' }),
      images: '',
      sentBack: msg('退回的影像', { id: 'review-sent-back' }),
    };
    return html`<ul class="strip plain" aria-label=${msg('全部影像', { id: 'review-strip' })}>${this.#pictures.map(
      (one, at) => {
        const marks = (bill.marks ?? []).filter(({ file }) => file === one.id).length;
        const isSeen = fileType(one.type).picture === true;
        return html`<li><button type="button" class="thumb" aria-current=${one.id === this.#picture?.id ? 'true' : nothing}
        title=${one.name} @click=${() => this.#show(one)}>
        ${isSeen ? html`<img src=${addressOf(placedIn(bill, one), 'small')} alt="" loading="lazy">` : icon('file')}
        <span class="small">${at + 1} ${labels[one.of] || fileType(one.type).label.en}${
          marks > 0 ? html` <b class="in-error">${marks}</b>` : nothing
        }</span></button></li>`;
      },
    )}</ul>`;
  }

  #show({ id }: Picture): void {
    this.shown = id;
    this.placed = null;
  }

  #facts({ bill, review }: Reviewed): TemplateResult {
    const facts: readonly (readonly [string, string | null | undefined])[] = [
      [msg('业务应用', { id: 'review-application' }), bill.application],
      [msg('单据类型', { id: 'review-type' }), bill.billType],
      [msg('单据编号', { id: 'review-number' }), bill.billNumber],
      [msg('影像编码', { id: 'review-code' }), bill.code],
      [msg('所在节点', { id: 'review-node' }), review.node?.name ?? bill.node],
      [msg('提交人', { id: 'review-submitter' }), bill.submittedBy?.name],
      [msg('扫描人', { id: 'review-scanner' }), bill.scannedBy?.name],
      [
        msg('发票', { id: 'review-invoices' }),
        (bill.invoices ?? []).map((one) => one.invoiceNumber).join('、'),
      ],
      [msg('要求的原因', { id: 'review-asked' }), bill.askedWhy],
      [msg('提示', { id: 'review-notice' }), bill.notice],
    ];
    const given = facts.filter(([, value]) => value);
    return html`<section class="card"><h2>${msg('单据', { id: 'review-bill' })}</h2>
      <dl class="facts">${given.map(([label, value]) => html`<dt class="muted">${label}</dt><dd class="breaks">${value}</dd>`)}</dl></section>`;
  }

  #marks({ bill, review }: Reviewed): TemplateResult | typeof nothing {
    const marks = bill.marks ?? [];
    const isOpen = review.node?.kind === 'approval';
    if (marks.length === 0 && !this.placed && !isOpen) return nothing;
    return html`<section class="card"><h2>${msg('标记', { id: 'review-mark' })}</h2>
      ${
        marks.length === 0 && !this.placed && this.#picture && viewOf(this.#picture) === 'picture'
          ? html`<p class="muted">${msg('按 M 在影像上标记有问题的位置。', { id: 'review-mark-begin' })}</p>`
          : nothing
      }
      <ol class="marks plain stack-2">${marks.map(
        (mark, at) => html`<li class="across"><button type="button" class="entry grows" @click=${() => {
          this.shown = mark.file ?? '';
        }}><b class="in-error">${at + 1}</b><span class="grows breaks">${mark.reason}
            <span class="small muted">${mark.fileName} · ${mark.by}</span></span></button>
          ${
            isOpen
              ? html`<button type="button" class="square" ?disabled=${this.#doing.busy} @click=${() => this.#drop(bill, mark)}
                  aria-label=${msg(str`去掉标记 ${mark.reason ?? ''}`, { id: 'review-unmark' })}>${icon('trash')}</button>`
              : nothing
          }</li>`,
      )}</ol>
      ${this.placed ? this.#newMark(bill) : nothing}</section>`;
  }

  #newMark(bill: Bill): TemplateResult {
    return html`<form class="stack-2 above-2" @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      void this.#keep(bill);
    }}>
      <label class="small" for="reason">${msg('这里有什么问题', { id: 'review-reason' })}</label>
      <input class="plain" id="reason" maxlength="200" .value=${this.reason}
        @input=${({ currentTarget }: InputEvent) => {
          this.reason = (currentTarget as HTMLInputElement).value;
        }}>
      <div class="across"><button class="primary" ?disabled=${this.reason.trim() === '' || this.#doing.busy}>${msg('保存标记', { id: 'review-keep' })}</button>
        <button type="button" @click=${() => {
          this.placed = null;
        }}>${msg('取消', { id: 'cancel' })}</button></div></form>`;
  }

  #decisions({ bill, review }: Reviewed): TemplateResult {
    const failure = this.#doing.shown();
    if (review.decisions.length === 0)
      return html`<section class="card">${failure}<p class="muted">${msg('单据不在审批节点，没有可选的决策。', { id: 'review-none' })}</p></section>`;
    const isBack = review.decisions.some(({ meaning }) => back.has(meaning));
    return html`<section class="card stack-2"><h2>${msg('决策', { id: 'review-decide' })}</h2>
      ${
        isBack
          ? html`<label class="small" for="why">${msg('退回的原因；有标记时可不填', { id: 'review-why' })}</label>
            <textarea class="blocks fills pad-1-2 in-text surface edged-strong rounded" id="why" rows="3" maxlength="500" .value=${this.why} @input=${({
              currentTarget,
            }: InputEvent) => {
              this.why = (currentTarget as HTMLTextAreaElement).value;
            }}></textarea>`
          : nothing
      }
      ${failure}
      <div class="chips">${review.decisions.map(
        ({ meaning, name }) => html`<button type="button" class=${meaning === 'agree' ? 'primary' : nothing}
          ?disabled=${this.#doing.busy} @click=${() => this.#decide(bill, meaning, name)}>${name}</button>`,
      )}</div></section>`;
  }
}

customElements.define('gj-review-page', ReviewPage);
