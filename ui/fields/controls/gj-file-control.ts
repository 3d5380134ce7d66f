import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../../metadata/common/json.ts';
import { fileType } from '../../../metadata/kinds/common/file-types.ts';
import { type FileValue, filesIn, largestOf, mostOf } from '../../../metadata/kinds/common/file-value.ts';
import { openPreview } from '../../files/open-preview.ts';
import { addressOf, type PlacedFile } from '../../files/placed-file.ts';
import { sizeText } from '../../files/size-text.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { session } from '../../session/session.ts';
import { type Bringing, bringFile } from '../common/bring-file.ts';
import { acceptOf, limitsText } from '../common/file-words.ts';
import { GjControl } from '../gj-control.ts';
import '../../kit/gj-drop-zone.ts';

/** A file on its way, or one that did not get there. */
interface Arriving {
  readonly key: number;
  readonly file: File;
  readonly sent: number;
  readonly problem: string | null;
}

/** One file or several: dropped, pasted, chosen or photographed; shown, taken away and put in order. */
export class GjFileControl extends withProperties(GjControl, {
  arriving: state<readonly Arriving[]>(() => []),
  /** Ids of files that were brought here and are in no record yet. */
  fresh: state<ReadonlySet<string>>(() => new Set()),
  said: state(''),
}) {
  static override styles = [
    ...GjControl.styles,
    css`
      li {
        min-height: var(--gj-size-40);
        padding: var(--gj-1) var(--gj-2);
      }
      img,
      .blank {
        width: var(--gj-size-32);
        height: var(--gj-size-32);
        object-fit: cover;
      }
      progress {
        width: 100%;
        height: var(--gj-1);
        accent-color: var(--gj-accent);
      }
      li > a {
        width: var(--gj-control);
        height: var(--gj-control);
      }
      button.name {
        height: auto;
        padding: 0;
        text-align: start;
        white-space: normal;
        overflow-wrap: anywhere;
      }
      gj-drop-zone {
        --gj-8: var(--gj-2);
      }
    `,
  ];

  #keys = 0;
  /** When files that came were chosen, by their ids. */
  readonly #chosen = new Map<string, number>();
  readonly #running = new Map<number, Bringing>();

  get #files(): readonly FileValue[] {
    return filesIn(this.ask.value);
  }

  get #isMany(): boolean {
    return mostOf(this.ask.field) > 1;
  }

  /** The path of the field by today's names. */
  get #path(): string {
    const { field, form } = this.ask;
    const [first = '', ...rest] = field.path.split('.');
    const upper = rest.length > 0 ? form.byId.get(first)?.name : undefined;
    return upper === undefined ? field.name : `${upper}.${field.name}`;
  }

  #take(files: Iterable<File>): void {
    const { field } = this.ask;
    const room = this.#isMany ? mostOf(field) - this.#files.length - this.#underWay().length : 1;
    const given = [...files];
    const taken = given.slice(0, Math.max(0, room));
    this.said =
      taken.length < given.length
        ? msg(str`最多 ${mostOf(field)} 个文件，${given.length - taken.length} 个没有上传。`, {
            id: 'files-beyond',
          })
        : '';
    for (const file of taken) this.#bring(file);
  }

  #underWay(): readonly Arriving[] {
    return this.arriving.filter(({ problem }) => problem === null);
  }

  #bring(file: File): void {
    this.#keys += 1;
    const key = this.#keys;
    const tooLarge = file.size > largestOf(this.ask.field);
    const problem = tooLarge
      ? msg(str`超过 ${sizeText(largestOf(this.ask.field))}`, { id: 'file-beyond' })
      : null;
    this.arriving = [...this.arriving, { key, file, sent: 0, problem }];
    if (!tooLarge) void this.#follow(key, file);
  }

  async #follow(key: number, file: File): Promise<void> {
    const place = { form: this.ask.form.name, field: this.#path };
    const bringing = bringFile(file, place, (sent) => this.#note(key, { sent }));
    this.#running.set(key, bringing);
    this.#tell();
    try {
      const id = await bringing.done;
      this.arriving = this.arriving.filter((one) => one.key !== key);
      this.fresh = new Set([...this.fresh, id]);
      const { name, size, type } = await session.api.call('GET /api/uploads/:upload', {
        path: { upload: id },
      });
      this.#add({ id, name, size, type: type ?? '' }, key);
    } catch (failure) {
      this.#note(key, { problem: failureText(failure) });
    } finally {
      this.#running.delete(key);
      this.#tell();
    }
  }

  #note(key: number, more: Partial<Arriving>): void {
    this.arriving = this.arriving.map((one) => (one.key === key ? { ...one, ...more } : one));
  }

  #tell(): void {
    const count = this.#running.size;
    this.ask.flaw(
      count === 0 ? null : msg(str`${count} 个文件还在上传，请稍候再保存。`, { id: 'files-arriving' }),
    );
  }

  /** In the order in which they were chosen, whichever comes first. */
  #add(file: FileValue, key: number): void {
    this.#chosen.set(file.id, key);
    const later = this.#files.findIndex(({ id }) => (this.#chosen.get(id) ?? 0) > key);
    const at = later < 0 ? this.#files.length : later;
    this.#change(this.#isMany ? this.#files.toSpliced(at, 0, file) : [file]);
  }

  #change(files: readonly FileValue[]): void {
    const [first] = files;
    const value = this.#isMany ? files : (first ?? null);
    this.ask.change((files.length === 0 ? null : value) as unknown as Json);
  }

  #forget(key: number): void {
    this.#running.get(key)?.cancel();
    this.#running.delete(key);
    this.arriving = this.arriving.filter((one) => one.key !== key);
    this.#tell();
  }

  #again({ key, file }: Arriving): void {
    this.arriving = this.arriving.filter((one) => one.key !== key);
    this.#bring(file);
  }

  #move(at: number, by: -1 | 1): void {
    const files = [...this.#files];
    const [file] = files.splice(at, 1);
    if (file) files.splice(at + by, 0, file);
    this.#change(files);
  }

  /** Null: it is of a record that is not known here. */
  #placed(file: FileValue): PlacedFile | null {
    if (this.fresh.has(file.id)) return { ...file, record: null };
    const id = this.ask.unsaved?.(this.ask.value).id;
    return id === undefined ? null : { ...file, record: { form: this.ask.form.name, id } };
  }

  #look(file: FileValue): void {
    const files = this.#files.flatMap((one) => this.#placed(one) ?? []);
    void openPreview(
      this,
      files,
      files.findIndex(({ id }) => id === file.id),
    );
  }

  #file(file: FileValue, at: number) {
    const { readonly } = this.ask;
    const many = this.#files.length;
    const placed = this.#placed(file);
    return html`<li class="across">
      ${
        placed && fileType(file.type).picture
          ? html`<img class="rigid rounded" src=${addressOf(placed, 'inline')} alt="" loading="lazy" />`
          : html`<span class="blank rigid across middled muted">${icon('file')}</span>`
      }
      <span class="rest"><span class="blocks breaks">${
        placed === null
          ? file.name
          : html`<button type="button" class="plain name" @click=${() => this.#look(file)}>${file.name}</button>`
      }</span><span class="muted small figures">${sizeText(file.size)}</span></span>
      ${placed === null ? nothing : html`<a class="across middled rigid" href=${addressOf(placed, 'download')} download title=${msg('下载', { id: 'file-download' })} aria-label=${msg(str`下载 ${file.name}`, { id: 'file-download-of' })}>${icon('download')}</a>`}
      ${
        readonly
          ? nothing
          : html`${many > 1 ? this.#order(file, at, many) : nothing}
            <button type="button" class="square plain" aria-label=${msg(str`移除 ${file.name}`, { id: 'file-remove-of' })}
              title=${msg('移除', { id: 'file-remove' })}
              @click=${() => this.#change(this.#files.filter(({ id }) => id !== file.id))}>${icon('close')}</button>`
      }
    </li>`;
  }

  #order({ name }: FileValue, at: number, many: number) {
    return html`<button type="button" class="square plain" ?disabled=${at === 0}
        aria-label=${msg(str`${name} 上移`, { id: 'file-up-of' })} title=${msg('上移', { id: 'file-up' })}
        @click=${() => this.#move(at, -1)}>${icon('up')}</button>
      <button type="button" class="square plain" ?disabled=${at === many - 1}
        aria-label=${msg(str`${name} 下移`, { id: 'file-down-of' })} title=${msg('下移', { id: 'file-down' })}
        @click=${() => this.#move(at, 1)}>${icon('down')}</button>`;
  }

  #arrivingFile(one: Arriving) {
    const { key, file, sent, problem } = one;
    const name = file.name;
    return html`<li class="across" aria-busy=${problem === null}>
      <span class="blank rigid across middled muted">${icon(problem === null ? 'upload' : 'alert')}</span>
      <span class="rest"><span class="blocks breaks">${name}</span>${
        problem === null
          ? html`<progress max=${file.size || 1} value=${sent} aria-label=${msg(str`${name} 的上传进度`, { id: 'file-progress-of' })}></progress>`
          : html`<span class="in-error small">${problem}</span>`
      }</span>
      ${problem === null ? html`<span class="muted small figures">${sizeText(sent)} / ${sizeText(file.size)}</span>` : html`<button type="button" class="square plain" title=${msg('重试', { id: 'file-again' })} aria-label=${msg(str`重试 ${name}`, { id: 'file-again-of' })} @click=${() => this.#again(one)}>${icon('refresh')}</button>`}
      <button type="button" class="square plain" title=${msg('取消', { id: 'file-cancel' })}
        aria-label=${msg(str`取消 ${name}`, { id: 'file-cancel-of' })} @click=${() => this.#forget(key)}>${icon('close')}</button>
    </li>`;
  }

  #chooser(problem: string) {
    const { ask } = this;
    const chosen = (event: Event) => {
      const input = event.currentTarget as HTMLInputElement;
      this.#take(input.files ?? []);
      input.value = '';
    };
    return html`<gj-drop-zone @files-dropped=${(event: CustomEvent<DataTransfer>) => this.#take(event.detail.files)}
      ><div class="across middled wraps small"><button type="button" class="button across-close" id=${ask.id}
          aria-describedby="limits" aria-invalid=${problem !== ''}
          @click=${() => this.renderRoot.querySelector('input')?.click()}>${icon('upload')}${
            this.#isMany
              ? msg('选择文件', { id: 'files-choose' })
              : msg('选择一个文件', { id: 'file-choose' })
          }</button><span>${msg('或拖到这里、粘贴', { id: 'file-drop' })}</span></div
        ><input type="file" hidden ?multiple=${this.#isMany} accept=${acceptOf(ask.field)}
          aria-label=${ask.label} @change=${chosen} /></gj-drop-zone>
      <span class="muted small" id="limits">${limitsText(ask.field)}</span>`;
  }

  override render() {
    const { ask } = this;
    const problem = this.said || ask.problem || '';
    const files = this.#files;
    const isFull = !this.#isMany && files.length + this.arriving.length > 0;
    return html`<div class="stack-2" role="group" aria-label=${ask.label}
      @paste=${(event: ClipboardEvent) => {
        const pasted = event.clipboardData?.files;
        if (pasted?.length && !ask.readonly) this.#take(pasted);
      }}>${
        files.length + this.arriving.length === 0
          ? nothing
          : html`<ul class="surface edged rounded parted">${repeat(
              files,
              ({ id }) => id,
              (file, at) => this.#file(file, at),
            )}${this.arriving.map((one) => this.#arrivingFile(one))}</ul>`
      }${ask.readonly || isFull ? nothing : this.#chooser(problem)}${this.problemLine(problem)}</div>`;
  }
}
customElements.define('gj-file-control', GjFileControl);
