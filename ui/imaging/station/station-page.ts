import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { failureLine } from '../../kit/base/failure-line.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { session } from '../../session/session.ts';
import { filling, page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { arrivingList } from './arriving-list.ts';
import { BringStacks } from './bring-stacks.ts';
import type { GjScanSheet, SheetAct } from './gj-scan-sheet.ts';
import type { PagePicked } from './gj-scan-strip.ts';
import type { Compared } from './gj-sent-back.ts';
import {
  further,
  nothingPicked,
  type Picked,
  pickedOne,
  stillPicked,
  toggled,
  upTo,
} from './picked-pages.ts';
import { readStation, type Station, type StationPage } from './station-data.ts';
import { assign, bring, type Done, remove, reorder, replace, turn } from './station-work.ts';
import '../../kit/gj-drop-zone.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-state.ts';
import './gj-scan-sheet.ts';
import './gj-scan-strip.ts';
import './gj-sent-back.ts';

const accepted = 'application/pdf,image/tiff,image/png,image/jpeg,image/webp';

/** Milliseconds after which is looked whether others brought pages, or bills went on. */
const often = 20_000;

/** The station where papers are scanned: stacks are dropped, pages go to their bills, and bills go on. */
export class StationPageElement extends withProperties(GjElement, {
  picked: state<Picked>(() => nothingPicked),
  /** An image that was sent back, beside the page that is shown. */
  compared: state<Compared | null>(null),
}) {
  static override styles = [
    shared,
    page,
    filling,
    css`
      .columns {
        grid-template-columns: var(--gj-size-320) minmax(0, 1fr);
      }
      .columns.three {
        grid-template-columns: var(--gj-size-280) minmax(0, 1fr) minmax(0, 1fr);
      }
      gj-drop-zone {
        --gj-8: var(--gj-2);
      }
      @media (max-width: 1200px) {
        .columns.three {
          grid-template-columns: var(--gj-size-200) minmax(0, 1fr) minmax(0, 1fr);
        }
      }
      @media (max-width: 900px) {
        .columns,
        .columns.three {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  readonly #station = new Loading<Station, string>(this, {
    key: () => session.org?.id ?? '',
    load: (_, signal) => readStation(signal),
    keeps: true,
    again: () => often,
    loaded: (station) => {
      const order = station.pages.map(({ id }) => id);
      this.picked = stillPicked(this.picked, this.#order, order);
      this.#order = order;
    },
  });
  readonly #doing = new Doing(this);
  readonly #stacks = new BringStacks(this, () => void this.#station.load());
  #order: readonly string[] = [];
  readonly #past: Done[] = [];

  readonly #pressed = (event: KeyboardEvent) => this.#press(event);
  readonly #pasted = (event: ClipboardEvent) => this.#stacks.take(event.clipboardData?.files ?? []);

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#pressed);
    window.addEventListener('paste', this.#pasted);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('keydown', this.#pressed);
    window.removeEventListener('paste', this.#pasted);
    super.disconnectedCallback();
  }

  get #page(): StationPage | null {
    return this.#station.value?.pages.find(({ id }) => id === this.picked.at) ?? null;
  }

  /** In the order of the strip. */
  get #pickedPages(): readonly StationPage[] {
    return this.#station.value?.pages.filter(({ id }) => this.picked.ids.has(id)) ?? [];
  }

  get #sheet(): GjScanSheet | null {
    return this.renderRoot.querySelector('gj-scan-sheet');
  }

  /**
   * One thing after the other, however fast somebody types: the next is done to what came of the one before, to the
   * pages that were picked when it was asked for.
   */
  async #run(act: (station: Station) => Promise<Done | undefined>): Promise<boolean> {
    return this.#doing.run(
      async () => {
        const { value: station } = this.#station;
        const done = station && (await act(station));
        if (done) this.#past.push(done);
        await this.#station.load();
      },
      { queues: true },
    );
  }

  #assign(bill: string | null): void {
    const pages = this.#pickedPages.map(({ id }) => id);
    if (pages.length === 0) return;
    void this.#run((station) => assign(station, pages, bill)).then((isDone) => {
      if (!isDone) return;
      this.#sheet?.clear();
      // The next that waits: somebody with a stack of strays goes on typing.
      const next = this.#station.value?.pages.find((one) => one.bill === null);
      if (bill !== null && next) this.picked = pickedOne(next.id);
    });
  }

  #move(by: -1 | 1): void {
    const { at: id } = this.picked;
    void this.#run(async (station) => {
      const bill = station.pages.find((page) => page.id === id)?.bill;
      if (!bill || id === null) return undefined;
      const order = station.pages.filter((page) => page.bill === bill).map((page) => page.id);
      const to = order.indexOf(id) + by;
      if (to < 0 || to >= order.length) return undefined;
      return reorder(station, bill, order.filter((one) => one !== id).toSpliced(to, 0, id));
    });
  }

  #act(act: SheetAct): void {
    const { at, ids } = this.picked;
    if (act === 'undo') this.#undo();
    else if (act === 'back') this.#assign(null);
    else if (act === 'earlier' || act === 'later') this.#move(act === 'earlier' ? -1 : 1);
    else if (act === 'remove') void this.#run(({ pages }) => remove(pages.filter(({ id }) => ids.has(id))));
    else
      void this.#run(async ({ pages }) => {
        const page = pages.find(({ id }) => id === at);
        return page && turn(page, act === 'turn' ? 90 : 270);
      });
  }

  #undo(): void {
    void this.#run(async () => {
      await this.#past.at(-1)?.undo();
      this.#past.pop();
      return undefined;
    });
  }

  #bring(bill: string): void {
    const named = this.#station.value?.bills.find(({ id }) => id === bill);
    void this.#doing.run(
      async () => {
        await bring(bill);
        // What is with its bill is taken back by nobody here.
        this.#past.length = 0;
        await this.#station.load();
      },
      { done: msg(str`${named?.billNumber ?? ''} 的影像已上传`, { id: 'station-brought' }) },
    );
  }

  #pick({ id, mode }: PagePicked): void {
    const of = {
      one: () => pickedOne(id),
      more: () => toggled(this.picked, id),
      upTo: () => upTo(this.picked, id, this.#order),
    };
    this.picked = of[mode]();
  }

  #press(event: KeyboardEvent): void {
    const typing = event
      .composedPath()
      .some(
        (one) =>
          one instanceof HTMLInputElement ||
          one instanceof HTMLTextAreaElement ||
          one instanceof HTMLSelectElement ||
          one instanceof HTMLDialogElement,
      );
    if (typing || event.defaultPrevented || event.isComposing || this.#order.length === 0) return;
    const { key } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    const steps: Readonly<Record<string, -1 | 1>> = {
      ArrowUp: -1,
      ArrowLeft: -1,
      ArrowDown: 1,
      ArrowRight: 1,
    };
    const by = steps[key];
    if (isCommand && key.toLowerCase() === 'z') this.#undo();
    else if (isCommand) return;
    else if (by !== undefined && event.altKey && key !== 'ArrowLeft' && key !== 'ArrowRight') this.#move(by);
    else if (event.altKey) return;
    else if (by !== undefined) {
      const to = further(this.picked, by, this.#order);
      if (to !== null) this.picked = event.shiftKey ? upTo(this.picked, to, this.#order) : pickedOne(to);
    } else if (key.toLowerCase() === 'r') this.#act('turn');
    else if (key === 'Delete') this.#act('remove');
    else if (/^[0-9a-z]$/i.test(key)) this.#sheet?.type(key);
    else return;
    event.preventDefault();
  }

  #compare({ detail }: CustomEvent<Compared | null>): void {
    this.compared = detail;
  }

  #choose(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
  }

  #dropZone(): TemplateResult {
    const chosen = (event: Event) => {
      const input = event.currentTarget as HTMLInputElement;
      this.#stacks.take(input.files ?? []);
      input.value = '';
    };
    return html`<gj-drop-zone @files-dropped=${({ detail }: CustomEvent<DataTransfer>) => this.#stacks.take(detail.files)}>
      <button class="button" @click=${() => this.#choose()}>${icon('scan')}${msg('选择扫描件', { id: 'station-choose' })}</button>
      <span class="small">${msg('或把 PDF、TIFF、图片拖到这里', { id: 'station-drop' })}</span>
      <input type="file" hidden multiple accept=${accepted} aria-label=${msg('选择扫描件', { id: 'station-choose' })} @change=${chosen} />
    </gj-drop-zone>`;
  }

  #content(station: Station): TemplateResult {
    const page = this.#page;
    const { busy, failure } = this.#doing;
    const compared = station.bills.find(({ id, asked }) => id === this.compared?.bill && asked);
    return html`<div class="columns ${compared ? 'three' : ''} gridded gap-3 grows shrinks-down">
      <div class="flex column gap-2 shrinks-down">
        ${this.#dropZone()}${arrivingList(this.#stacks)}
        <gj-scan-strip class="framed grows scrolls shrinks-down" .station=${station} .picked=${this.picked} ?busy=${busy}
          @pick=${({ detail }: CustomEvent<PagePicked>) => this.#pick(detail)}
          @bring=${({ detail }: CustomEvent<string>) => this.#bring(detail)}
          @compare=${this.#compare}></gj-scan-strip>
      </div>
      ${
        compared
          ? html`<gj-sent-back class="framed clips" .bill=${compared} file=${this.compared?.file ?? ''}
          page=${this.compared?.page ?? 1} @compare=${this.#compare}></gj-sent-back>`
          : nothing
      }
      <div class="flex column framed shrinks-down clips">
        ${failure === null ? '' : html`<div class="pad-2-3 ruled">${failureLine(failure, () => this.#doing.retry())}</div>`}
        ${
          page
            ? html`<gj-scan-sheet class="grows" .page=${page} .bill=${station.bills.find(({ id }) => id === page.bill) ?? null}
                .bills=${station.bills} count=${this.picked.ids.size} .problem=${failure}
                ?undoable=${this.#past.length > 0} ?busy=${busy}
                @act=${({ detail }: CustomEvent<SheetAct>) => this.#act(detail)}
                @assign=${({ detail }: CustomEvent<string>) => this.#assign(detail)}
                @replace=${({ detail }: CustomEvent<File>) => void this.#run(() => replace(page, detail))}></gj-scan-sheet>`
            : html`<gj-state class="grows" symbol="scan" .text=${msg('没有扫描页。把一叠扫描件或 PDF 拖到左侧，带封面的页自动归属到单据。', { id: 'station-empty' })}></gj-state>`
        }
      </div>
    </div>`;
  }

  override render() {
    return html`<gj-page-head heading=${msg('影像工作台', { id: 'station' })}></gj-page-head>
      ${this.#station.shown((station) => this.#content(station))}`;
  }
}
customElements.define('gj-station-page', StationPageElement);
