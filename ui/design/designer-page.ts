import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { DesignStep } from '../../metadata/design/steps/design-step.ts';
import type { FieldSource } from '../../metadata/source.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { Phone } from '../kit/base/phone.ts';
import { uncovered } from '../kit/base/uncovered.ts';
import { given, state, text, withProperties } from '../kit/base/with-properties.ts';
import { EdgeScroll } from '../kit/edge-scroll.ts';
import type { FormModel } from '../model/form-model.ts';
import { router } from '../session/router.ts';
import { shared } from '../theme/shared.ts';
import { landingOf, sortOf } from './canvas/design-blocks.ts';
import type { Size } from './canvas/design-sizes.ts';
import { labelTarget, type Named, newPart, sizeTarget, stepOfSet } from './canvas/design-steps.ts';
import { designerStyles } from './canvas/designer-styles.ts';
import { DesignerWork } from './canvas/designer-work.ts';
import type { Dropped } from './canvas/drag-over.ts';
import { FieldClipboard } from './canvas/field-clipboard.ts';
import type { GjDesignCanvas } from './canvas/gj-design-canvas.ts';
import type { GjDesignPalette } from './canvas/gj-design-palette.ts';
import type { GjPlacePanel, PropertySet, SoughtProperty } from './canvas/gj-place-panel.ts';
import { tellTaken } from './canvas/taken-away.ts';
import { designKey } from './design-key.ts';
import { type DesignView, designerHead, designerNone, designerWaiting } from './designer-head.ts';
import { type FreshField, freshPlace } from './fresh/fresh-field.ts';
import { freshOf } from './fresh/fresh-place.ts';
import type { GjFreshField } from './fresh/gj-fresh-field.ts';
import { PendingField } from './fresh/pending-field.ts';
import { takeWanted } from './fresh/take-wanted.ts';
import { besideView, isOfFiles, otherView, viewAsked } from './other-views.ts';
import { phoneView } from './phone-view.ts';
import type { OptionsChange } from './property/gj-options-editor.ts';
import { takeTogether } from './steps/take-together.ts';
import { turnDesign } from './words/turn-design.ts';
import type { Drawn, DrawnIssue } from './work/bench-shapes.ts';
import { type Landing, tabOf } from './work/canvas-moves.ts';
import type { Beside } from './work/design-actions.ts';
import { design } from './work/design-data.ts';
import type { DesignDomain } from './work/design-domain.ts';
import { formOfDrawn, lineNamed } from './work/drawn-form.ts';
import { followDesign } from './work/follow-design.ts';
import { addressOfIssue, propertyOfIssue, viewOf, wrongPlaces } from './work/issue-address.ts';
import type { RoleSight } from './work/role-sight.ts';
import '../kit/gj-state.ts';
import './canvas/gj-design-canvas.ts';
import { isOver } from './gj-design-over.ts';
import { forgetHere, notifyFailure, notifyHere } from './work/design-notices.ts';
import './canvas/gj-design-palette.ts';
import './canvas/gj-many-picked.ts';
import './canvas/gj-place-panel.ts';

/** A form that is designed: what there is to add, the form as its page has it, all that can be said of what is picked. */
export class DesignerPage extends withProperties(GjElement, {
  domains: given<readonly DesignDomain[]>(() => []),
  /** Today's name of the form. */
  name: text(),
  view: state<DesignView>(() => viewAsked(router.place.query)),
  picked: state<readonly string[]>(() => [router.place.query.get('show') || []].flat()),
  sought: state<SoughtProperty | null>(() => ({ property: router.place.query.get('property') ?? '' })),
  /** The tab of the form that the canvas shows. */
  tab: state(''),
  /** What stands beside the canvas. */
  beside: state<Beside | null>(() => (router.place.query.has('record') ? 'preview' : null)),
  /** The sight of a role, where one looks at the form with its eyes. */
  as: state<RoleSight | null>(null),
  over: state<string | null>(null),
}) {
  static override styles = [shared, designerStyles];
  readonly #phone = new Phone(this);
  readonly #work = new DesignerWork(() => this.#form);
  readonly #pending = new PendingField(this);
  readonly #clipboard = new FieldClipboard(this, (fields) => this.#try(() => this.#copy(fields)));
  protected readonly edges = new EdgeScroll(this);
  readonly #moved = () => this.requestUpdate();
  readonly #keys = (event: KeyboardEvent) => this.#key(event);
  #unfollow = () => {};
  #asked = '';
  /** The record that the page was when one began to design. */
  readonly #record = router.place.query.get('record') ?? 'new';

  override connectedCallback(): void {
    super.connectedCallback();
    design.addEventListener('change', this.#moved);
    addEventListener('keydown', this.#keys);
    this.#unfollow = followDesign(design, () => `${this.name} ${this.picked[0] ?? ''}`.trim());
    void design.open();
  }

  override disconnectedCallback(): void {
    design.removeEventListener('change', this.#moved);
    removeEventListener('keydown', this.#keys);
    this.#unfollow();
    forgetHere();
    router.guard(null);
    void design.settle();
    super.disconnectedCallback();
  }

  get #form(): FormModel | null {
    const drawn = design.drawn?.form;
    const line = design.drawn && lineNamed(design.drawn, this.name);
    return drawn && drawn.described['id'] === line?.id ? formOfDrawn(drawn) : null;
  }

  /** The one picked place, where the view shows its properties; else empty, for the form itself. */
  get #place(): string {
    const [picked = ''] = this.picked.length === 1 ? this.picked : [];
    return this.view === 'rules' || (this.view !== 'prints' && viewOf(picked) === this.view) ? picked : '';
  }

  /** Asks the server to draw the form and the properties of the picked place, once they change. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('name') || changed.has('view')) forgetHere();
    if (changed.has('name') && changed.get('name')) this.#pending.leave();
    const line = design.drawn && lineNamed(design.drawn, this.name);
    if (!line) return;
    const as = this.beside === 'preview' ? this.as : null;
    const { view } = this;
    const asked = { form: line.id, place: this.#place, as, ...(isOfFiles(view) && { files: view }) };
    const text = JSON.stringify(asked);
    if (text === this.#asked) return;
    this.#asked = text;
    void design.look(asked);
  }

  /** Keeps the page until all steps have reached the server, and nothing that is typed would be lost. */
  protected override updated(): void {
    const form = this.#form;
    const wanted = form && takeWanted();
    if (wanted) this.#begin(form, wanted);
    const isFree = design.saving === 'saved' && !this.#pending.isKept;
    router.guard(isFree ? null : () => design.settle().then(() => this.#pending.mayLeave()));
  }

  get #canvas() {
    return this.renderRoot.querySelector<GjDesignCanvas>('gj-design-canvas');
  }

  #key(event: KeyboardEvent): void {
    const does = this.over ? null : designKey(event);
    if (does === 'undo' || does === 'redo') {
      event.preventDefault();
      void this.#try(() => turnDesign(does, this.#form?.id ?? ''));
    } else if (does === 'leave' && this.picked.length > 0) this.picked = [];
    else if (does === 'palette') this.renderRoot.querySelector<GjDesignPalette>('gj-design-palette')?.focus();
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    try {
      await act();
    } catch (failure) {
      notifyFailure(failure);
    }
  }

  readonly #take = (...steps: readonly DesignStep[]) => takeTogether(steps);

  /** Begins a field that is added by a key or a click: it goes behind the picked place. */
  #begin(form: FormModel, kind: string): void {
    const [picked = ''] = this.picked;
    if (sortOf(kind))
      return void this.#addPart(form, { part: kind, ...landingOf(freshOf(form, kind, picked, this.tab)) });
    this.#pending.begin(form, kind, picked, this.tab);
    void this.#toPanel();
  }

  /** To what can be said of a place, or of the field that is about to be added. */
  #toPlace(place: string): void {
    if (place === freshPlace) this.#pending.open();
    void this.#toPanel();
  }

  async #toPanel(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<GjPlacePanel | GjFreshField>('gj-fresh-field, gj-place-panel')?.focus();
  }

  /** Adds a part, then shows it and asks for its name at once. */
  async #addPart(form: FormModel, part: { part: string; tab?: string } & Landing): Promise<void> {
    const { step, place } = newPart(form, part, this.#work.prefix);
    await this.#take(step);
    if (part.part === 'tabs') this.tab = place.replace('layout/tabs/', '');
    this.picked = [place];
    await this.#toPanel();
  }

  async #add(form: FormModel, fresh: FreshField): Promise<void> {
    const place = await this.#pending.add(form, fresh, (steps) => this.#take(...steps));
    if (place === undefined) return;
    this.picked = [place];
    await this.#canvas?.reach(place);
  }

  async #dropped({ detail: { what, ...landing } }: CustomEvent<Dropped>): Promise<void> {
    const form = this.#form;
    if ('kind' in what && form && sortOf(what.kind))
      return this.#addPart(form, { part: what.kind, ...landing });
    if ('kind' in what) return void (form && this.#pending.drop(form, what.kind, landing));
    await this.#try(async () => {
      const made = this.#work.stepsOfDrop({ what, ...landing });
      const { steps, flaw } = made instanceof Promise ? await made : made;
      if (flaw !== undefined) notifyHere({ text: flaw, kind: 'error' });
      await this.#take(...steps);
      if ('places' in what) await this.#canvas?.reach(what.places[0] ?? '');
    });
  }

  async #moveTo({ detail: landing }: CustomEvent<Landing>): Promise<void> {
    const detail = { what: { places: this.picked }, ...landing };
    await this.#dropped(new CustomEvent('dropped', { detail }));
  }

  /** Copies fields of another form behind what is picked. */
  async #copyFields(form: FormModel, drawn: Drawn): Promise<void> {
    const { copyFields } = await import('./canvas/copy-fields.ts');
    const others = drawn.lines.filter(({ id }) => id !== form.id);
    const isCopied = await copyFields(this, others, (fields) => this.#copy(fields));
    if (isCopied) await this.#canvas?.reach(this.picked[0] ?? '');
  }

  async #copy(fields: readonly FieldSource[]): Promise<void> {
    const { steps, place } = await this.#work.stepsOfCopies(fields, this.picked[0] ?? '', this.tab);
    await this.#take(...steps);
    this.picked = [place];
  }

  async #takeAway({ detail: places }: CustomEvent<readonly string[]>): Promise<void> {
    if (!this.#form) return;
    const steps = this.#work.stepsOfTaking(places);
    await this.#take(...steps);
    this.picked = [];
    void tellTaken(this.#form, steps);
  }

  async #do({ detail: what }: CustomEvent<string>): Promise<void> {
    await this.#try(async () => {
      const { steps, place } = await this.#work.stepsOfDoing(what, this.picked[0] ?? '');
      await this.#take(...steps);
      if (this.#form) void tellTaken(this.#form, steps);
      if (place !== undefined) this.picked = place === '' ? [] : [place];
    });
  }

  readonly #act = ({ detail }: CustomEvent<string>) => {
    if (detail === 'undo' || detail === 'redo')
      void this.#try(() => turnDesign(detail, this.#form?.id ?? ''));
    else if (detail === 'preview' || detail === 'beside') {
      this.beside = this.beside === detail && this.view === 'form' ? null : detail;
      if (this.view !== 'form') this.#look('form'); // Beside it, wherever one asks for it.
    } else if (detail === 'match') this.#look('rules', 'match');
    else if (isOver(detail, this.domains)) this.over = detail;
    else if (detail === 'publish')
      void design.settle().then(() => router.go(`/design/publish?from=${this.name}`));
  };

  #look(view: DesignView, place = ''): void {
    [this.view, this.sought] = [view, null];
    this.#pending.aside();
    if (view !== 'form' && view !== 'list' && view !== 'json') this.picked = [place].filter(Boolean);
    router.rewrite(new URLSearchParams(view === 'form' ? {} : { tab: view }));
  }

  override render() {
    const drawn = design.drawn;
    if (design.failure !== null && !drawn)
      return html`<gj-state .failure=${design.failure} @retry=${() => design.open()}></gj-state>`;
    if (!drawn) return designerWaiting(this.name, this.view);
    if (!lineNamed(drawn, this.name)) return designerNone(drawn, this.#goto);
    const form = this.#form;
    if (!form) return designerWaiting(this.name, this.view);
    const { view, beside, domains } = this;
    const head = { form, drawn, view, beside, domains, work: this.#work, go: this.#goto, act: this.#act };
    return html`${designerHead({ ...head, look: (to) => this.#look(to) })}
      ${this.#body(form, drawn)}
      <gj-design-over .domains=${this.domains} .over=${this.over} @closed=${() => {
        this.over = null;
      }}></gj-design-over>`;
  }

  /** To the place of a problem, on whichever form it is. */
  readonly #goto = (issue: DrawnIssue) => {
    const { form, place = '' } = issue;
    const line = design.drawn?.lines.find(({ id }) => id === form);
    const address = design.drawn && addressOfIssue(design.drawn, issue);
    if (!line) return form === '' ? void router.go(address ?? '/design') : undefined;
    this.sought = { property: propertyOfIssue(issue) };
    this.view = viewOf(place, this.sought.property);
    this.picked = place === '' ? [] : [place];
    this.#pending.aside();
    if (line.name !== this.name && address) void router.go(address);
    else void this.#canvas?.reach(place);
  };

  #body(form: FormModel, drawn: Drawn): TemplateResult {
    if (this.#phone.is) return phoneView(this.#besideAsk(form, drawn));
    if (this.view === 'form') return this.#formBody(form, drawn);
    return otherView(this.view, {
      form,
      drawn,
      work: this.#work,
      sought: this.sought,
      place: isOfFiles(this.view) ? (this.picked[0] ?? '') : this.#place,
      open: (place) => {
        this.picked = place === '' ? [] : [place];
      },
      set: (change) => this.#set(form, change),
      begin: (kind) => {
        this.#look('form');
        this.#begin(form, kind);
      },
      beside: this.#besideAsk(form, drawn),
    });
  }

  #formBody(form: FormModel, drawn: Drawn): TemplateResult {
    return html`<div class="body gridded grows shrinks-down ${this.beside ? 'with-preview' : ''}">
      <gj-design-palette
        class="shaded"
        role="region"
        aria-label=${msg('字段类型', { id: 'design-palette' })}
        @kind=${({ detail }: CustomEvent<string>) => this.#begin(form, detail)}
        @copy-from=${() => this.#copyFields(form, drawn)}
        @match=${() => this.#look('rules', 'match')}
      ></gj-design-palette>
      <gj-design-canvas
        role="region"
        aria-label=${msg('表单的样子', { id: 'design-canvas' })}
        .form=${form}
        .drawn=${drawn.form}
        .picked=${this.picked}
        .wrong=${wrongPlaces(drawn, form.id)}
        .fresh=${this.#pending.fresh?.changes === undefined ? this.#pending.fresh : null}
        tab=${this.tab}
        @pick=${({ detail }: CustomEvent<readonly string[]>) => {
          this.picked = detail;
          this.#pending.aside();
        }}
        @open=${({ detail }: CustomEvent<string>) => this.#toPlace(detail)}
        @add-column=${({ detail }: CustomEvent<string>) => {
          this.#pending.addColumn(form, detail);
          void this.#toPanel();
        }}
        @tab=${({ detail }: CustomEvent<string>) => {
          this.tab = detail;
        }}
        @named=${({ detail }: CustomEvent<Named>) => this.#set(form, labelTarget(form, detail))}
        @sized=${({ detail }: CustomEvent<Size>) => this.#set(form, sizeTarget(detail))}
        @dropped=${this.#dropped} @take-away=${this.#takeAway} @keydown=${this.#clipboard.keys}
        @bring-back=${({ detail }: CustomEvent<string>) =>
          this.#take({ do: 'bring-back', form: form.id, place: `fields/${detail}` })}
        @add-part=${({ detail }: CustomEvent<{ part: string; tab?: string }>) => this.#addPart(form, detail)}
      ></gj-design-canvas>
      ${this.beside ? besideView(this.beside, this.#besideAsk(form, drawn)) : nothing}
      <aside class="surface" ${uncovered()} aria-label=${msg('属性', { id: 'design-properties' })}>${this.#panel(form, drawn)}</aside>
    </div>`;
  }

  #besideAsk(form: FormModel, drawn: Drawn) {
    const as = ({ detail }: CustomEvent<RoleSight | null>) => {
      this.as = detail;
    };
    const { packageName } = this.#work;
    return { form, drawn, place: this.#place, record: this.#record, packageName, open: this.#opens, as };
  }

  readonly #opens = ({ detail: place }: CustomEvent<string>) => {
    this.picked = place === '' ? [] : [place];
    this.tab = (this.#form && tabOf(this.#form, place)) || this.tab;
  };

  #panel(form: FormModel, drawn: Drawn): TemplateResult {
    const { picked } = this;
    const fresh = this.#pending.panel(form, drawn, (one) => void this.#add(form, one));
    if (fresh) return fresh;
    const note = this.#pending.note(() => this.#toPlace(freshPlace));
    if (picked.length > 1)
      return html`${note}<gj-many-picked .form=${form} .places=${picked} @move-to=${this.#moveTo} @take-away=${this.#takeAway}
        @steps=${({ detail }: CustomEvent<readonly DesignStep[]>) => this.#take(...detail)}></gj-many-picked>`;
    const place = this.#place;
    return html`${note}<gj-place-panel .form=${form} .drawn=${drawn} place=${place} .packageName=${this.#work.packageName}
      @set-property=${({ detail }: CustomEvent<PropertySet>) => this.#set(form, detail)}
      @options=${({ detail }: CustomEvent<OptionsChange>) => this.#options(form, place, detail)}
      @change-kind=${({ detail }: CustomEvent<string>) => {
        this.#pending.become(form, detail, place);
      }}
      @rename=${({ detail }: CustomEvent<string>) => this.#take({ do: 'rename', form: form.id, place, name: detail })}
      @do=${this.#do} @move-to=${this.#moveTo} @open=${this.#opens} .sought=${this.sought}></gj-place-panel>`;
  }

  #set({ id }: FormModel, change: PropertySet | null): void {
    if (change) void design.take(stepOfSet(id, change), { typing: change.typing });
  }

  async #options(form: FormModel, place: string, change: OptionsChange): Promise<void> {
    if (change.do === 'open') this.picked = [`${place}/options/${change.value}`];
    else await this.#try(() => this.#work.takeOptions(form, place, change));
  }
}
customElements.define('gj-designer-page', DesignerPage);
