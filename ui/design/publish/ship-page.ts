import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { ShipOffer, ShipOnto, ToShip } from '../../../metadata/contract/design/publish.ts';
import { PlanData, type PlanDoor } from '../../administration/packages/install/plan-data.ts';
import { planningText } from '../../administration/packages/install/planning-text.ts';
import { packageAddress } from '../../administration/packages/package-data.ts';
import { packagesStyles } from '../../administration/packages/packages-styles.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import type { Action } from '../../kit/gj-actions.ts';
import { Loading } from '../../kit/loading.ts';
import { say } from '../../session/i18n.ts';
import { router } from '../../session/router.ts';
import { session } from '../../session/session.ts';
import { page } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import type { GjShipCalled } from './gj-ship-called.ts';
import {
  type ShipFlaws,
  type ShipSaid,
  shipLeftOut,
  shipMissing,
  shipRefused,
  stillWrong,
  unsaid,
} from './ship-said.ts';
import '../../kit/gj-page-head.ts';
import '../../kit/gj-skeleton.ts';
import '../../kit/gj-state.ts';
import '../../administration/packages/install/gj-plan.ts';
import '../../administration/packages/gj-publish-progress.ts';
import './gj-ship-called.ts';

interface Offered {
  readonly places: readonly ShipOffer[];
  readonly onto: readonly ShipOnto[];
}

const shipDoor: PlanDoor<ToShip> = {
  plan: ([sent], how, signal) =>
    session.api.call('POST /api/design/ship/plan', { body: { ...sent, ...how }, signal }),
  apply: ([sent], how) => session.api.call('POST /api/design/ship', { body: { ...sent, ...how } }),
};

/**
 * The page that turns parts of the customer's layer into a package: chosen, named, planned, and laid below that layer.
 */
export class ShipPage extends withProperties(GjElement, {
  chosen: state<ReadonlySet<string>>(() => new Set()),
  said: state<ShipSaid>(() => unsaid),
  flaws: state<ShipFlaws>(() => ({})),
  /** The place of a form without which the chosen ones cannot go; empty: none is known. */
  leftOut: state(''),
}) {
  static override styles = [
    shared,
    page,
    packagesStyles,
    css`
      h2 label {
        margin-inline-start: auto;
        font-weight: 400;
      }
      :is(.places, h2) label {
        display: flex;
        gap: var(--gj-1h);
        align-items: center;
      }
      ul.places {
        margin-block-start: var(--gj-2);
      }
      ul.places > li {
        align-items: center;
      }
      .places .goes {
        flex-basis: 100%;
        padding-inline-start: var(--gj-size-20);
      }
      .places li.below {
        padding-inline-start: var(--gj-6);
      }
      .stops {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
    `,
  ];
  readonly #data = new PlanData(this, shipDoor);
  readonly #offered = new Loading(this, { load: () => session.api.call('GET /api/design/ship') });
  #turn = 0;

  override disconnectedCallback(): void {
    router.guard(null);
    super.disconnectedCallback();
  }

  protected override updated(): void {
    router.guard(this.#data.applying ? () => false : null);
  }

  readonly #act = ({ detail }: CustomEvent<string>): void => {
    if (detail === 'plan') void this.#plan();
    else if (detail === 'apply') void this.#data.apply();
    else if (detail === 'back') void this.#data.start([]);
  };

  async #plan(): Promise<void> {
    await this.renderRoot.querySelector<GjShipCalled>('gj-ship-called')?.settle();
    const { name, prefix, version, notes } = this.said;
    const [zh, en] = [this.said.label.zh.trim(), this.said.label.en.trim()];
    const label = { zh: zh || en, en: en || zh };
    this.flaws = shipMissing(this.said, this.chosen.size);
    if (Object.keys(this.flaws).length > 0) return;
    const sent: ToShip = {
      name: name.trim(),
      prefix: prefix.trim(),
      version: version.trim(),
      label,
      places: [...this.chosen],
      ...(notes.trim() === '' ? {} : { notes }),
    };
    await this.#data.start([{ called: label.zh, sent }]);
    const refused = shipRefused(this.#data.failure);
    if (Object.keys(refused).length === 0) return;
    this.leftOut = shipLeftOut(this.#data.failure);
    await this.#data.start([]);
    this.flaws = refused;
  }

  override render() {
    const { plan, busy, applying, done, failure } = this.#data;
    const isPlanned = plan !== null || busy || failure !== null;
    const isNext = this.said.onto !== '';
    const ship: Action = {
      key: 'apply',
      text: isNext ? msg('生成新版本', { id: 'ship-next-do' }) : msg('生成元数据包', { id: 'ship-do' }),
      icon: 'check',
      primary: true,
      disabled: busy || applying || !plan?.hash,
    };
    const back: Action = { key: 'back', text: msg('修改', { id: 'ship-back' }), disabled: applying };
    const look: Action = { key: 'plan', text: msg('预览', { id: 'ship-plan' }), primary: true };
    const actions = done ? [] : isPlanned ? [ship, back] : this.#offered.value?.places.length ? [look] : [];
    return html`<gj-page-head heading=${msg('生成元数据包', { id: 'ship-do' })} .actions=${actions} @act=${this.#act}>
      <nav slot="where" aria-label=${msg('位置', { id: 'breadcrumb' })}><a href="/design">${msg('表单设计', { id: 'design' })}</a></nav>
      ${
        busy && !applying
          ? html`<span slot="stands" class="small muted" role="status">${planningText(this.#data)}</span>`
          : nothing
      }
    </gj-page-head><div class="stack">${this.#content(isPlanned)}</div>`;
  }

  #content(isPlanned: boolean): TemplateResult {
    const { plan, applying, done, failure } = this.#data;
    if (done) return this.#done();
    if (applying) return html`<section class="card"><gj-publish-progress></gj-publish-progress></section>`;
    if (isPlanned)
      return failure !== null && !plan
        ? html`<section class="card stops" role="alert"><p class="problem">${failureText(failure)}</p></section>`
        : plan
          ? html`<gj-plan .data=${this.#data} .turn=${++this.#turn} .spotOf=${noSpot}></gj-plan>`
          : html`<gj-skeleton></gj-skeleton>`;
    return html`${this.#offered.shown((offer) => this.#choosing(offer), { outline: { cards: [6, 8] } })}`;
  }

  #choosing({ places, onto }: Offered): TemplateResult {
    if (places.length === 0)
      return html`<gj-state symbol="box"
          text=${msg('还没有可以生成元数据包的内容。请先在设计中新建或修改表单并发布。', { id: 'ship-empty' })}><a
          href="/design">${msg('所有表单', { id: 'design-all-forms' })}</a></gj-state>`;
    return html`${this.#called(onto)}${this.#chosen(places)}`;
  }

  /** A new package, or the next version of one that is made here. */
  #onto(onto: readonly ShipOnto[]): TemplateResult | typeof nothing {
    if (onto.length === 0) return nothing;
    const choices = [null, ...onto];
    return html`<div class="flex wraps gap-3 above-3" role="radiogroup" aria-labelledby="called">${choices.map(
      (one) => html`<label class="flex centred gap-1h"><input type="radio" name="onto"
        .checked=${this.said.onto === (one?.name ?? '')} @change=${() => this.#goInto(one)} />${
          one
            ? msg(str`“${say(one.label)}”的新版本（现在 ${one.version}）`, { id: 'ship-onto' })
            : msg('新的包', { id: 'ship-new' })
        }</label>`,
    )}</div>`;
  }

  #goInto(one: ShipOnto | null): void {
    this.flaws = {};
    const { notes } = this.said;
    this.said = one
      ? { label: one.label, name: one.name, prefix: one.prefix, onto: one.name, version: one.next, notes }
      : { ...unsaid, notes };
  }

  #called(onto: readonly ShipOnto[]): TemplateResult {
    return html`<section class="card" aria-labelledby="called"><h2 id="called">${msg('包', { id: 'ship-package' })}</h2>
      <p class="small muted">${msg('数据、标识和接口名称都不变；以后可以像其他包一样升级、导出、带到别的系统。', { id: 'ship-help' })}</p>
      ${this.#onto(onto)}
      <gj-ship-called class="above-3" .said=${this.said} .flaws=${this.flaws} @said=${({
        detail,
      }: CustomEvent<ShipSaid>) => {
        this.flaws = stillWrong(this.flaws, this.said, detail);
        this.said = detail;
      }}></gj-ship-called></section>`;
  }

  #chosen(places: readonly ShipOffer[]): TemplateResult {
    const all = places.filter(({ place }) => !isBelow(place));
    const isAll = all.length > 0 && all.every(({ place }) => this.chosen.has(place));
    const ordered = all.toSorted((a, b) => say(a.label).localeCompare(say(b.label)));
    return html`<section class="card" aria-labelledby="places"><h2 id="places">${msg('纳入包的内容', { id: 'ship-places' })}
        <label class="small"><input type="checkbox" .checked=${isAll} @change=${() => {
          this.#choose(isAll ? [] : all.map(({ place }) => place));
        }} />${msg('全部', { id: 'ship-all' })}</label></h2>
      <p class="small muted">${msg(
        '没有勾选的留在本地调整里，照旧有效：改过的名称和说明属于“对这个表单的全部改动”；自己的表单带走随附的记录和测试用例，别的表单的要单独勾选。大家录入的记录留在原处，不进包。',
        { id: 'ship-stays' },
      )}</p>
      ${this.#flaw(places)}
      <ul class="lines places">${ordered.map((one) => [
        this.#place(one),
        ...places
          .filter(({ place }) => isBelow(place) && place.startsWith(`${one.place}/`))
          .map((below) => this.#place(below, one.place)),
      ])}</ul></section>`;
  }

  #flaw(places: readonly ShipOffer[]): TemplateResult | typeof nothing {
    const { places: flaw } = this.flaws;
    if (flaw === undefined) return nothing;
    const leftOut = places.find(({ place }) => place === this.leftOut);
    return html`<p class="problem flex wraps centred gap-2" role="alert">${flaw}${
      leftOut
        ? html`<button @click=${() =>
            this.#choose([
              ...this.chosen,
              leftOut.place,
            ])}>${msg(str`选上“${say(leftOut.label)}”`, { id: 'ship-take-along' })}</button>`
        : nothing
    }</p>`;
  }

  #choose(places: Iterable<string>): void {
    this.leftOut = '';
    this.chosen = new Set(places);
    const { places: _, ...flaws } = this.flaws;
    this.flaws = flaws;
  }

  /** With a form's changes all that was added to it goes. */
  #place({ place, sort, label, folders = [] }: ShipOffer, upper?: string): TemplateResult {
    const goesAlong = upper !== undefined && this.chosen.has(upper);
    return html`<li class=${upper === undefined ? '' : 'below'}><label>
      <input type="checkbox" .checked=${goesAlong || this.chosen.has(place)} ?disabled=${goesAlong} @change=${() => {
        const chosen = new Set(this.chosen);
        if (!chosen.delete(place)) chosen.add(place);
        this.#choose(chosen);
      }} />${say(label)}</label><span class="small muted">${sortWords[sort]()}</span>${
        folders.length === 0
          ? nothing
          : html`<span class="small muted goes">${msg(str`连同菜单文件夹“${folders.map(say).join(' › ')}”`, {
              id: 'ship-folders',
            })}</span>`
      }</li>`;
  }

  #done(): TemplateResult {
    const name = this.said.name.trim();
    const called = say(this.said.label);
    const made =
      this.said.onto === ''
        ? msg(str`包“${called}”已生成，数据和接口不变。`, { id: 'ship-done' })
        : msg(str`包“${called}”已是 ${this.said.version}，数据和接口不变。`, { id: 'ship-next-done' });
    return html`<section class="card" role="status"><h2 class="ok in-ok">${icon('check')}${made}</h2>
      <p class="small muted">${msg(
        '以后在设计里修改它的表单，改动直接写进这个包，并升一个版本；新建的表单先在本地，之后可以加入新版本。',
        { id: 'ship-goes-on' },
      )}</p>
      <p class="chips above-3"><a class="button" href=${packageAddress(name)}>${msg('查看这个包', { id: 'ship-open' })}</a>
        <a class="button" href=${session.api.url(`/api/packages/${encodeURIComponent(name)}.tgz`)}
            download>${icon('download', 14)}${msg('下载 .tgz', { id: 'ship-download' })}</a></p></section>`;
  }
}

/** Parts of what is said of a form; parameters and decisions have no form. */
function isBelow(place: string): boolean {
  return place.includes('/') && !/^(?:params|decisions)\//.test(place);
}

const sortWords = {
  form: () => msg('自己的表单', { id: 'ship-sort-form' }),
  changes: () => msg('对这个表单的全部改动', { id: 'ship-sort-changes' }),
  fields: () => msg('添加的字段', { id: 'ship-sort-fields' }),
  rules: () => msg('添加的规则', { id: 'ship-sort-rules' }),
  unique: () => msg('唯一性', { id: 'ship-sort-unique' }),
  actions: () => msg('添加的操作', { id: 'ship-sort-actions' }),
  prints: () => msg('打印模板', { id: 'ship-sort-prints' }),
  reports: () => msg('报表', { id: 'report' }),
  data: () => msg('随包数据', { id: 'ship-sort-data' }),
  cases: () => msg('测试用例', { id: 'ship-sort-cases' }),
  params: () => msg('参数定义', { id: 'ship-sort-params' }),
  messages: () => msg('改写的提示', { id: 'ship-sort-messages' }),
};
/** Whoever ships a design wrote no file of a package. */
const noSpot = () => undefined;
customElements.define('gj-ship-page', ShipPage);
