import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { numberOfRole, otherRoles, roleKey } from '../../../metadata/common/field-roles.ts';
import { nearNames } from '../../../metadata/common/near-names.ts';
import type { Field } from '../../../metadata/field.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import type { PropertyState } from '../work/bench-shapes.ts';
import { design } from '../work/design-data.ts';
import { sees } from '../work/role-sight.ts';
import { type KnownRole, knownRoles, sightOf } from './known-roles.ts';
import type { PropertyAsk } from './property-ask.ts';
import './gj-property.ts';

/**
 * The rights of each role on a field: as the role itself gives them, or as the field states them, by which package, and
 * the way back.
 */
export class GjFieldRoles extends withProperties(GjElement, {
  form: given<FormModel>(),
  field: given<Field>(),
  /** All that is said of the field. */
  known: given<readonly PropertyState[]>(() => []),
  ask: given<(state: PropertyState, label: string) => PropertyAsk>(),
  packageName: given<(name: string) => string>(() => (name: string) => name),
}) {
  static override styles = shared;

  readonly #roles = new Loading(this, { load: knownRoles });

  override render() {
    return this.#roles.shown((roles) => this.#each(roles));
  }

  #each(roles: readonly KnownRole[]): TemplateResult {
    const numbers = new Set(roles.map(({ number }) => number));
    const stated = this.known.flatMap(({ property }) =>
      property.startsWith('roles/') ? [numberOfRole(property.slice('roles/'.length))] : [],
    );
    // A number that the field names and no role here has: a package knows the role, or it once had that number.
    const strangers = stated.filter((number) => number !== otherRoles && !numbers.has(number));
    return html`${
      session.who?.administers
        ? nothing
        : html`<p class="small muted">${msg('由平台管理员发布后才生效。', { id: 'design-roles-administrators' })}</p>`
    }
      ${roles.map((role) => this.#role(role.number, say(role.label), role))}
      ${strangers.map((number) => this.#stranger(number, roles, stated))}
      ${this.#role(otherRoles, msg('其他所有角色', { id: 'design-role-others' }))}`;
  }

  #role(number: string, label: string, role?: KnownRole): TemplateResult {
    const ask = this.ask(this.#state(number), label);
    return html`<gj-property .ask=${ask} .packageName=${this.packageName}></gj-property>
      ${role ? html`<p class="small muted below-1">${this.#itself(role)}</p>` : nothing}`;
  }

  #state(number: string): PropertyState {
    const property = `roles/${number === otherRoles ? number : roleKey(number)}`;
    const [first] = this.known;
    return (
      this.known.find((one) => one.property === property) ?? {
        property,
        target: `fields/${this.field.path}/${property}`,
        value: undefined,
        said: [],
        may: first?.may === 'own' || design.drawing.isOurs(first?.owner ?? '') ? 'own' : 'set',
        owner: first?.owner ?? '',
      }
    );
  }

  /** Draws a number that no role here has, and offers the roles there are, the likeliest first. */
  #stranger(number: string, roles: readonly KnownRole[], stated: readonly string[]): TemplateResult {
    const near = nearNames(
      number,
      roles.map((role) => role.number),
    );
    const rank = (role: KnownRole) => (near.includes(role.number) ? near.indexOf(role.number) : near.length);
    const offered = roles
      .filter((role) => !stated.includes(role.number))
      .toSorted((a, b) => rank(a) - rank(b));
    const meant = msg(str`角色“${number}”替换为`, { id: 'design-role-meant' });
    return html`${this.#role(number, msg(str`${number}（没有这个角色）`, { id: 'design-role-unknown' }))}
      <select class="plain below-1" aria-label=${meant} @change=${(event: Event) => {
        const select = event.target as HTMLSelectElement;
        this.#become(number, select.value);
        select.value = '';
      }}><option value="">${meant}</option>${offered.map(
        (role) => html`<option value=${role.number}>${say(role.label)}</option>`,
      )}</select>`;
  }

  /** Moves the rule stated for one number to another. */
  #become(from: string, to: string): void {
    const { value, may, said, ...state } = this.#state(from);
    if (to === '' || value === undefined) return;
    this.ask(this.#state(to), to).set(value);
    if (may === 'own' || design.drawing.isOurs(said.at(-1)?.package ?? ''))
      this.ask({ ...state, value, may, said }, from).set(undefined);
  }

  /** Says which rights on the field the role's own record gives. */
  #itself(role: KnownRole): string {
    const sight = sightOf(role, this.form);
    const { seen, writable } = sight ? sees(sight, this.field) : { seen: false, writable: false };
    if (!sight) return msg('角色自己：没有这个表单的权限', { id: 'design-role-no-form' });
    if (writable) return msg('角色自己：能看能改', { id: 'design-role-itself-edit' });
    return seen
      ? msg('角色自己：只能看', { id: 'design-role-itself-read' })
      : msg('角色自己：看不到', { id: 'design-role-itself-none' });
  }
}
customElements.define('gj-field-roles', GjFieldRoles);
