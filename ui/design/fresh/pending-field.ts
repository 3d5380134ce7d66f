import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { failureText } from '../../kit/base/failure-text.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { kindWords } from '../words/kind-words.ts';
import type { Drawn, DrawnIssue } from '../work/bench-shapes.ts';
import type { Landing } from '../work/canvas-moves.ts';
import { notifyHere } from '../work/design-notices.ts';
import { type FreshField, firstLabel, type Refusal } from './fresh-field.ts';
import { freshAs, freshAt, freshOf, freshOfKind, movedTo } from './fresh-place.ts';
import { type Steps, stepsOfFresh } from './fresh-steps.ts';
import { storedTexts } from './stored-texts.ts';
import { notifyUnfit, unfitTexts } from './unfit-texts.ts';
import './gj-fresh-field.ts';

/** The column that rows began with makes room for the first that somebody wanted. */
function notifyStopgapLeft(): void {
  const name = say(firstLabel);
  notifyHere({
    text: msg(str`明细里占位的“${name}”列已由新列取代；要保留它，请撤销这一步`, {
      id: 'design-stopgap-left',
    }),
  });
}

/**
 * The field that somebody is about to add, or to make one of another kind. There is one at a time; once something was
 * typed of it, it stays until it is added or given up, whatever else is looked at meanwhile.
 */
export class PendingField implements ReactiveController {
  readonly #host: LitElement;
  #fresh: FreshField | null = null;
  #isTouched = false;
  #isAside = false;
  #isAdding = false;
  #refused: readonly Refusal[] = [];

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {}

  get fresh(): FreshField | null {
    return this.#fresh;
  }
  /** Whether something would be lost with it. */
  get isKept(): boolean {
    return this.#fresh !== null && this.#isTouched;
  }

  #is(fresh: FreshField | null, isTouched: boolean): void {
    this.#fresh = fresh;
    this.#isTouched = isTouched;
    this.#isAside = false;
    this.#refused = [];
    this.#host.requestUpdate();
  }

  /** By a key or a click in the palette: the field one is at becomes one of that kind where it is. */
  begin(form: FormModel, kind: string, picked: string, tab: string): void {
    const next = freshOf(form, kind, picked, tab);
    this.#go(next, (fresh) => (this.#isAside ? movedTo(freshAs(fresh, kind), next) : freshAs(fresh, kind)));
  }

  /** Of the kind that was dropped, where it was. */
  drop(form: FormModel, kind: string, landing: Landing): void {
    const next = freshAt(form, kind, landing);
    this.#go(next, (fresh) => movedTo(freshAs(fresh, kind), next));
  }

  /** A column is wanted in these rows. */
  addColumn(form: FormModel, rows: string): void {
    const next = freshAt(form, 'text', { rows });
    this.#go(next, (fresh) => movedTo(fresh, next));
  }

  #go(next: FreshField, from: (fresh: FreshField) => FreshField): void {
    const { fresh } = this;
    if (fresh?.changes !== undefined) {
      if (!this.#blocks()) this.#is(next, false);
    } else if (fresh && this.#isTouched && fresh.kind !== next.kind) this.#becomes(fresh, from(fresh));
    else this.#is(fresh ? from(fresh) : next, this.#isTouched);
  }

  /** Of another kind, as it may have been meant, or not: whoever wanted one more field takes it back. */
  #becomes(was: FreshField, is: FreshField): void {
    this.#is(is, true);
    const [name, kind] = [nameOf(was), kindWords(is.kind).label];
    notifyHere({
      text: msg(str`“${name}”还没有加到表单，现在改成了${kind}。要另加一个字段，请先把它加到表单。`, {
        id: 'design-pending-becomes',
      }),
      undo: () => {
        if (this.#fresh?.kind === is.kind) this.#is(was, true);
      },
    });
  }

  /** A field of the form becomes one of another kind. */
  become(form: FormModel, kind: string, place: string): void {
    const fresh = freshOfKind(form, kind, place);
    if (!fresh) return;
    // The kind was chosen: that alone would be lost.
    if (fresh.changes === this.#fresh?.changes || !this.#blocks()) this.#is(fresh, true);
  }

  /** One thing after the other. */
  #blocks(): boolean {
    const { fresh } = this;
    if (!fresh || !this.isKept) return false;
    const name = nameOf(fresh);
    notifyHere({
      kind: 'warning',
      text: msg(str`请先完成或取消“${name}”。`, { id: 'design-pending-first' }),
    });
    this.open();
    return true;
  }

  /** Somebody types; a box that goes with the panel tells once more what it has told already. */
  change(fresh: FreshField): void {
    if (this.#fresh && !this.#isAside) this.#is(fresh, true);
  }

  /** Something else is looked at, or the panel is closed: what was typed waits. */
  aside(): void {
    if (!this.isKept) this.leave();
    this.#isAside = this.#fresh !== null;
    this.#host.requestUpdate();
  }

  open(): void {
    this.#isAside = false;
    this.#host.requestUpdate();
  }

  leave(): void {
    this.#is(null, false);
  }

  /** Asks before the page is left; what is given up is gone. */
  async mayLeave(): Promise<boolean> {
    const { fresh } = this;
    if (!fresh || !this.isKept) return true;
    const name = nameOf(fresh);
    const isGivenUp = await openForm(this.#host, {
      label:
        fresh.changes === undefined
          ? msg(str`新字段“${name}”还没有加到表单`, { id: 'design-pending-new' })
          : msg(str`“${name}”的类型还没有改`, { id: 'design-pending-kind' }),
      before: () => html`<p>${msg('离开后，填写的内容会丢失。', { id: 'design-pending-lost' })}</p>`,
      act: msg('放弃并离开', { id: 'design-pending-give-up' }),
      danger: true,
      send: async () => this.leave(),
    });
    if (!isGivenUp) this.open();
    return isGivenUp;
  }

  /**
   * Adds it once, however often that is asked for, and answers its place; refused, it stays with why. Its tile goes when
   * the field itself is drawn, so that nothing moves in between.
   */
  async add(
    form: FormModel,
    fresh: FreshField,
    take: (steps: Steps['steps']) => Promise<unknown>,
  ): Promise<string | undefined> {
    if (this.#isAdding) return undefined;
    this.#isAdding = true;
    this.#is(fresh, true);
    try {
      const stored = fresh.changes === undefined ? [] : await storedTexts(form, fresh.changes);
      const made = await stepsOfFresh(form, fresh, stored);
      const unfit = unfitTexts(form, fresh, stored);
      if ('refused' in made) this.#refused = made.refused.map(refusalOf);
      else {
        await take(made.steps);
        this.leave();
        if (made.steps.some((step) => step.do === 'remove')) notifyStopgapLeft();
        notifyUnfit(this.#host, form, fresh.changes ?? '', unfit);
        return made.place;
      }
    } catch (failure) {
      this.#is(fresh, true);
      this.#refused = [{ property: '', text: failureText(failure) }];
    } finally {
      this.#isAdding = false;
      this.#host.requestUpdate();
    }
    return undefined;
  }

  /** What is to be said of it, where nothing else is looked at; undefined: there is nothing. */
  panel(form: FormModel, drawn: Drawn, add: (fresh: FreshField) => void): TemplateResult | undefined {
    const { fresh } = this;
    if (!fresh || this.#isAside) return undefined;
    return html`<gj-fresh-field .fresh=${fresh} .form=${form} .drawn=${drawn} .refused=${this.#refused}
      @fresh=${({ detail }: CustomEvent<FreshField>) => this.change(detail)}
      @add=${({ detail }: CustomEvent<FreshField>) => add(detail)}
      @leave=${() => this.aside()}></gj-fresh-field>`;
  }

  /** Above what is looked at instead: that it waits, and the way back to it. */
  note(back: () => void): TemplateResult | typeof nothing {
    const { fresh } = this;
    if (!fresh || !this.#isAside) return nothing;
    const name = nameOf(fresh);
    return html`<div class="pad-2-3 toned warn in-warn small" role="note"><p class="below-1">${
      fresh.changes === undefined
        ? msg(str`新字段“${name}”还没有加到表单`, { id: 'design-pending-new' })
        : msg(str`“${name}”的类型还没有改`, { id: 'design-pending-kind' })
    }</p><div class="across-close"><button @click=${back}>${msg('继续填写', { id: 'design-pending-go-on' })}</button>
      <button class="plain" @click=${() => this.leave()}>${msg('放弃', { id: 'design-discard-do' })}</button></div></div>`;
  }
}

function nameOf({ label, kind }: FreshField): string {
  return say(label) || kindWords(kind).label;
}

function refusalOf({ message, pointer = '' }: DrawnIssue): Refusal {
  const [, property = ''] = /^.*\/(?:fields|rows\/[^/]+)\/\d+\/([^/]+)/.exec(pointer) ?? [];
  return { property, text: say(message) };
}
