import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { comingWith } from '../../../metadata/coming-rights.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { OptionSource } from '../../../metadata/source.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { Phone } from '../../kit/base/phone.ts';
import { flag, given, state, text, withProperties } from '../../kit/base/with-properties.ts';
import { tableStyles } from '../../kit/table/table-styles.ts';
import { say } from '../../session/i18n.ts';
import { menuSpace, spaces } from '../../session/menu-spaces.ts';
import { session } from '../../session/session.ts';
import { typedLike } from '../../session/typed-like.ts';
import { shared } from '../../theme/shared.ts';
import { comesWithText, rightOf } from './along-words.ts';
import type { Grant } from './role-data.ts';
import { roleMatrixStyles } from './role-matrix-styles.ts';

export interface GrantChange {
  readonly old: Grant | null;
  readonly grant: Grant;
}

const all = 'all';

/** Forms down, actions across, with the scope and the fields of each. Tells `grant-change` and `grant-fields`. */
export class GjRoleMatrix extends withProperties(GjElement, {
  grants: given<readonly Grant[]>(() => []),
  actions: given<readonly OptionSource[]>(() => []),
  scopes: given<readonly OptionSource[]>(() => []),
  /** Actions that come with others, as long as nobody takes them away. */
  along: given<readonly OptionSource[]>(() => []),
  text: text(),
  /** Only forms that something is given for. */
  granted: flag(),
  editable: flag(),
  picked: given<Grant | null>(null),
  /** On a phone, the form whose rights are open. */
  opened: state(''),
}) {
  static override styles = [shared, tableStyles, roleMatrixStyles];

  readonly #phone = new Phone(this);

  #shows(form: FormOutline): boolean {
    const { listLabel, label, name, pinyin } = form;
    const texts = [listLabel.zh, listLabel.en, label.en, name];
    const isNamed = this.text.trim() === '' || typedLike(this.text, texts, pinyin) > 0;
    return isNamed && (!this.granted || this.grants.some((grant) => grant.form === form.id));
  }

  #change(old: Grant | null, grant: Grant): void {
    this.emit<GrantChange>('grant-change', { old, grant });
  }

  get #columns(): number {
    return this.actions.length + this.along.length + 4;
  }

  override render() {
    const everything = { id: '*', label: { zh: '全部业务表单', en: 'All business forms' } };
    const inOrder = inMenuOrder();
    const areas = new Map(inOrder.map((form) => [areaOf(form), areaLabel(areaOf(form))]));
    const unknown = this.grants.filter(({ form }) => form !== '*' && !session.formById(form));
    return html`<table class="plain" aria-label=${msg('权限矩阵', { id: 'role-matrix' })}>
      <thead><tr>
        <th scope="col">${msg('表单', { id: 'forms' })}</th>
        <th scope="col" class="scope">${msg('组织范围', { id: 'grant-scope' })}${this.#roomOfScopes()}</th>
        ${this.actions.map((action) => html`<th scope="col" class="action"><span>${say(action.label)}</span></th>`)}
        <th scope="col" class="action"><span>${msg('自有操作', { id: 'own-actions' })}</span></th>
        ${this.along.map(
          (action) => html`<th scope="col" class="action"
              title=${comesWithText(action, this.actions)}><span>${say(action.label)}</span></th>`,
        )}
        <th scope="col" class="action"><span>${msg('细则', { id: 'grant-details' })}</span>${roomOfDetails()}</th>
      </tr></thead>
      <tbody>
        ${this.text === '' ? this.#lines('*', say(everything.label)) : nothing}
        ${[...areas].map(([area, label]) => {
          const forms = inOrder.filter((form) => areaOf(form) === area && this.#shows(form));
          if (forms.length === 0) return nothing;
          return html`<tr class="area"><td colspan=${this.#columns}><span>${label}</span></td></tr>
            ${forms.map((form) => this.#lines(form.id, say(form.listLabel)))}`;
        })}
        ${unknown.map((grant) => this.#line(grant.form, grant.form, grant, true))}
        ${
          this.text !== '' && !session.forms.some((form) => this.#shows(form))
            ? html`<tr class="none"><td colspan=${this.#columns}><span
                role="status">${msg('没有符合的表单', { id: 'no-such-form' })}</span></td></tr>`
            : nothing
        }
      </tbody>
    </table>`;
  }

  /** Keeps the column as wide as its boxes will be: a right that is given pushes no other one aside. */
  #roomOfScopes(): TemplateResult {
    return html`<span class="room" aria-hidden="true"><select class="plain" disabled>${this.scopes.map(
      ({ label }) => html`<option>${say(label)}</option>`,
    )}</select></span>`;
  }

  #lines(form: string, label: string): readonly TemplateResult[] {
    const own = this.grants.filter((grant) => grant.form === form);
    if (own.length === 0) return [this.#line(form, label, null, true)];
    return own.map((grant, index) => this.#line(form, label, grant, index === 0));
  }

  #line(form: string, label: string, grant: Grant | null, first: boolean): TemplateResult {
    const base: Grant = grant ?? {
      form,
      actions: [],
      moreActions: null,
      scope: 'own',
      withheld: [],
      limitedBy: [],
      readable: [],
      writable: [],
    };
    const open = this.#phone.is && this.opened === form;
    return html`<tr class="form ${grant && grant === this.picked ? 'picked' : ''} ${open ? 'open' : ''}">
      <td>${this.#name(form, label, grant, first)}
        ${
          grant && first && this.editable
            ? html`<button class="square" style="height:var(--gj-size-22);width:var(--gj-size-22)"
              title=${msg('再加一种范围', { id: 'one-more-scope' })}
              aria-label=${msg(str`${label}：再加一种范围`, { id: 'one-more-scope-of' })}
              @click=${() =>
                this.#change(null, {
                  ...base,
                  id: '',
                  actions: ['read'],
                  scope: 'all',
                })}>${icon('add', 12)}</button>`
            : first && this.editable
              ? html`<span class="place"></span>`
              : nothing
        }</td>
      <td class="scope" data-label=${msg('组织范围', { id: 'grant-scope' })}>${
        grant
          ? html`<select class="plain" aria-label=${msg(str`${label}：组织范围`, { id: 'scope-of' })} ?disabled=${!this.editable}
            .value=${base.scope} @change=${(event: Event) =>
              this.#change(grant, { ...base, scope: (event.target as HTMLSelectElement).value })}>
            ${this.scopes.map(
              ({ value, label: text }) =>
                html`<option value=${value} ?selected=${value === base.scope}>${say(text)}</option>`,
            )}
          </select>`
          : html`<span class="muted">—</span>`
      }</td>
      ${this.actions.map((action) => this.#box(action, label, grant, base))}
      ${this.#own(label, grant, base)}
      ${this.along.map((action) => this.#along(action, label, grant, base))}
      <td data-label=${msg('细则', { id: 'grant-details' })}>${grant ? this.#details(label, grant) : nothing}</td>
    </tr>`;
  }

  /** On a phone it opens what the form grants. */
  #name(form: string, label: string, grant: Grant | null, first: boolean): TemplateResult | string {
    if (!this.#phone.is) return first ? label : html`<span class="muted">${label}</span>`;
    const open = this.opened === form;
    return html`<button class="plain fold" aria-expanded=${open} @click=${() => {
      this.opened = open ? '' : form;
    }}>${icon('right', 12)}${label}${grant ? html`<span class="small muted">${this.#scopeOf(grant)}</span>` : nothing}</button>`;
  }

  #box(
    { value, label: text }: OptionSource,
    label: string,
    grant: Grant | null,
    base: Grant,
  ): TemplateResult {
    const covered = value !== all && base.actions.includes(all);
    const given = covered || base.actions.includes(value);
    const general = given ? undefined : this.#general(base.form, value);
    if (general) return this.#given(label, say(text), general);
    return html`<td data-label=${say(text)}>${this.#check(rightOf(label, say(text)), given, covered, (on) => {
      const others = base.actions.filter((action) => action !== value);
      this.#change(grant, { ...base, actions: on ? (value === all ? [all] : [...others, value]) : others });
    })}</td>`;
  }

  /** Draws the cell for the actions that the form's package declares beside those of every form. */
  #own(label: string, grant: Grant | null, base: Grant): TemplateResult {
    const own = msg('自有操作', { id: 'own-actions' });
    const covered = base.actions.includes(all);
    const general = covered || base.moreActions === '*' ? undefined : this.#general(base.form, null);
    if (general) return this.#given(label, own, general);
    return html`<td data-label=${own}>${this.#check(
      rightOf(label, own),
      base.moreActions === '*' || covered,
      covered,
      (on) => this.#change(grant, { ...base, moreActions: on ? '*' : null }),
      base.moreActions !== null && base.moreActions !== '*',
    )}</td>`;
  }

  /** Draws the cell of what comes with another action, unless it is taken away here. */
  #along(
    { value, label: text }: OptionSource,
    label: string,
    grant: Grant | null,
    base: Grant,
  ): TemplateResult {
    const comes = comesWith(value, base);
    const given = comes && !base.withheld.includes(value);
    const general = given
      ? undefined
      : this.#everywhere(base.form, (one) => comesWith(value, one) && !one.withheld.includes(value));
    if (general) return this.#given(label, say(text), general);
    return html`<td data-label=${say(text)}>${this.#check(rightOf(label, say(text)), given, !comes, (on) => {
      const others = base.withheld.filter((one) => one !== value);
      this.#change(grant, { ...base, withheld: on ? others : [...others, value] });
    })}</td>`;
  }

  /** Leads to which records of the organisations it is about, and which fields. */
  #details(label: string, grant: Grant): TemplateResult {
    const all = msg('全部', { id: 'all' });
    const isPart = grant.readable.length > 0 || grant.writable.length > 0;
    const fields = isPart ? msg('部分', { id: 'some-fields' }) : all;
    const records = grant.limitedBy.length > 0 ? msg('本人', { id: 'grant-own-records' }) : all;
    return html`<button class="plain" aria-label=${msg(str`${label}：${records}记录，${fields}字段`, { id: 'grant-details-of' })}
      @click=${() => this.emit('grant-fields', grant)}>${records === all ? fields : records}</button>`;
  }

  #given(label: string, action: string, general: Grant): TemplateResult {
    return html`<td class="general" data-label=${action}>${this.#check(
      msg(str`${label}：${action}（由“全部业务表单”授予：${this.#scopeOf(general)}）`, {
        id: 'given-by-all-forms',
      }),
      true,
      true,
      () => {},
    )}</td>`;
  }

  /**
   * Finds the grant for all business forms that already gives the action on this form. Null for the action: the form's
   * own actions.
   */
  #general(form: string, action: string | null): Grant | undefined {
    return this.#everywhere(
      form,
      ({ actions, moreActions }) =>
        actions.includes(all) || (action === null ? moreActions === '*' : actions.includes(action)),
    );
  }

  /** Finds a grant for all business forms that gives something on this one, too, whichever record it is. */
  #everywhere(form: string, gives: (grant: Grant) => boolean): Grant | undefined {
    const outline = session.formById(form);
    if (!outline || outline.kind === 'platform') return undefined;
    return this.grants.find((grant) => grant.form === '*' && grant.limitedBy.length === 0 && gives(grant));
  }

  #scopeOf({ scope }: Grant): string {
    const found = this.scopes.find(({ value }) => value === scope);
    return found ? say(found.label) : scope;
  }

  #check(label: string, checked: boolean, covered: boolean, act: (on: boolean) => void, partly = false) {
    return html`<input type="checkbox" aria-label=${label} title=${label} .checked=${checked} .indeterminate=${partly}
      ?disabled=${covered || !this.editable} @change=${(event: Event) => act((event.target as HTMLInputElement).checked)} />`;
  }
}
/** Keeps the column as wide as the longest word for what of a grant is limited. */
function roomOfDetails(): TemplateResult {
  const words = [
    msg('全部', { id: 'all' }),
    msg('部分', { id: 'some-fields' }),
    msg('本人', { id: 'grant-own-records' }),
  ];
  return html`<span class="room" aria-hidden="true">${words.map((word) => html`<button class="plain" disabled>${word}</button>`)}</span>`;
}

/** Whether a grant gives the action with which another one comes, or one of the form’s own where that is enough. */
function comesWith(action: string, { actions, moreActions }: Grant): boolean {
  const along = comingWith[action] ?? null;
  if (along === null) return actions.includes(all) || moreActions !== null;
  return actions.includes(all) || actions.includes(along);
}

/** As the side menu has them, one space after the other; what is on none of its pages comes last. */
function inMenuOrder(): readonly FormOutline[] {
  const shown = spaces.flatMap((space) =>
    menuSpace(space, session.menu, session.forms).flatMap(({ forms }) => forms),
  );
  return [...shown, ...session.forms.filter((form) => !shown.includes(form))];
}

/** Forms stand under the first folder of their place in the menu. */
function areaOf(form: FormOutline): string {
  return form.menu?.path.split('/')[0] ?? '';
}

function areaLabel(area: string): string {
  const folder = session.menu.find(({ path }) => path === area);
  return folder ? say(folder.label) : msg('不在菜单中', { id: 'not-in-menu' });
}
customElements.define('gj-role-matrix', GjRoleMatrix);
