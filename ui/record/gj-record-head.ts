import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { holdsFiles } from '../../metadata/kinds/common/file-value.ts';
import type { ActionSource } from '../../metadata/source.ts';
import { faceOf, recordFace } from '../fields/common/record-face.ts';
import { pointerName } from '../fields/common/shown.ts';
import { explainItem } from '../fields/explain/explain-mark.ts';
import { explaining } from '../fields/explain/explained-place.ts';
import { marked } from '../fields/marked.ts';
import { dotted } from '../kit/base/dotted.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { formIcon, hasIcon } from '../kit/form-icon.ts';
import type { Action } from '../kit/gj-actions.ts';
import type { MenuItem } from '../kit/gj-menu.ts';
import { moment } from '../kit/moment.ts';
import { whereFolders, whereForm } from '../kit/where-form.ts';
import { printLack } from '../model/print-lack.ts';
import { titleOf } from '../model/record-title.ts';
import { maySteerUse, sharingLabel } from '../model/sharing-label.ts';
import { basket } from '../params/basket/basket.ts';
import { designCalled } from '../session/design-called.ts';
import { say, within } from '../session/i18n.ts';
import { recordLinks } from '../session/record-links.ts';
import { router } from '../session/router.ts';
import { mayDesign, session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { listedStates, statesOf } from './document/document-shape.ts';
import type { RecordEditor } from './editor/record-editor.ts';
import { isAskedFor, nextAction, ownOrder } from './form/own-order.ts';
import { ownActions, whyNot } from './form/record-blocks.ts';
import { turnsSwitches } from './form/takes-back.ts';
import { type RecordDomain, recordOverlays } from './record-domain.ts';
import './gj-record-steps.ts';
import '../kit/gj-page-head.ts';

/** What comes next, and two more; all else stands in the menu. */
const mostButtons = 3;
/** Of what is there for long, its history is looked at often. */
const mostOfMaster = 4;

/** The head of a record's page: its place, name and state, and the actions on it. Tells `do` with the name of one. */
export class GjRecordHead extends withProperties(GjElement, {
  editor: given<RecordEditor>(),
  domains: given<readonly RecordDomain[]>(() => []),
  turn: given<number>(),
  /** Whether the record is read as a document, and what is done to its fields is no matter now. */
  reading: given(false),
  /** Whether somebody writes in a record that is read otherwise. */
  editing: given(false),
}) {
  static override styles = shared;

  #do(what: string): void {
    this.emit('do', what);
  }

  get #title(): string {
    const { form, base, edited, isSetting } = this.editor;
    if (isSetting) return say(form.label);
    const title = titleOf(form, base ?? edited);
    if (base) return title ? pointerName(title) : say(form.recordLabel);
    return msg(str`新建${within(form.recordLabel)}`, { id: 'new-of' });
  }

  protected override updated(): void {
    const { place } = router;
    const title = this.#title;
    if (this.editor.isSetting || (this.#named.place === place && this.#named.title === title)) return;
    this.#named = { place, title };
    this.emitUp('record-name', title);
  }
  /** What was told last, and where: with every key nothing is told anew. */
  #named: { readonly place: unknown; readonly title: string } = { place: null, title: '' };

  override render() {
    const { editor } = this;
    const { form, base, place } = editor;
    const number = form.number && base?.[form.number.name];
    return html`<gj-page-head class="flush" heading=${this.#title} .unsaved=${base ? editor.dirty : null}
      .actions=${this.#actions} .more=${[...this.#more, ...explainItem()]}
      .most=${base && form.kind !== 'document' ? mostOfMaster : mostButtons}
      @act=${({ detail }: CustomEvent<string>) =>
        detail === 'explain' ? explaining.ask({ form: form.name, place: '' }) : this.#do(detail)}>
      ${
        base && faceOf(form, base) !== undefined
          ? html`<span slot="before">${recordFace(form, base, 'large')}</span>`
          : hasIcon(form)
            ? html`<span slot="before" class="muted">${formIcon(form, 20)}</span>`
            : nothing
      }
      ${editor.isSetting ? whereFolders(form) : whereForm(form)}
      ${
        number && pointerName(number) !== this.#title
          ? html`<span slot="stands" class="number muted smaller monospaced">${pointerName(number)}</span>`
          : nothing
      }
      ${this.#badges()}
      ${base && base.revision > 0 ? html`<span slot="stands" class="muted smaller">${dotted(this.#when())}</span>` : nothing}
      ${
        base && !editor.isSetting
          ? html`<gj-record-steps class="flex" form=${place.outline.name} record=${base.id}></gj-record-steps>`
          : nothing
      }
      <div slot="tabs"><slot name="tabs"></slot></div>
    </gj-page-head>`;
  }

  #badges() {
    const { base, form, isReadonly } = this.editor;
    return html`
      ${this.#states()}
      ${
        base && !this.editor.isSetting && (form.kind === 'master' || base['enabled'] === false)
          ? base['enabled'] === false
            ? html`<span slot="stands" class="badge warn"><span class="dot"></span>${msg('禁用', { id: 'is-disabled' })}</span>`
            : html`<span slot="stands" class="badge quiet">${msg('启用', { id: 'is-enabled' })}</span>`
          : nothing
      }
      ${
        base &&
        form.sharing &&
        form.sharing.allowed.length > 1 &&
        typeof base['sharing'] === 'string' &&
        !this.editor.isSetting
          ? html`<span slot="stands" class="badge accent">${sharingLabel(base['sharing'])}</span>`
          : nothing
      }
      ${
        base?.['personalised'] === true
          ? html`<span slot="stands" class="badge warn">${msg('已个性化', { id: 'personalised' })}</span>`
          : nothing
      }
      ${
        isReadonly && base && !this.reading
          ? html`<span slot="stands" class="badge" title=${this.#whyReadonly()}>${icon('lock', 12)}${msg('只读', { id: 'read-only' })}</span>`
          : nothing
      }
    `;
  }

  /** Whose record it is, where rights to that organisation's are what is missing; what else is against it stands below. */
  #whyReadonly(): string {
    const { base, mayEdit } = this.editor;
    const owner = pointerName((base?.['org'] ?? null) as never);
    if (mayEdit || owner === '') return '';
    return msg(str`这条记录属于“${owner}”，您没有修改它的权限`, { id: 'read-only-of' });
  }

  /** Draws the states by which a document is listed, and of other records those that are out of the ordinary. */
  #states() {
    const { base, form } = this.editor;
    const states = base ? statesOf(form, base) : [];
    const shown =
      base && form.kind === 'document' ? new Set([...states, ...listedStates(form, base)]) : states;
    return [...shown].map(
      (field) =>
        html`<span slot="stands" title=${say(field.label)}>${marked(base?.[field.name] ?? null, field)}</span>`,
    );
  }

  #when() {
    const { base } = this.editor;
    const by = pointerName(base?.['modifiedBy'] ?? null);
    const at = moment(base?.['modifiedAt'] as string | undefined);
    const org = base?.['org'] as { readonly id?: string } | undefined;
    const other = org && org.id !== session.org?.id ? ` · ${pointerName(org as never)}` : '';
    return msg(str`${by} 修改于 ${at}${other}`, { id: 'changed-by-at' }).trim();
  }

  get #actions(): readonly Action[] {
    const { editor } = this;
    const { base, form, busy } = editor;
    const may = !editor.isReadonly && !this.reading;
    const saved = base !== null && !editor.isSetting;
    const isDocument = form.kind === 'document';
    const own = this.#own;
    const toBasket: Action | false = may &&
      basket.isOffered && {
        key: 'basket',
        text: msg('放入变更集', { id: 'basket-add' }),
        icon: 'basket',
        help: msg('先不保存，和其他改动一起预览、审批、发布', { id: 'basket-add-why' }),
        disabled: busy || (base !== null && !editor.dirty),
      };
    const pages = saved ? this.domains.flatMap(({ recordPages }) => recordPages?.(editor) ?? []) : [];
    const [read, further] = [pages.filter(({ kept }) => kept), pages.filter(({ kept }) => !kept)];
    const first: readonly (Action | false)[] = isDocument
      ? [...own.slice(0, 1), ...read, this.#turning, ...own.slice(1)]
      : [toBasket, ...own, ...read];
    const actions: (Action | false)[] = [
      may && {
        key: 'save',
        text: msg('保存', { id: 'save' }),
        help: 'Ctrl+S',
        primary: true,
        disabled: busy,
      },
      // The own actions of a document come before those of any record.
      ...first,
      // Who uses it is asked before another is made: of what other organisations created above all.
      saved &&
        maySteerUse(form) && {
          key: 'sharing',
          text: msg('管控', { id: 'sharing-page' }),
          icon: 'share',
        },
      base !== null &&
        base.revision > 0 &&
        form.can.has('history') && { key: 'history', text: msg('历史', { id: 'history' }) },
      may &&
        !editor.isSetting &&
        form.can.has('create') && {
          key: 'save-new',
          text: msg('保存并新建', { id: 'save-and-new' }),
          disabled: busy,
        },
      saved && form.can.has('create') && { key: 'copy', text: msg('复制', { id: 'copy' }) },
      // To what the rules around it and other organisations make of it.
      saved &&
        Boolean(form.match) &&
        form.can.has('match') && {
          key: 'match',
          text: msg('匹配测试', { id: 'match-tester' }),
          icon: 'match',
          href: `/match/${form.name}?rule=${base.id}`,
        },
      ...further,
      // Documents are seldom changed together with others.
      isDocument && toBasket,
      mayDesign() && {
        key: 'design',
        text: msg('修改此表单…', { id: 'design-this-form' }),
        also: designCalled,
        help: msg('改这个表单的字段、布局、列表和规则', { id: 'design-form-help' }),
        href: `/design/${form.name}${saved ? `?record=${base.id}` : ''}`,
      },
      ...this.#overlays,
    ];
    return actions.filter((action) => action !== false);
  }

  get #overlays(): readonly Action[] {
    return recordOverlays(this.domains)
      .filter(({ fits }) => fits(this.editor))
      .map(({ item }) => item());
  }

  /**
   * The actions that the form declares, as far as they can be done to the record now. Those that belong to the state in
   * which it is come before those that it offers always, and the first of them never goes into the menu.
   */
  get #own(): readonly Action[] {
    const { form, base } = this.editor;
    const own = this.#declared.filter((action) => !this.#isAside(action));
    // Of one that is not saved yet, only what comes next is offered.
    return this.#offered(base ? own : own.filter((action) => isAskedFor(action, form)).slice(0, 1));
  }

  get #aside(): readonly MenuItem[] {
    return this.#offered(this.#declared.filter((action) => this.#isAside(action)));
  }

  /**
   * Whether it stands in the menu: what only turns a switch, as whoever closes a document does, nobody takes for leaving
   * the page there; and what ends a document that is being written, as voiding does, is not beside Save.
   */
  #isAside(action: ActionSource): boolean {
    const { form } = this.editor;
    const ends = form.kind === 'document' && !this.reading && action.confirm !== undefined;
    return ends || turnsSwitches(action, form);
  }

  get #declared(): readonly ActionSource[] {
    return ownOrder(ownActions(this.editor), this.editor.form);
  }

  #offered(actions: readonly ActionSource[]): readonly (Action & MenuItem)[] {
    const { editor } = this;
    const { form, base } = editor;
    const next = this.reading ? nextAction(this.#declared, form) : undefined;
    return actions.map((action, at) => {
      const { name, label, when } = action;
      const isNext = isAskedFor(action, form);
      const saves = isNext && (editor.dirty || !base);
      return {
        key: `action:${name}`,
        text: say(label),
        ...(saves && { help: msg('先保存，再执行', { id: 'saves-first' }) }),
        // What goes on saves first what was typed; all else waits until it is saved.
        disabled: editor.busy || (editor.dirty && !isNext),
        ...whyNot(editor, name),
        kept: at === 0 && when !== undefined,
        primary: action === next,
      };
    });
  }

  /** From reading to writing, and back. */
  get #turning(): Action | false {
    const { editor } = this;
    if (this.reading && editor.isReadonly) return false;
    if (this.reading) return { key: 'edit', text: msg('编辑', { id: 'document-edit' }), help: 'E' };
    if (!this.editing) return false;
    const disabled = editor.dirty || editor.busy;
    return { key: 'read', text: msg('返回阅读', { id: 'document-read' }), disabled };
  }

  get #more(): readonly MenuItem[] {
    const { editor } = this;
    const { base, form, dirty } = editor;
    if (!base) return [];
    if (editor.isSetting) {
      const revert = { key: 'revert', text: msg('放弃修改', { id: 'discard' }) };
      return [...this.#aside, ...(dirty ? [revert] : [])];
    }
    const enabled = base['enabled'] !== false;
    const can = (action: string) => editor.rights.shows(action, editor);
    const items: (MenuItem | false)[] = [
      ...this.#aside,
      enabled
        ? can('disable') && {
            key: 'disable',
            text: msg('禁用', { id: 'disable' }),
            disabled: dirty,
            ...whyNot(editor, 'disable'),
          }
        : can('enable') && {
            key: 'enable',
            text: msg('启用', { id: 'enable' }),
            disabled: dirty,
            ...whyNot(editor, 'enable'),
          },
      ...this.#basketItems(enabled ? 'disable' : 'enable'),
      ...recordLinks(form.id, base.id).map(({ text, address }) => ({ key: address, text, href: address })),
      ...this.#prints(),
      form.can.has('link') &&
        Boolean(form.prints?.length || form.fields.some(holdsFiles)) && {
          key: 'links',
          text: msg('限时链接', { id: 'record-links' }),
          icon: 'share',
        },
      { key: 'references', text: msg('被引用情况', { id: 'where-used' }), icon: 'link' },
      dirty && { key: 'revert', text: msg('放弃修改', { id: 'discard' }) },
      can('delete') && {
        key: 'delete',
        text: msg('删除', { id: 'delete' }),
        icon: 'trash',
        danger: true,
        ...whyNot(editor, 'delete'),
        apart: true,
      },
    ];
    return items.filter((item) => item !== false);
  }

  /** One for each template; where there is none, that is said. */
  #prints(): readonly MenuItem[] {
    const { form, dirty } = this.editor;
    if (!form.can.has('print')) return [];
    const { prints = [] } = form;
    if (prints.length === 0)
      return [{ key: 'print', text: msg('打印', { id: 'print' }), icon: 'file', ...printLack(form) }];
    return prints.map(({ name, label }) => ({
      key: `print:${name}`,
      text: msg(str`打印：${say(label)}`, { id: 'print-of' }),
      icon: 'file',
      disabled: dirty,
    }));
  }

  /** Answers the actions that are done to the record when the basket is published. */
  #basketItems(able: 'enable' | 'disable'): readonly MenuItem[] {
    const { editor } = this;
    if (!basket.isOffered || editor.dirty) return [];
    const words = {
      enable: msg('启用（放入变更集）', { id: 'basket-enable' }),
      disable: msg('禁用（放入变更集）', { id: 'basket-disable' }),
      delete: msg('删除（放入变更集）', { id: 'basket-delete' }),
    };
    return ([able, 'delete'] as const)
      .filter((action) => editor.may(action))
      .map((action) => ({ key: `basket:${action}`, text: words[action], icon: 'basket' }));
  }
}
customElements.define('gj-record-head', GjRecordHead);
