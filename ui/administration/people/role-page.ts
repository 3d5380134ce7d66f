import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { WireRecord } from '../../../metadata/contract/records/record.ts';
import { nameOfRecord } from '../../fields/common/record-called.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, text, withProperties } from '../../kit/base/with-properties.ts';
import { type Leaving, leaveDialog } from '../../kit/dialog/leave-dialog.ts';
import { Doing } from '../../kit/doing.ts';
import type { Action } from '../../kit/gj-actions.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { whereForm } from '../../kit/where-form.ts';
import { listed, say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { mayDesign, session } from '../../session/session.ts';
import { filling, page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { alongText } from './along-words.ts';
import { createdUnseen } from './created-unseen.ts';
import { readFieldLines } from './form-fields.ts';
import type { GrantChange } from './gj-role-matrix.ts';
import { type Grant, type Role, RoleData } from './role-data.ts';
import './gj-grant-fields.ts';
import './gj-role-matrix.ts';
import './gj-unread-targets.ts';
import '../../kit/gj-state.ts';
import '../../kit/gj-page-head.ts';

/** The rights of a role as a matrix: forms × actions × scope, and the fields of each form. */
export class RolePage extends withProperties(GjElement, {
  roleId: text('', { attribute: 'role-id' }),
  text: state(''),
  granted: state(false),
  picked: state<Grant | null>(null),
  /** Waits to hear whether the page may be left with unsaved changes. */
  leaving: state<((how: Leaving) => void) | null>(null),
}) {
  static override styles = [
    shared,
    page,
    filling,
    css`
      gj-grant-fields {
        flex: 0 0 var(--gj-size-300);
      }
      @media (max-width: 1300px) {
        .columns {
          flex-direction: column;
        }
        gj-grant-fields {
          flex: 0 1 45%;
        }
      }
      input[type='search'] {
        width: var(--gj-size-180);
      }
    `,
  ];

  readonly #data = new RoleData(this, () => this.roleId || undefined);
  readonly #fields = new Loading(this, { key: () => this.picked?.form, load: readFieldLines });
  readonly #saving = new Doing(this);

  override disconnectedCallback(): void {
    router.guard(null);
    super.disconnectedCallback();
  }

  #change({ old, grant }: GrantChange): void {
    const { id, ...rest } = grant;
    const next: Grant = id ? grant : rest;
    this.#data.put(old, next);
    if (old && old === this.picked) this.picked = this.#data.grants.includes(next) ? next : null;
    router.guard(() => this.#ask());
  }

  #ask(): Promise<boolean> {
    return new Promise((resolve) => {
      this.leaving = async (how) => {
        this.leaving = null;
        resolve(how === 'discard' || (how === 'save' && (await this.#save())));
      };
    });
  }

  #settle(): void {
    router.guard(null);
    this.picked = null;
    this.#saving.forget();
  }

  /** Saves the grants; answers whether that succeeded. */
  async #save(): Promise<boolean> {
    const data = this.#data;
    const before = data.saved;
    const isSaved = await this.#saving.run(() => data.save(), {
      done: msg('权限已保存', { id: 'role-saved' }),
      undo: async () => {
        if (data.changed) {
          notify({ kind: 'warning', text: msg('先保存或放弃修改', { id: 'save-first' }) });
          return;
        }
        await data.restore(before);
        this.#settle();
        notify({ text: msg('已撤销', { id: 'undone' }) });
      },
    });
    if (isSaved) this.#settle();
    return isSaved;
  }

  #actions(): readonly Action[] {
    const disabled = !this.#data.changed || this.#saving.busy;
    return [
      { key: 'save', text: msg('保存', { id: 'save' }), primary: true, disabled },
      { key: 'discard', text: msg('放弃修改', { id: 'discard' }), disabled },
    ];
  }

  #act(key: string): void {
    if (key === 'save') return void this.#save();
    this.#data.undo();
    this.#settle();
  }

  /** Draws the rules that fields themselves state for the role; only designers can read them. */
  #ruled(number: string) {
    void import('./gj-role-fields.ts');
    return html`<gj-role-fields number=${number}></gj-role-fields>`;
  }

  /** Hints at what is hardly meant. */
  #unseen() {
    const forms = createdUnseen(this.#data.grants, (id) => session.formById(id));
    if (forms.length === 0) return nothing;
    const names = listed(
      forms.map((form) => (form ? say(form.listLabel) : msg('全部业务表单', { id: 'all-business-forms' }))),
    );
    return html`<p class="across-close above-2 warns" role="status">${icon('alert')}${msg(
      str`${names}：可以新建，却不能查看，新建的记录自己也看不到。`,
      { id: 'role-creates-unseen' },
    )}</p>`;
  }

  override render() {
    return this.#data.loading.shown((role) => this.#role(role), { outline: { rows: 12 } });
  }

  #name(record: WireRecord): string {
    const { form } = this.#data.loading.value ?? {};
    return form ? nameOfRecord(form, record) : '';
  }

  #where(record: WireRecord): TemplateResult | typeof nothing {
    const form = session.formById('role');
    if (!form) return nothing;
    const own = `/forms/${form.name}/${record.id}`;
    return whereForm(form, html`<a href=${own}>${this.#name(record)}</a>`);
  }

  #role({ record, actions, scopes, along }: Role): TemplateResult {
    const { grants, changed } = this.#data;
    const editable = session.who?.administers === true;
    return html`
      <gj-page-head heading=${msg(str`权限：${this.#name(record)}`, { id: 'role-rights' })} .unsaved=${changed}
        .actions=${editable ? this.#actions() : []} @act=${({ detail }: CustomEvent<string>) => this.#act(detail)}>
        ${this.#where(record)}
        <input type="search" class="plain" placeholder=${msg('查找表单', { id: 'find-form' })}
          aria-label=${msg('查找表单', { id: 'find-form' })} @input=${(event: Event) => {
            this.text = (event.target as HTMLInputElement).value;
          }} />
        <label class="flex centred gap-1 one-line"><input type="checkbox" .checked=${this.granted} @change=${(
          event: Event,
        ) => {
          this.granted = (event.target as HTMLInputElement).checked;
        }} />${msg('只看已授权', { id: 'only-granted' })}</label>
      </gj-page-head>
      ${
        record['administers'] === true
          ? html`<p class="muted below-2">${msg('这个角色是平台管理员：用户、角色、组织等平台表单无需再授权。', { id: 'role-administers' })}</p>`
          : nothing
      }
      ${
        grants.some(({ form }) => form === '*')
          ? html`<p class="muted below-2">${msg('“全部业务表单”给的权限对每个业务表单都有效，以灰色的勾显示；下面各行只在它之外再加。', { id: 'role-everything' })}</p>`
          : nothing
      }
      <p class="muted below-2">${alongText({ actions, along })}</p>
      ${this.#saving.shown()}
      <div class="columns flex gap-3 grows shrinks-down">
        <gj-role-matrix class="rest" .grants=${grants} .actions=${actions} .scopes=${scopes} .along=${along} text=${this.text}
          ?granted=${this.granted} ?editable=${editable} .picked=${this.picked}
          @grant-change=${(event: CustomEvent<GrantChange>) => this.#change(event.detail)}
          @grant-fields=${(event: CustomEvent<Grant>) => {
            this.picked = event.detail;
          }}></gj-role-matrix>
        ${
          this.picked
            ? html`<gj-grant-fields .grant=${this.picked} .lines=${this.#fields.value ?? []} .failure=${this.#fields.failure}
              ?editable=${editable} @close=${() => {
                this.picked = null;
              }} @fields-change=${(event: CustomEvent<Grant>) =>
                this.#change({ old: this.picked, grant: event.detail })}></gj-grant-fields>`
            : nothing
        }
      </div>
      ${this.#unseen()}
      <gj-unread-targets .grants=${grants} ?editable=${editable}
        @grants-add=${({ detail }: CustomEvent<readonly Grant[]>) => {
          for (const grant of detail) this.#change({ old: null, grant });
        }}></gj-unread-targets>
      ${mayDesign() ? this.#ruled(String(record['number'] ?? '')) : nothing}
      ${this.leaving ? leaveDialog(this.leaving) : nothing}
    `;
  }
}
customElements.define('gj-role-page', RolePage);
