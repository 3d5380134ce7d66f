import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { failureText } from '../kit/base/failure-text.ts';
import { given, state, withProperties } from '../kit/base/with-properties.ts';
import type { FormModel } from '../model/form-model.ts';
import { plural } from '../session/i18n.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import { PairsDialog } from './pairs-dialog.ts';
import { assignRounds as passOn } from './sharing-calls.ts';
import { actsFor, type SharingOrgs, sharingOrgs } from './sharing-orgs.ts';
import { type AssignedRecord, assignRounds, goesLevelByLevel, outOfReach } from './sharing-rounds.ts';
import { SharingUnion } from './sharing-union.ts';
import { called } from './sharing-words.ts';
import './gj-org-picker.ts';
import '../kit/gj-record-dialog.ts';
import '../kit/gj-state.ts';

/** Records whose users are looked for, one call each; of more than these nothing is marked. */
const mostLookedAt = 100;

/** Which organisations records are assigned to; those that have them already are marked. Tells `assigned` with what became of each pair, and `closed`. */
export class GjAssignDialog extends withProperties(PairsDialog, {
  form: given<FormModel>(),
  records: given<readonly AssignedRecord[]>(() => []),
  /** Ids of those that have them already, each with what is said about it. Default: they are looked for. */
  fixed: given<ReadonlyMap<string, string> | null>(null),
  orgs: state<SharingOrgs | null>(null),
  picked: state<ReadonlySet<string>>(() => new Set()),
  failure: state<unknown>(null),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: contents;
      }
      gj-org-picker {
        height: min(var(--gj-size-420), 52vh);
      }
    `,
  ];

  readonly #held = new SharingUnion(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    if (!this.fixed && this.records.length <= mostLookedAt)
      void this.#held.load(this.form.name, this.records);
  }

  /** Who has some of them, by how many: whoever has all can be given nothing, whoever lacks one still can. */
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

  /** Those one still wants to give something to, as far as is known by now. */
  get #wanted(): ReadonlySet<string> {
    const { all } = this.#had;
    return new Set([...this.picked].filter((id) => !all.has(id)));
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('orgs') && this.orgs)
      this.renderRoot.querySelector<HTMLElement>('gj-org-picker')?.focus();
  }

  async #load(): Promise<void> {
    this.failure = null;
    try {
      this.orgs = await sharingOrgs();
    } catch (failure) {
      this.failure = failure;
    }
  }

  get #chained(): boolean {
    return this.records.length > 0 && this.records.every(goesLevelByLevel);
  }

  /** None as long as it is not known who holds them. */
  get #barred(): ReadonlySet<string> {
    const { all, some } = this.#had;
    const holders = new Set([...all.keys(), ...some.keys()]);
    if (!this.orgs || !this.#chained || holders.size === 0) return new Set();
    return outOfReach(this.orgs.byId, holders, actsFor);
  }

  async #assign(): Promise<void> {
    const { orgs } = this;
    if (!orgs) return;
    const wanted = this.#wanted;
    const targets = orgs.nodes.filter(({ id }) => wanted.has(id));
    const rounds = assignRounds(this.records, targets, orgs.byId, session.org?.number ?? '');
    await this.run(
      () => passOn(this.form.name, rounds),
      (answers) => this.emit('assigned', answers),
    );
  }

  override render() {
    const [first] = this.records;
    const { size } = this.#wanted;
    const title =
      this.records.length === 1 && first
        ? msg(str`分配“${called(first)}”`, { id: 'sharing-assign-one' })
        : plural(msg(str`分配 ${this.records.length} 条数据`, { id: 'sharing-assign-many' }));
    if (this.answers) return this.report(this.form.name, this.answers);
    return html`<gj-record-dialog label=${title}>
      <p class="muted">${
        this.#chained
          ? msg('逐级分配：只能给持有组织的下级；勾选下级时，它上面的各级一并分配。', {
              id: 'sharing-assign-chained',
            })
          : msg('勾选可以使用的组织。按住 Shift 勾选，连同全部下级。', { id: 'sharing-assign-help' })
      }</p>
      ${this.#picker()}
      <button slot="actions" class="primary" ?disabled=${size === 0 || this.busy} @click=${this.#assign}>${
        this.busy ? msg('正在分配…', { id: 'sharing-assigning' }) : msg('分配', { id: 'assign-now' })
      }${size > 0 ? html` (${size})` : nothing}</button>
    </gj-record-dialog>`;
  }

  #picker(): TemplateResult {
    if (this.failure)
      return html`<gj-state failed text=${failureText(this.failure)} @retry=${this.#load}></gj-state>`;
    const { all, some } = this.#had;
    return html`<gj-org-picker class="above-2" .nodes=${this.orgs?.nodes ?? []} .picked=${this.#wanted} .fixed=${all} .notes=${some} .barred=${this.#barred}
      ?chained=${this.#chained} label=${msg('分配给', { id: 'sharing-assign-to' })} aria-busy=${this.orgs === null}
      @change=${(event: CustomEvent<ReadonlySet<string>>) => {
        this.picked = event.detail;
      }}></gj-org-picker>`;
  }
}
customElements.define('gj-assign-dialog', GjAssignDialog);
