import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { addressOf, viewOf } from '../../files/placed-file.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { tableStyles } from '../../kit/table/table-styles.ts';
import { labelsOf } from '../../model/labels-of.ts';
import { plural } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { GjMarkedFile, MarkedPlace } from './gj-marked-file.ts';
import { placeTexts } from './mark-place.ts';
import {
  type Bill,
  decide,
  type Mark,
  marksOf,
  type NumberedMark,
  type Picture,
  picturesOf,
  placedIn,
  type Reviewed,
  readReview,
  writeMark,
} from './review-data.ts';
import { askedBefore, reviewFacts } from './review-facts.ts';
import { reviewStyles } from './review-styles.ts';
import { countOf, mayReview, neighbour, readWaiting, reviewAddress, type Waiting } from './waiting-bills.ts';
import { waitingTable } from './waiting-table.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-state.ts';
import './gj-marked-file.ts';
import './gj-review-marks.ts';

/** The meanings of decisions that send a bill back, and want to know why. */
const back: ReadonlySet<string> = new Set(['reject', 'rescan', 'reject-rescan']);

const marked: ReadonlySet<unknown> = new Set(['picture', 'pages', 'pdf']);

/**
 * The bills that wait for who approves them, and each beside its images: he looks, marks what is wrong, decides, and
 * comes to the next one.
 */
export class ReviewPage extends withProperties(GjElement, {
  /** Id of the picture that is looked at; empty: the first. */
  shown: state(''),
  /** Of that picture, from 1. */
  page: state(1),
  /** A place that was marked and has no reason yet. */
  placed: state<MarkedPlace | null>(null),
  why: state(''),
}) {
  static override styles = [shared, tableStyles, page, reviewStyles];

  readonly #reviewed = new Loading<Reviewed, string>(this, {
    key: () => this.#bill ?? undefined,
    load: readReview,
    loaded: (_, bill) => {
      // Another bill begins with its first image, however somebody came to it.
      if (bill !== this.#last) this.#show('');
      this.#last = bill;
    },
  });
  readonly #waiting = new Loading<Waiting>(this, {
    load: (_, signal) => (mayReview() ? readWaiting(signal) : Promise.resolve({ items: [], more: false })),
  });
  readonly #asked = new Loading(this, { load: () => labelsOf('image-bill', 'asked') });
  #last = '';
  readonly #doing = new Doing(this);
  readonly #moved = () => this.requestUpdate();
  readonly #keys = (event: KeyboardEvent) => this.#pressed(event);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('keydown', this.#keys);
    router.addEventListener('change', this.#moved);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#keys);
    router.removeEventListener('change', this.#moved);
    super.disconnectedCallback();
  }

  get #bill(): string | null {
    return router.place.query.get('bill');
  }

  get #pictures(): readonly Picture[] {
    return this.#reviewed.value ? picturesOf(this.#reviewed.value) : [];
  }

  get #picture(): Picture | undefined {
    const all = this.#pictures;
    return all.find(({ id }) => id === this.shown) ?? all[0];
  }

  get #file(): GjMarkedFile | null {
    return this.renderRoot.querySelector('gj-marked-file');
  }

  #pressed(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    const isTyping = target instanceof HTMLElement && /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const bills: Readonly<Record<string, () => void>> = {
      n: () => this.#turnTo(1),
      p: () => this.#turnTo(-1),
    };
    const images: Readonly<Record<string, () => void>> = {
      '[': () => this.#step(-1),
      ']': () => this.#step(1),
      PageUp: () => this.#step(-1),
      PageDown: () => this.#step(1),
      '+': () => this.#file?.closer(),
      '=': () => this.#file?.closer(),
      '-': () => this.#file?.farther(),
      '0': () => this.#file?.fit(),
      r: () => this.#file?.turn(),
      m: () => this.#file?.mark(),
    };
    const keys = this.#pictures.length === 0 ? bills : { ...bills, ...images };
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || this.#bill === null) return;
    event.preventDefault();
    act();
  }

  /** To the bill before or behind this one, among those that wait. */
  #turnTo(by: -1 | 1): void {
    const to = this.#waiting.value && neighbour(this.#waiting.value, this.#bill ?? '', by);
    if (to) this.#open(reviewAddress(to));
  }

  #open(address: string): void {
    Object.assign(this, { shown: '', page: 1, placed: null, why: '' });
    this.#doing.forget();
    void router.go(address);
  }

  /** To the page before or behind, and from there to the next file. */
  #step(by: -1 | 1): void {
    if (this.#file?.step(by)) return;
    const all = this.#pictures;
    const at = all.findIndex(({ id }) => id === this.#picture?.id);
    this.#show(all[(at + by + all.length) % all.length]?.id ?? '');
  }

  #show(id: string, page = 1): void {
    Object.assign(this, { shown: id, page, placed: null });
  }

  async #keep(bill: Bill, reason: string): Promise<void> {
    const [picture, placed] = [this.#picture, this.placed];
    if (!picture || !placed) return;
    const mark = {
      file: picture.id,
      fileName: picture.name,
      page: placed.page,
      ...placeTexts(placed.place),
      reason,
    };
    const isDone = await this.#doing.run(() => writeMark(bill, mark));
    if (isDone) this.placed = null;
    await this.#reviewed.load();
  }

  async #drop(bill: Bill, gone: Mark): Promise<void> {
    await this.#doing.run(() => writeMark(bill, { id: gone.id, $delete: true }));
    await this.#reviewed.load();
  }

  /** After it he comes to the bill behind this one, or to the first that still waits. */
  async #decide(bill: Bill, meaning: string, name: string): Promise<void> {
    const done = msg(str`${bill.number ?? ''}：${name}`, { id: 'review-done' });
    const behind = this.#waiting.value && neighbour(this.#waiting.value, bill.id, 1);
    const isDone = await this.#doing.run(() => decide(bill, meaning, back.has(meaning) ? this.why : ''), {
      done,
    });
    if (!isDone) {
      await this.#reviewed.load();
      return;
    }
    await this.#waiting.load();
    const others = this.#waiting.value?.items.filter(({ id }) => id !== bill.id) ?? [];
    const next = others.find(({ id }) => id === behind?.id) ?? others[0];
    if (this.#bill === bill.id) this.#open(next ? reviewAddress(next) : '/review');
  }

  override render() {
    const bill = this.#reviewed.value?.bill;
    const isOne = this.#bill !== null;
    const where = html`<span slot="where">${dotted([
      isOne && mayReview() && html`<a href="/review">${msg('等待审批', { id: 'review-queue' })}</a>`,
      isOne && bill && html`<a href="/forms/image-bill/${bill.id}">${bill.number} ${bill.billNumber}</a>`,
    ])}</span>`;
    return html`<gj-page-head heading=${msg('影像审批', { id: 'review' })}>${where}${isOne ? this.#steps() : nothing}</gj-page-head>${
      isOne
        ? this.#reviewed.shown((reviewed) => this.#content(reviewed))
        : this.#waiting.shown((waiting) => waitingTable(waiting, ({ asked }) => this.#words(asked)))
    }`;
  }

  #words(asked: string | null | undefined): string {
    return this.#asked.value?.(asked) ?? '';
  }

  /** Where this bill stands among those that wait, and the way to its neighbours. */
  #steps(): TemplateResult | typeof nothing {
    const waiting = this.#waiting.value;
    const id = this.#bill ?? '';
    if (!waiting || waiting.items.length === 0) return nothing;
    const at = waiting.items.findIndex((one) => one.id === id);
    const [before, after] = [
      msg('上一张单据（P）', { id: 'review-before' }),
      msg('下一张单据（N）', { id: 'review-after' }),
    ];
    const said =
      at === -1
        ? msg(str`等待审批 ${countOf(waiting)} 张`, { id: 'review-count' })
        : msg(str`第 ${at + 1} 张，共 ${countOf(waiting)} 张等待审批`, { id: 'review-at' });
    return html`<span class="across-close"><span class="muted small figures" role="status">${said}</span>
      <button type="button" class="square" title=${before} aria-label=${before} ?disabled=${!neighbour(waiting, id, -1)}
        @click=${() => this.#turnTo(-1)}>${icon('back')}</button>
      <button type="button" class="square" title=${after} aria-label=${after} ?disabled=${!neighbour(waiting, id, 1)}
        @click=${() => this.#turnTo(1)}>${icon('right')}</button></span>`;
  }

  #content(reviewed: Reviewed): TemplateResult {
    return html`<div class="split">
      <section class="pictures" aria-label=${msg('影像', { id: 'review-images' })}>${this.#look(reviewed)}</section>
      <aside class="stack packed" aria-label=${msg('单据', { id: 'review-bill' })}>
        ${reviewFacts(reviewed)}${askedBefore(reviewed, (asked) => this.#words(asked))}
        ${this.#marks(reviewed)}${this.#decisions(reviewed)}
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
    // The one whose reason is being typed stands among them.
    const begun: readonly NumberedMark[] = this.placed
      ? [
          {
            ...placeTexts(this.placed.place),
            page: this.placed.page,
            reason: '',
            number: (bill.marks ?? []).length + 1,
          },
        ]
      : [];
    return html`${this.#strip(bill)}<gj-marked-file class="grows" .file=${placedIn(bill, picture)} page=${this.page}
      .marks=${[...marksOf(bill, picture.id), ...begun]}
      .watermark=${review.watermark} .mayMark=${this.#mayMark(reviewed, picture)}
      @page=${({ detail }: CustomEvent<number>) => this.#show(picture.id, detail)}
      @mark=${({ detail }: CustomEvent<MarkedPlace>) => {
        this.placed = detail;
      }}></gj-marked-file>`;
  }

  #mayMark({ review }: Reviewed, { of }: Picture): boolean {
    return of === 'images' && review.node?.kind === 'approval';
  }

  #strip(bill: Bill): TemplateResult {
    const labels = {
      cover: msg('封面', { id: 'review-cover' }),
      images: '',
      sentBack: msg('已退回', { id: 'review-sent-back' }),
    };
    return html`<ul class="strip plain" aria-label=${msg('全部影像', { id: 'review-strip' })}>${this.#pictures.map(
      (one, at) => {
        const marks = marksOf(bill, one.id).length;
        const view = viewOf(one);
        return html`<li><button type="button" class="thumb ${one.of}" aria-current=${one.id === this.#picture?.id ? 'true' : nothing}
        title=${one.name} @click=${() => this.#show(one.id)}>
        ${view === 'picture' || view === 'pages' ? html`<img src=${addressOf(placedIn(bill, one), 'small')} alt="" loading="lazy">` : icon('file')}
        <span class="small">${at + 1} ${labels[one.of] || fileType(one.type).label.en}${
          marks > 0
            ? html` <b class="in-error" title=${plural(msg(str`${marks} 处标记`, { id: 'review-marks-on' }))}>${marks}</b>`
            : nothing
        }</span></button></li>`;
      },
    )}</ul>`;
  }

  #marks(reviewed: Reviewed): TemplateResult {
    const { bill, review } = reviewed;
    const picture = this.#picture;
    const canMark = picture && marked.has(viewOf(picture)) && this.#mayMark(reviewed, picture);
    return html`<gj-review-marks .bill=${bill} ?open=${review.node?.kind === 'approval'} ?placed=${this.placed !== null}
      ?busy=${this.#doing.busy} .hint=${canMark ? msg('按 M 在影像上标记有问题的位置。', { id: 'review-mark-begin' }) : ''}
      @look=${({ detail }: CustomEvent<Mark>) => this.#show(detail.file ?? '', detail.page ?? 1)}
      @unmark=${({ detail }: CustomEvent<Mark>) => this.#drop(bill, detail)}
      @keep=${({ detail }: CustomEvent<string>) => this.#keep(bill, detail)}
      @give-up=${() => {
        this.placed = null;
      }}></gj-review-marks>`;
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
