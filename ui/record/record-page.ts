import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { pointerSegments } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { tellBarWidth } from '../kit/base/bar-width.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { FirstQuiet } from '../kit/base/first-quiet.ts';
import { isFocusFree } from '../kit/base/focus.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { contributed } from '../kit/contribution.ts';
import { notify } from '../kit/gj-notices.ts';
import { Loading } from '../kit/loading.ts';
import type { Agree } from '../model/agree.ts';
import { Unreachable } from '../session/api.ts';
import { FollowedModel } from '../session/followed-model.ts';
import { router } from '../session/router.ts';
import { filling } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { documentLoaded } from './document/document-loaded.ts';
import { readsAsDocument } from './document/document-shape.ts';
import type { GjDocument } from './document/gj-document.ts';
import { RecordEditor } from './editor/record-editor.ts';
import { putGiven } from './editor/record-given.ts';
import type { GjFormLayout } from './form/gj-form-layout.ts';
import { tellSaved } from './tell-saved.ts';
import './form/gj-form-layout.ts';
import './gj-record-head.ts';
import './gj-record-locked.ts';
import './gj-record-overlays.ts';
import './gj-record-tabs.ts';
import '../kit/gj-skeleton.ts';
import { RecordNews } from './editor/record-news.ts';
import type { Overlay } from './gj-record-overlays.ts';
import { leadToProblems } from './gj-record-problems.ts';
import { LedTo, tabWith } from './led-to.ts';
import { limitFiles } from './limit-files.ts';
import { notSent } from './not-sent.ts';
import { openPrint } from './open-print.ts';
import type { StateAction } from './put-record-in-basket.ts';
import { RecordActs } from './record-acts.ts';
import { recordStopped, recordUses } from './record-around.ts';
import { failureOf, type RecordDomain, recordOverlays } from './record-domain.ts';
import { recordKey, tabBeside } from './record-keys.ts';
import { mayNotMake, readyToTell, recordMissing } from './record-missing.ts';
import { SaveTurns } from './unsaved/save-turns.ts';
import { UnsavedTyping } from './unsaved/unsaved-typing.ts';

/** A record of any form, whatever its metadata says: read, changed, saved, and everything that can be done to it. */
export class RecordPage extends withProperties(GjElement, {
  form: given<FormOutline>(),
  domains: given<readonly RecordDomain[]>(() => []),
  record: text(),
  copyOf: given<string | null>(null),
  /** Default: nobody is asked before something is done to it. */
  agree: given<Agree | undefined>(undefined),
  tab: state(''),
  turn: state(0),
  /** Whether somebody writes in a record that opens to be read. */
  editing: state(false),
  overlay: state<Overlay | null>(null),
}) {
  static override styles = [
    shared,
    filling,
    css`
      .page {
        container-type: inline-size;
        /* The room that is kept for its bar is a part of its margin: it ends where its head does. */
        padding: var(--gj-3) max(var(--gj-px), calc(var(--gj-4) - var(--gj-scrollbar, 0px))) var(--gj-8) var(--gj-4);
      }
    `,
  ];

  readonly #loading = new Loading<RecordEditor, string>(this, {
    key: null,
    load: () => this.#open(),
    loaded: (editor) => void this.#begin(editor),
  });
  readonly #news = new RecordNews(this);
  readonly #quiet = new FirstQuiet(this);
  readonly #typing = new UnsavedTyping(this);
  readonly #acts = new RecordActs(this, () => this.#save());
  readonly #led = new LedTo(this, (path) => this.jump(path));
  /** Tabs that were seen stay on the page: what is typed there and no value yet stays with them. */
  readonly #visited = new Set<string>();
  readonly #moved = () => {
    this.turn++;
    const { editor } = this;
    // Whoever types again what stood there before is writing yet.
    if (editor?.dirty && readsAsDocument(editor)) this.editing = true;
    this.#guard();
  };

  constructor() {
    super();
    new FollowedModel(this, () => void this.#acts.followForm());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    tellBarWidth();
    addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    removeEventListener('keydown', this.#key);
    this.editor?.removeEventListener('change', this.#moved);
    router.guard(null);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('form') && !changed.has('record') && !changed.has('copyOf')) return;
    // A record that was just made here is not read anew.
    const here = this.editor?.place.outline.name === this.form.name;
    if (!here || this.#loaded !== this.#wanted) void this.#load();
  }

  get #wanted(): string {
    return [this.form.name, this.record, this.copyOf ?? ''].join('/');
  }
  #loaded = '';

  get editor(): RecordEditor | null {
    return this.#loading.value ?? null;
  }

  async #load(): Promise<void> {
    this.editor?.removeEventListener('change', this.#moved);
    this.overlay = null;
    this.editing = false;
    this.#loaded = this.#wanted;
    this.#loading.clear();
    this.#quiet.begin();
    await this.#loading.load(this.#wanted);
  }

  async #open(): Promise<RecordEditor> {
    const editor = new RecordEditor({ outline: this.form, record: this.record, copyOf: this.copyOf });
    try {
      await editor.load();
      // Before anybody sees it: what comes later would stand where somebody has begun to type.
      if (this.record === 'new' && !this.copyOf) await putGiven(editor, router.place.query);
    } catch (failure) {
      throw await readyToTell(failure);
    }
    return editor;
  }

  async #begin(editor: RecordEditor): Promise<void> {
    editor.addEventListener('change', this.#moved);
    void limitFiles(editor, this.domains);
    void this.#typing.follow(editor);
    this.tab = '';
    this.#visited.clear();
    this.#guard();
    // A list's menu leads straight to what is said about a record.
    const show = router.place.query.get('show');
    if (show === 'history' || show === 'references' || show === 'sharing') this.overlay = { name: show };
    await this.#quiet.come;
    if (!editor.base) await this.#start();
    await this.#led.lead();
  }

  /** A new record is begun at its first field, unless somebody is busy elsewhere. */
  async #start(): Promise<void> {
    const [layout] = this.#layouts;
    await layout?.updateComplete;
    if (isFocusFree()) await layout?.first?.reach();
  }

  /** Unsaved changes are not lost by a click somewhere else. */
  #guard(): void {
    router.guard(this.editor?.dirty ? () => this.#ask() : null, () => this.#typing.keeps());
  }

  #ask(): Promise<boolean> {
    return new Promise((resolve) => {
      this.overlay = {
        name: 'leave',
        answer: async (how) => {
          this.overlay = null;
          if (how === 'discard') this.#typing.end('given-up');
          // Whoever has typed on while it was saved stays with what is not saved.
          resolve(how === 'discard' || (how === 'save' && (await this.#save()) && !this.editor?.dirty));
        },
      };
    });
  }

  readonly #key = (event: KeyboardEvent): void => {
    const key = this.overlay || event.defaultPrevented ? undefined : recordKey(event);
    const { editor } = this;
    if (key === undefined || (this.reads && key !== 'edit' && key !== 'save')) return;
    if (key === 'edit') {
      if (!this.reads || editor?.isReadonly) return;
      void this.#edit();
    } else if (key === 'save') {
      const isFree = editor && (!editor.busy || this.#saves.isSaving(editor));
      if (isFree && !editor.isReadonly && !this.reads) void this.#save();
    } else if (key === 'undo' || key === 'redo') {
      this.settle();
      if (!editor?.turn(key)) return;
    } else {
      if (this.#tabs.length < 2) return;
      this.tab = tabBeside(this.#tabs, this.#tab, key) ?? this.tab;
    }
    event.preventDefault();
  };

  /** Whether the record is drawn as a document: its state says so, and nobody asked for its form. */
  get reads(): boolean {
    const { editor } = this;
    return editor !== null && !this.editing && !editor.dirty && readsAsDocument(editor);
  }

  async #edit(): Promise<void> {
    if (!this.reads || this.editor?.isReadonly) return;
    this.editing = true;
    await this.#start();
  }

  get #tabs() {
    const { form, look } = this.editor ?? {};
    return form?.layout.tabs.filter(({ name }) => look?.sections.has(name) ?? true) ?? [];
  }
  get #tab(): string {
    return (this.#tabs.find(({ name }) => name === this.tab) ?? this.#tabs[0])?.name ?? '';
  }

  get #layouts(): readonly GjFormLayout[] {
    return [...this.renderRoot.querySelectorAll<GjFormLayout>('gj-form-layout')];
  }

  settle(): void {
    for (const layout of this.#layouts) layout.settle();
  }

  /** Answers whether it was saved. */
  async #save(): Promise<boolean> {
    const { editor } = this;
    const settle = () => editor === this.editor && this.settle();
    return editor !== null && this.#saves.run(editor, () => this.#saveNow(editor), settle);
  }
  readonly #saves = new SaveTurns();

  async #saveNow(editor: RecordEditor): Promise<boolean> {
    this.settle();
    const { base, edited } = editor;
    const fresh = base === null;
    try {
      if (base && this.agree && !(await this.agree({ action: 'change', base, edited }))) return false;
      const outcome = await editor.save();
      if (outcome === 'saved') {
        await tellSaved(editor, this.domains);
        // Another record may be on the page by now, or none.
        if (editor !== this.editor || !this.isConnected) return true;
        this.editing = false;
        if (fresh && editor.base && !editor.isSetting) {
          this.record = editor.base.id;
          this.copyOf = null;
          this.#loaded = this.#wanted;
          router.guard(null);
          await router.go(`/forms/${this.form.name}/${editor.base.id}`, true);
          this.#guard();
        }
        return true;
      }
      if (outcome === 'conflict') this.overlay = { name: 'conflict' };
      else if (outcome === 'gone') this.overlay = { name: 'gone' };
      else {
        const first = editor.findings.find(({ severity }) => severity === 'error');
        await leadToProblems(this, first?.path);
      }
    } catch (failure) {
      if (failure instanceof Unreachable) notify(notSent(() => void this.#save()));
      else notify({ text: failureText(failure), kind: 'error' });
    }
    return false;
  }

  /** To the field of a problem, on whichever tab it is: whoever is led there is to mend it. */
  async jump(path: string): Promise<void> {
    const [name = '', ...below] = pointerSegments(path);
    const { form } = this.editor ?? {};
    this.tab = tabWith(form, name) ?? this.tab;
    if (this.reads && !this.editor?.isReadonly) this.editing = true;
    // What is not shown yet takes no focus.
    await this.#quiet.come;
    await this.updateComplete;
    if (this.reads && (await documentLoaded()))
      return this.renderRoot.querySelector<GjDocument>('gj-document')?.reach(name);
    const layout = this.#layouts.find(({ hidden }) => !hidden);
    await layout?.updateComplete;
    await layout?.fieldAt(name)?.reach(below);
  }

  async #do({ detail: what }: CustomEvent<string>): Promise<void> {
    const { editor, form } = this;
    if (!editor) return;
    if (what === 'save') await this.#save();
    else if (what === 'basket') await this.#acts.putInBasket(editor);
    else if (what === 'save-new') {
      if (await this.#save()) await router.go(`/forms/${form.name}/new`);
    } else if (what === 'copy') await router.go(`/forms/${form.name}/new?copy=${editor.base?.id ?? ''}`);
    else if (what === 'revert') editor.revert();
    else if (what === 'delete') await this.#acts.delete(editor);
    else if (what === 'edit') await this.#edit();
    else if (what === 'read') this.editing = false;
    else if (what.startsWith('jump:')) await this.jump(what.slice('jump:'.length));
    else if (what.startsWith('history:'))
      this.overlay = { name: 'history', revision: Number(what.slice('history:'.length)) };
    else if (what.startsWith('basket:'))
      await this.#acts.putInBasket(editor, what.slice('basket:'.length) as StateAction);
    else if (what.startsWith('print:')) openPrint(editor, what.slice('print:'.length));
    else if (what.startsWith('action:')) await this.#acts.act(editor, what.slice('action:'.length));
    else if (what === 'enable' || what === 'disable') await this.#acts.perform(editor, what);
    else {
      const part = recordOverlays(this.domains).find(({ item }) => item().key === what);
      this.overlay = part
        ? { name: 'part', part }
        : { name: what as 'history' | 'references' | 'links' | 'sharing' };
    }
  }

  get atRest(): boolean {
    return !this.editor?.dirty && !this.#layouts.some((layout) => layout.matches(':focus-within'));
  }

  #panels(editor: RecordEditor, where: 'recordPanels' | 'recordFoot'): readonly TemplateResult[] {
    const panels = this.domains.flatMap((domain) => domain[where] ?? []);
    return contributed(panels, {
      editor,
      reading: this.reads,
      turn: this.turn,
      takeUp: () => void this.#news.takeUp(),
    });
  }

  override render() {
    const { failure, value: editor } = this.#loading;
    if (failure !== null) return recordMissing(this.form, this.record, failure, () => void this.#load());
    if (!editor) return html`<gj-skeleton></gj-skeleton>`;
    if (!editor.base && !editor.isSetting && !editor.mayEdit) return mayNotMake(this.form);
    const reading = this.reads;
    // A document that cannot be drawn is read on its form.
    if (reading)
      void documentLoaded().then((isThere) => {
        this.editing ||= !isThere;
      });
    const tabs = reading ? [] : this.#tabs;
    if (!reading) this.#visited.add(this.#tab);
    const uses = recordUses(editor, this.#quiet.isCome, (event) => void this.#do(event));
    return html`
      <gj-record-head class="rigid clips" .editor=${editor} .domains=${this.domains} .turn=${this.turn}
        .reading=${reading} .editing=${!reading && readsAsDocument(editor)} @do=${this.#do}>
        <gj-record-tabs slot="tabs" .tabs=${tabs} .tab=${this.#tab} .editor=${editor} .turn=${this.turn}
          @tab=${({ detail }: CustomEvent<string>) => {
            this.tab = detail;
          }}></gj-record-tabs>
      </gj-record-head>
      ${this.#quiet.isCome ? nothing : html`<gj-skeleton class="grows shrinks-down clips" .outline=${{ cards: [8, 4] }}></gj-skeleton>`}
      <div class="page relative grows shrinks-down scrolls guttered" ?hidden=${!this.#quiet.isCome} id="tab-panel" role=${tabs.length > 1 ? 'tabpanel' : nothing}>
        ${this.#news.shown()}
        ${this.#typing.shown()}
        <gj-record-locked .editor=${editor} .turn=${this.turn}></gj-record-locked>
        <gj-record-problems class="stack-2 below-3" .editor=${editor} .turn=${this.turn} tab=${reading ? '' : this.#tab}
          ?hidden=${!editor.failure && !(editor.tried && editor.findings.length > 0)}
          @jump=${({ detail }: CustomEvent<string>) => this.jump(detail)}></gj-record-problems>
        ${this.#panels(editor, 'recordPanels')}
        ${recordStopped(editor)}
        ${
          reading
            ? html`<gj-document .editor=${editor} .domains=${this.domains} .failure=${failureOf(this.domains, editor)} .turn=${this.turn} @do=${this.#do}>${uses}</gj-document>`
            : nothing
        }
        ${repeat(
          tabs.filter(({ name }) => this.#visited.has(name)),
          ({ name }) => `${editor.version}/${name}`,
          ({ name }) =>
            html`<gj-form-layout class="packed" .editor=${editor} .tab=${name} .turn=${this.turn}
                ?titled=${tabs.length > 1} ?hidden=${name !== this.#tab} @do=${this.#do}></gj-form-layout>`,
        )}
        ${reading ? nothing : html`<div class="above-3">${this.#panels(editor, 'recordFoot')}${uses}</div>`}
      </div>
      ${
        this.overlay
          ? html`<gj-record-overlays .domains=${this.domains} .editor=${editor} .overlay=${this.overlay}
              @save=${() => this.#save()}
              @closed=${() => {
                this.overlay = null;
              }}></gj-record-overlays>`
          : nothing
      }
    `;
  }
}
customElements.define('gj-record-page', RecordPage);
