import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import { GjElement } from '../../kit/base/gj-element.ts';
import { given, state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import type { FormModel } from '../../model/form-model.ts';
import { plural } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { boxless } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { canBeAssigned } from './can-be-assigned.ts';
import { assignRounds as passOn } from './sharing-calls.ts';
import { actsFor, sharingOrgs } from './sharing-orgs.ts';
import { type AssignedRecord, assignRounds, goesLevelByLevel, outOfReach } from './sharing-rounds.ts';
import { SharingUnion } from './sharing-union.ts';
import { called, neverAssigned } from './sharing-words.ts';
import './gj-org-picker.ts';
import '../../kit/dialog/gj-dialog.ts';

/** Records whose users are looked for, one call each; of more than these nothing is marked. */
const mostLookedAt = 100;

/**
 * The choice of organisations that records are assigned to; those that have them already are marked. Tells `assigned`
 * with the outcome of each pair, or `closed`.
 */
export class GjAssignDialog extends withProperties(GjElement, {
  form: given<FormModel>(),
  records: given<readonly AssignedRecord[]>(() => []),
  /** Ids of those that have them already, each with what is said about it. Default: they are looked for. */
  fixed: given<ReadonlyMap<string, string> | null>(null),
  picked: state<ReadonlySet<string>>(() => new Set()),
}) {
  static override styles = [
    shared,
    boxless,
    css`
      gj-org-picker {
        height: min(var(--gj-size-420), 52vh);
      }
    `,
  ];

  readonly #orgs = new Loading(this, { load: sharingOrgs, loaded: () => this.#begin() });
  readonly #held = new SharingUnion(
    this,
    () => this.form.name,
    () => (!this.fixed && this.records.length <= mostLookedAt ? this.records : undefined),
  );
  readonly #doing = new Doing(this, { notifies: true });

  /**
   * The organisations that have some of the records, with how many: one that has all can be given nothing, one that
   * lacks some still can.
   */
  get #had(): { readonly all: ReadonlyMap<string, string>; readonly some: ReadonlyMap<string, string> } {
    if (this.fixed) return { all: this.fixed, some: new Map() };
    const of = this.records.length;
    const [all, some] = [new Map<string, string>(), new Map<string, string>()];
    for (const { org, uses } of this.#held.rows)
      (uses.length === of ? all : some).set(
        org.id ?? '',
        of === 1
          ? msg('已有', { id: 'sharing-has-it' })
          : msg(str`${uses.length}/${of} 已有`, { id: 'sharing-has-some' }),
      );
    return { all, some };
  }

  /** The picked organisations that can still be given something, as far as is known by now. */
  get #wanted(): ReadonlySet<string> {
    const { all } = this.#had;
    return new Set([...this.picked].filter((id) => !all.has(id)));
  }

  async #begin(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('gj-org-picker')?.focus();
  }

  get #chained(): boolean {
    return this.records.length > 0 && this.records.every(goesLevelByLevel);
  }

  /** The records that can be assigned at all. */
  get #given(): readonly AssignedRecord[] {
    return this.records.filter(({ sharing }) => canBeAssigned(sharing));
  }

  /** None as long as it is not known who holds them. */
  get #barred(): ReadonlySet<string> {
    const { all, some } = this.#had;
    const holders = new Set([...all.keys(), ...some.keys()]);
    const orgs = this.#orgs.value;
    if (!orgs || !this.#chained || holders.size === 0) return new Set();
    return outOfReach(orgs.byId, holders, actsFor);
  }

  async #assign(): Promise<void> {
    const orgs = this.#orgs.value;
    if (!orgs) return;
    const wanted = this.#wanted;
    const targets = orgs.nodes.filter(({ id }) => wanted.has(id));
    const rounds = assignRounds(this.#given, targets, orgs.byId, session.org?.number ?? '');
    await this.#doing.run(async () => this.emit('assigned', await passOn(this.form.name, rounds)));
  }

  override render() {
    const [first] = this.records;
    const { size } = this.#wanted;
    const title =
      this.records.length === 1 && first
        ? msg(str`分配“${called(first)}”`, { id: 'sharing-assign-one' })
        : plural(msg(str`分配 ${this.records.length} 条数据`, { id: 'sharing-assign-many' }));
    return html`<gj-dialog label=${title}>
      <p class="muted">${
        this.#chained
          ? msg('逐级分配：只能给持有组织的下级；勾选下级时，它上面的各级一并分配。', {
              id: 'sharing-assign-chained',
            })
          : msg('勾选可以使用的组织。按住 Shift 勾选，或点击右侧的数字，连同全部下级。', {
              id: 'sharing-assign-help',
            })
      }</p>
      ${neverAssigned(this.records).map((text) => html`<p class="warning small in-warn" role="note">${text}</p>`)}
      ${this.#picker()}
      <button slot="actions" class="primary" ?disabled=${size === 0 || this.#given.length === 0 || this.#doing.busy} @click=${this.#assign}>${
        this.#doing.busy ? msg('正在分配…', { id: 'sharing-assigning' }) : msg('分配', { id: 'assign-now' })
      }${size > 0 ? html` (${size})` : nothing}</button>
    </gj-dialog>`;
  }

  #picker(): TemplateResult {
    const { all, some } = this.#had;
    return this.#orgs.shown(
      ({
        nodes,
      }) => html`<gj-org-picker class="framed above-2" .nodes=${nodes} .picked=${this.#wanted} .fixed=${all}
          .notes=${some} .barred=${this.#barred}
      ?chained=${this.#chained} label=${msg('分配给', { id: 'sharing-assign-to' })}
      @change=${(event: CustomEvent<ReadonlySet<string>>) => {
        this.picked = event.detail;
      }}></gj-org-picker>`,
    );
  }
}
customElements.define('gj-assign-dialog', GjAssignDialog);
