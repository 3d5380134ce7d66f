import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Json } from '../../../metadata/common/json.ts';
import { type FileValue, filesIn, largestOf, mostOf } from '../../../metadata/kinds/common/file-value.ts';
import { openEditor } from '../../files/edit/open-editor.ts';
import { openLinks } from '../../files/open-links.ts';
import { openPreview } from '../../files/open-preview.ts';
import { addressOf, mayBeLinked, type PlacedFile } from '../../files/placed-file.ts';
import { sizeText } from '../../files/size-text.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { plural } from '../../session/i18n.ts';
import { type Arriving, ArrivingFiles, broughtHere } from '../common/arriving-files.ts';
import { acceptOf, limitsText, takesPictures } from '../common/file-words.ts';
import { GjControl } from '../gj-control.ts';
import './gj-file-row.ts';
import '../../kit/gj-drop-zone.ts';

/** One file or several: dropped, pasted, chosen or photographed; shown, named, taken away and put in order. */
export class GjFileControl extends withProperties(GjControl, { said: state('') }) {
  static override styles = [
    ...GjControl.styles,
    css`
      li.across {
        min-height: var(--gj-size-40);
        padding: var(--gj-1) var(--gj-2);
      }
      .blank {
        width: var(--gj-size-32);
        height: var(--gj-size-32);
      }
      progress {
        width: 100%;
        height: var(--gj-1);
        accent-color: var(--gj-accent);
      }
      gj-drop-zone {
        --gj-8: var(--gj-2);
      }
      /* Where there is no finger, there is hardly a camera that one would hold over paper. */
      @media not (any-pointer: coarse) {
        .camera {
          display: none;
        }
      }
    `,
  ];

  /** When files that came were chosen, by their ids. */
  readonly #chosen = new Map<string, number>();
  #lookedFor: string | null | undefined;
  /** The refused file that another is being chosen for. */
  #refused: Arriving | null = null;
  readonly #arriving = new ArrivingFiles(this, {
    place: () => ({ ...this.#place, taken: new Set(this.#files.map(({ id }) => id)) }),
    came: (file, key, instead) => (instead === undefined ? this.#add(file, key) : this.#put(file, instead)),
    underWay: (count) =>
      this.ask.flaw(
        count === 0
          ? null
          : plural(msg(str`${count} 个文件还在上传，请稍候再保存。`, { id: 'files-arriving' })),
      ),
  });

  get #files(): readonly FileValue[] {
    return filesIn(this.ask.value);
  }

  get #isMany(): boolean {
    return mostOf(this.ask.field) > 1;
  }

  get #place() {
    return { form: this.ask.form.name, field: this.#path, record: this.#record ?? null };
  }

  get #record(): string | undefined {
    return this.ask.unsaved?.(this.ask.value).id;
  }

  /** The path of the field by today's names. */
  get #path(): string {
    const { field, form } = this.ask;
    const [first = '', ...rest] = field.path.split('.');
    const upper = rest.length > 0 ? form.byId.get(first)?.name : undefined;
    return upper === undefined ? field.name : `${upper}.${field.name}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { ask } = this;
    const record = this.#record ?? null;
    // Which row of several a file was brought for, nobody knows any more.
    if (ask.readonly || !ask.unsaved || this.#path.includes('.') || this.#lookedFor === record) return;
    this.#lookedFor = record;
    void this.#arriving.look();
  }

  #take(files: Iterable<File>): void {
    const { field } = this.ask;
    const room = this.#isMany ? mostOf(field) - this.#files.length - this.#arriving.count : 1;
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

  #bring(file: File, instead?: string): void {
    const largest = largestOf(this.ask.field);
    const problem = file.size > largest ? msg(str`超过 ${sizeText(largest)}`, { id: 'file-beyond' }) : null;
    this.#arriving.bring(file, { problem, ...(instead !== undefined && { instead }) });
  }

  /** In the order in which they were chosen, whichever comes first. */
  #add(file: FileValue, key: number): void {
    this.#chosen.set(file.id, key);
    const later = this.#files.findIndex(({ id }) => (this.#chosen.get(id) ?? 0) > key);
    const at = later < 0 ? this.#files.length : later;
    this.#change(this.#isMany ? this.#files.toSpliced(at, 0, file) : [file]);
  }

  /** In the place of another, which stays in what the record was. */
  #put(file: FileValue, instead: string): void {
    const at = this.#files.findIndex(({ id }) => id === instead);
    if (at < 0) this.#change(this.#isMany ? [...this.#files, file] : [file]);
    else this.#change(this.#files.with(at, file));
  }

  #change(files: readonly FileValue[]): void {
    const [first] = files;
    const value = this.#isMany ? files : (first ?? null);
    this.ask.change((files.length === 0 ? null : value) as unknown as Json);
  }

  #move(at: number, by: number): void {
    const files = [...this.#files];
    const [file] = files.splice(at, 1);
    if (file) files.splice(at + by, 0, file);
    this.#change(files);
  }

  /** Null: it is of a record that is not known here. */
  #placed(file: FileValue): PlacedFile | null {
    const { id, base } = this.ask.unsaved?.(this.ask.value) ?? {};
    const isBrought = broughtHere.has(file.id) && !(base && JSON.stringify(base).includes(file.id));
    if (isBrought) return { ...file, record: null };
    return id === undefined ? null : { ...file, record: { form: this.ask.form.name, id } };
  }

  get #isLinkable(): boolean {
    return this.ask.form.can.has('link');
  }

  async #look(file: FileValue): Promise<void> {
    const files = this.#files.flatMap((one) => this.#placed(one) ?? []);
    const at = files.findIndex(({ id }) => id === file.id);
    const edited = await openPreview(this, {
      files,
      at,
      editable: !this.ask.readonly,
      linkable: this.#isLinkable,
    });
    if (!edited) return;
    const { name, type } = edited;
    const largest = largestOf(this.ask.field);
    const made = await openEditor(this, { src: addressOf(edited, 'inline'), name, type, largest });
    if (made) this.#arriving.bring(made, { instead: edited.id });
  }

  #file(file: FileValue, at: number) {
    const placed = this.#placed(file);
    return html`<li><gj-file-row .file=${file} .placed=${placed} ?linkable=${this.#isLinkable && mayBeLinked(placed)}
      @link=${() => void (mayBeLinked(placed) && openLinks(this, placed))} ?readonly=${this.ask.readonly} at=${at}
      of=${this.#files.length} @look=${() => void this.#look(file)}
      @move=${({ detail }: CustomEvent<number>) => this.#move(at, detail)}
      @rename=${({ detail: name }: CustomEvent<string>) => this.#change(this.#files.with(at, { ...file, name }))}
      @remove=${() => this.#change(this.#files.filter(({ id }) => id !== file.id))}></gj-file-row></li>`;
  }

  #arrivingFile(one: Arriving) {
    const { key, file, sent, from, problem } = one;
    const { name } = file;
    const part = Math.round((from / (file.size || 1)) * 100);
    return html`<li class="across" aria-busy=${problem === null}>
      <span class="blank rigid across middled muted">${icon(problem === null ? 'upload' : 'alert')}</span>
      <span class="rest"><span class="blocks breaks">${name}</span>${
        problem === null
          ? html`<progress max=${file.size || 1} value=${sent} aria-label=${msg(str`${name} 的上传进度`, { id: 'file-progress-of' })}></progress>${
              from > 0
                ? html`<span class="blocks muted small" role="status">${msg(str`接着上次上传，从 ${part}% 开始`, { id: 'file-goes-on' })}</span>`
                : nothing
            }`
          : html`<span class="in-error small">${problem}</span>`
      }</span>
      ${problem === null ? html`<span class="muted small figures">${sizeText(sent)} / ${sizeText(file.size)}</span>` : this.#afterwards(one)}
      <button type="button" class="square plain" title=${msg('取消', { id: 'file-cancel' })}
        aria-label=${msg(str`取消 ${name}`, { id: 'file-cancel-of' })} @click=${() => this.#arriving.forget(key)}>${icon('close')}</button>
    </li>`;
  }

  /** What helps where a file did not get there: another try, or, where it was refused, another file. */
  #afterwards(one: Arriving) {
    const { name } = one.file;
    if (one.isWorthTrying)
      return html`<button type="button" class="square plain" title=${msg('重试', { id: 'file-again' })}
        aria-label=${msg(str`重试 ${name}`, { id: 'file-again-of' })} @click=${() => this.#arriving.again(one)}>${icon('refresh')}</button>`;
    return html`<button type="button" class="plain rigid" aria-label=${msg(str`另选文件，替换 ${name}`, { id: 'file-other-of' })}
      @click=${() => this.#choose({ instead: one })}>${msg('另选文件', { id: 'file-other' })}</button>`;
  }

  /** Opens the dialog of the system, or the camera; `instead`: of one that was refused. */
  #choose({
    isPhoto = false,
    instead = null,
  }: {
    readonly isPhoto?: boolean;
    readonly instead?: Arriving | null;
  }): void {
    const input = this.renderRoot.querySelector('input');
    this.#refused = instead;
    input?.toggleAttribute('capture', isPhoto);
    if (isPhoto) input?.setAttribute('capture', 'environment');
    input?.toggleAttribute('multiple', this.#isMany && instead === null);
    input?.setAttribute('accept', isPhoto ? 'image/*' : acceptOf(this.ask.field));
    input?.click();
  }

  #chosenNow(event: Event): void {
    const input = event.currentTarget as HTMLInputElement;
    const { instead } = this.#refused ?? {};
    if (this.#refused) this.#arriving.forget(this.#refused.key);
    this.#refused = null;
    const [first] = input.files ?? [];
    if (instead !== undefined && first) this.#bring(first, instead);
    else this.#take(input.files ?? []);
    input.value = '';
  }

  /** What was brought before the page was loaded anew, and not saved. */
  #waitingFile(file: FileValue) {
    const { name } = file;
    return html`<li class="across"><span class="blank rigid across middled muted">${icon('history')}</span>
      <span class="rest breaks">${msg(str`${name} 已上传，还没有保存`, { id: 'file-waits' })}</span>
      <button type="button" aria-label=${msg(str`放入 ${name}`, { id: 'file-put-in-of' })}
        @click=${() => this.#arriving.take(file)}>${msg('放入', { id: 'file-put-in' })}</button>
      <button type="button" class="square plain" title=${msg('放弃', { id: 'file-give-up' })}
        aria-label=${msg(str`放弃 ${name}`, { id: 'file-give-up-of' })} @click=${() => this.#arriving.giveUp(file)}>${icon('close')}</button>
    </li>`;
  }

  #chooser(problem: string) {
    const { ask } = this;
    return html`<gj-drop-zone @files-dropped=${(event: CustomEvent<DataTransfer>) => this.#take(event.detail.files)}
      ><div class="across middled wraps small"><button type="button" class="button across-close" id=${ask.id}
          aria-describedby="limits" aria-invalid=${problem !== ''}
          @click=${() => this.#choose({})}>${icon('upload')}${
            this.#isMany
              ? msg('选择文件', { id: 'files-choose' })
              : msg('选择一个文件', { id: 'file-choose' })
          }</button>${
            takesPictures(ask.field)
              ? html`<button type="button" class="camera button across-close" @click=${() => this.#choose({ isPhoto: true })}
                  >${icon('camera')}${msg('拍照', { id: 'file-photo' })}</button
                >`
              : nothing
          }<span>${msg('或拖到这里、粘贴', { id: 'file-drop' })}</span></div
        ></gj-drop-zone>
      <span class="muted small" id="limits">${limitsText(ask.field)}</span>`;
  }

  override render() {
    const { ask } = this;
    const problem = this.said || ask.problem || '';
    const files = this.#files;
    const { all, waiting } = this.#arriving;
    const isFull = !this.#isMany && files.length + all.length > 0;
    const offered = ask.readonly || isFull ? [] : waiting;
    return html`<div class="stack-2" role="group" aria-label=${ask.label}
      @paste=${(event: ClipboardEvent) => {
        const pasted = event.clipboardData?.files;
        if (pasted?.length && !ask.readonly) this.#take(pasted);
      }}>${
        files.length + all.length + offered.length === 0
          ? nothing
          : html`<ul class="surface edged rounded parted">${repeat(
              files,
              ({ id }) => id,
              (file, at) => this.#file(file, at),
            )}${all.map((one) => this.#arrivingFile(one))}${offered.map((file) => this.#waitingFile(file))}</ul>`
      }${
        ask.readonly
          ? nothing
          : html`<input type="file" hidden ?multiple=${this.#isMany} accept=${acceptOf(ask.field)}
              aria-label=${ask.label} @change=${(event: Event) => this.#chosenNow(event)} />`
      }${ask.readonly || isFull ? nothing : this.#chooser(problem)}${this.problemLine(problem)}</div>`;
  }
}
customElements.define('gj-file-control', GjFileControl);
