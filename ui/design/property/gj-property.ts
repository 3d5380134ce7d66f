import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Json } from '../../../metadata/common/json.ts';
import type { Field } from '../../../metadata/field.ts';
import { focusDrawn } from '../../kit/base/focus.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import type { FormModel } from '../../model/form-model.ts';
import { forms } from '../../model/forms.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { propertyWords } from '../words/property-words.ts';
import { fieldAtPath } from '../work/canvas-moves.ts';
import { design } from '../work/design-data.ts';
import type { Editor } from '../work/property-editors.ts';
import { carryEditor } from './carry-editor.ts';
import {
  fieldEditor,
  fieldsEditor,
  formsEditor,
  menuEditor,
  oneOfEditor,
  pathsEditor,
  someOfEditor,
  sortEditor,
} from './choice-editors.ts';
import { currencyEditor } from './currency-editor.ts';
import { formEditor } from './form-editor.ts';
import { imageEditor } from './image-editor.ts';
import type { TypedPattern } from './numbers/gj-pattern-editor.ts';
import { editorStyles, type PropertyAsk } from './property-ask.ts';
import { saidValue } from './said-value.ts';
import { flagEditor, labelEditor, numberEditor, textEditor } from './text-editors.ts';
import { defaultEditor, setsEditor } from './value-editors.ts';
import './gj-compute-editor.ts';
import './gj-conditional-editor.ts';
import './gj-formula-editor.ts';
import './gj-indexes-editor.ts';
import './gj-roles-editor.ts';
import './gj-series-editor.ts';
import './numbers/gj-pattern-editor.ts';
import '../../kit/gj-json-area.ts';
import '../../kit/gj-pop.ts';

/** The values that hold where the property is absent. */
const whenUnsaid: Readonly<Record<string, boolean>> = {
  required: false,
  visible: true,
  readonly: false,
  folded: false,
  copied: true,
  printed: true,
  printedEmpty: true,
};

/** A property with its editor, who said what of it, and the way back to what the layers below say. */
export class GjProperty extends withProperties(GjElement, {
  ask: given<PropertyAsk>(),
  /** Layer that is designed. */
  packageName: given<(name: string) => string>(() => (name: string) => name),
  flaw: state(''),
  about: state<FormModel | null>(null),
}) {
  static override styles = [
    shared,
    editorStyles,
    css`
      :host {
        padding-block: var(--gj-cell);
      }
      .head {
        min-height: var(--gj-size-22);
      }
      .head .lock {
        color: var(--gj-muted);
      }
      .head button {
        height: var(--gj-size-20);
        padding: 0 var(--gj-1);
        font-size: var(--gj-text-s);
      }
      gj-pop {
        --gj-control: var(--gj-size-20);
      }
      .said {
        max-width: var(--gj-size-320);
      }
      .dot {
        display: inline-block;
        width: var(--gj-1h);
        height: var(--gj-1h);
        border-radius: 50%;
        background: var(--gj-line-strong);
      }
      .dot.ours {
        background: var(--gj-accent);
      }
      .locked {
        padding: 0 var(--gj-3) var(--gj-3);
        max-width: var(--gj-size-320);
      }
    `,
  ];

  protected override willUpdate(): void {
    void this.#learnTarget();
  }

  /**
   * Loads the form whose facts the condition asks: of a filter on picks, the form pointed at; of a rule, the document
   * it matches.
   */
  async #learnTarget(): Promise<void> {
    const { state: about, form } = this.ask;
    const targets: Readonly<Record<string, string | undefined>> = {
      optionsFilter: this.#field?.target,
      'match/fields': form.match?.facts,
    };
    if (!Object.hasOwn(targets, about.property)) return;
    const target = targets[about.property];
    const name = target && target !== form.id ? session.formById(target)?.name : undefined;
    const found = name === undefined ? form : await forms.get(name).catch(() => form);
    if (found !== this.about) this.about = found;
  }

  get #field(): Field | undefined {
    const [, path = ''] = this.ask.place.split('/');
    return fieldAtPath(this.ask.form, path);
  }

  /** Into the first thing of its editor that can be typed or chosen. */
  async toInput(): Promise<void> {
    await this.updateComplete;
    this.scrollIntoView({ block: 'nearest' });
    await focusDrawn(firstInput(this.renderRoot));
  }

  override render() {
    const { ask } = this;
    const words = propertyWords(ask.state.property, ask.place);
    const editor = this.#editor(ask.editor ?? words.editor);
    const isSwitch = words.editor === 'flag';
    return html`<div class="head flex centred gap-1 ${isSwitch ? '' : 'small muted'}" title=${words.help ?? nothing}>${
      isSwitch
        ? html`<div class="rest">${editor}</div>`
        : html`<span class="name rest" aria-hidden="true">${ask.label}${
            ask.needed && !ask.readonly ? html` <span class="in-error">*</span>` : nothing
          }</span>`
    }${this.#layers()}</div>
      ${isSwitch ? nothing : editor}
      ${[this.flaw, ask.wrong ?? ''].map((text) =>
        text === '' ? nothing : html`<p class="problem small" role="alert">${text}</p>`,
      )}`;
  }

  /** Draws the layers that state the property, and whether this one may take its word back or cannot change it. */
  #layers(): TemplateResult | typeof nothing {
    const { ask } = this;
    const { said, may } = ask.state;
    const { editor } = propertyWords(ask.state.property, ask.place);
    const isLastOurs = design.drawing.isOurs(said.at(-1)?.package ?? '');
    const isOurs = isLastOurs && said.length > 1;
    const isOnlyOurs = isLastOurs && said.length === 1 && may !== 'own';
    const closed = may === 'locked' || may === 'owner';
    if (said.length === 0 && !closed) return nothing;
    const title = msg(str`${ask.label}：来源`, { id: 'design-who-said' });
    return html`${
      isOurs || isOnlyOurs
        ? html`<button class="plain" aria-label=${msg(str`${ask.label}：恢复为原来的值`, { id: 'design-reset-of' })}
            @click=${() => ask.set(undefined)}>${icon('undo', 12)}${msg('恢复', { id: 'design-reset' })}</button>`
        : nothing
    }
    <gj-pop look="square" align="end" label=${title}><span slot="button">${closed ? icon('lock', 13) : icon('layers', 13)}</span>
      <ul class="said gridded gap-1h pad-3 smaller to-start">${said.map(
        (
          one,
        ) => html`<li><span class="dot ${design.drawing.isOurs(one.package) ? 'ours' : ''}"></span> <b>${this.packageName(one.package)}</b>
          <div class="value breaks">${saidValue(ask, ask.editor ?? editor, one.value, this.about)}</div></li>`,
      )}</ul>
      ${closed ? html`<p class="locked muted smaller to-start">${this.#why(may)}</p>` : nothing}
    </gj-pop>`;
  }

  #why(may: string): string {
    const owner = this.packageName(this.ask.state.owner);
    return may === 'locked'
      ? msg(str`已锁定：存下的数据和表结构取决于它，发布之后谁也不能改（${owner}）。`, {
          id: 'design-locked-why',
        })
      : msg(str`该属性已由“${owner}”锁定。`, { id: 'design-owner-why' });
  }

  /** What cannot be without a value keeps the one that it has, and says so. */
  get #asking(): PropertyAsk {
    const { ask } = this;
    if (!ask.needed || ask.fresh) return ask;
    return {
      ...ask,
      set: (value, how) => {
        const isLost = value === undefined;
        this.flaw = isLost ? msg(str`${ask.label}不能为空`, { id: 'design-not-empty' }) : '';
        if (!isLost) ask.set(value, how);
        // The value that it keeps is drawn as soon as the box is left.
        else if (!how?.typing) setTimeout(() => this.requestUpdate());
      },
    };
  }

  #editor(editor: Editor): TemplateResult {
    const ask = this.#asking;
    switch (editor) {
      case 'label':
      case 'long-label':
        return labelEditor(ask, editor === 'long-label');
      case 'text':
        return textEditor(ask);
      case 'whole':
      case 'bound':
        return numberEditor(ask, editor === 'bound');
      case 'flag':
        return flagEditor(ask, whenUnsaid[ask.state.property] ?? false);
      case 'conditional':
        return html`<gj-conditional-editor .ask=${ask}
            .unsaid=${whenUnsaid[ask.state.property] ?? true}></gj-conditional-editor>`;
      case 'condition':
        return html`<gj-conditional-editor .ask=${ask} .about=${this.about}></gj-conditional-editor>`;
      case 'default':
        return this.#default();
      case 'sets':
        return html`${guard([JSON.stringify(ask.state.value), ask.form.hash, ask.place, ask.readonly], () => setsEditor(ask))}`;
      case 'one-of':
        return oneOfEditor(ask);
      case 'some-of':
        return someOfEditor(ask);
      case 'form':
        return formEditor(ask);
      case 'forms':
        return formsEditor(ask);
      case 'image':
        return imageEditor(ask);
      case 'field':
        return fieldEditor(ask);
      case 'fields':
      case 'columns':
        return fieldsEditor(ask);
      case 'paths':
        return pathsEditor(ask, this.about ?? ask.form);
      case 'sort':
        return sortEditor(ask);
      case 'roles':
        return html`<gj-roles-editor .ask=${ask}></gj-roles-editor>`;
      case 'menu':
        return menuEditor(ask);
      case 'carry':
        return carryEditor(ask);
      case 'compute':
        return html`<gj-compute-editor .ask=${ask}></gj-compute-editor>`;
      case 'currency':
        return currencyEditor(ask);
      case 'formula':
        return html`<gj-formula-editor .ask=${ask}></gj-formula-editor>`;
      case 'pattern':
        return html`<gj-pattern-editor label=${ask.label} .value=${String(ask.state.value ?? '')} .form=${ask.form}
          ?readonly=${ask.readonly} @pattern=${({ detail: { text, typing } }: CustomEvent<TypedPattern>) =>
            ask.set(text || undefined, { typing })}></gj-pattern-editor>`;
      case 'series':
        return html`<gj-series-editor .ask=${ask}></gj-series-editor>`;
      case 'indexes':
        return html`<gj-indexes-editor .ask=${ask}></gj-indexes-editor>`;
      default:
        return this.#json();
    }
  }

  #default(): TemplateResult {
    const field = this.#field;
    if (!field) return this.#json();
    const ask = this.#asking;
    return html`${guard([JSON.stringify(ask.state.value), ask.form.hash, ask.place], () => defaultEditor(ask, field))}`;
  }

  #json(): TemplateResult {
    const { ask } = this;
    const text = ask.state.value === undefined ? '' : JSON.stringify(ask.state.value, null, 1);
    return html`<gj-json-area label=${ask.label} rows="3" .text=${text} ?readonly=${ask.readonly}
      @text=${({ detail }: CustomEvent<string>) => this.#take(detail)}></gj-json-area>`;
  }

  #take(text: string): void {
    try {
      this.ask.set(text.trim() === '' ? undefined : (JSON.parse(text) as Json), { typing: true });
      this.flaw = '';
    } catch {
      this.flaw = msg('不是有效的 JSON。', { id: 'design-not-json' });
    }
  }
}

/** The first thing of an editor that takes the focus, in elements that do not hand it on by themselves as well. */
function firstInput(root: ParentNode): HTMLElement | undefined {
  for (const one of root.querySelectorAll<HTMLElement>('*')) {
    if (one.closest('.head')) continue;
    if (one.matches(':is(input, select, textarea, button):not(:disabled)') || one.shadowRoot?.delegatesFocus)
      return one;
    const inside = one.shadowRoot ? firstInput(one.shadowRoot) : undefined;
    if (inside) return inside;
  }
  return undefined;
}

customElements.define('gj-property', GjProperty);
