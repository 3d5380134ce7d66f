import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { pointerOf } from '../../metadata/common/read.ts';
import type { Named } from '../../metadata/contract/people/session.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { flag, given, withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import type { FormModel } from '../model/form-model.ts';
import { within } from '../session/i18n.ts';
import { many } from '../session/many.ts';
import { session } from '../session/session.ts';
import { shared } from '../theme/shared.ts';
import type { ListState } from './state/list-state.ts';
import { isTokens, tokenHint } from './token-hint.ts';
import '../kit/gj-state.ts';

/** Enough to show where to look; whoever wants all has the list of what he manages. */
const most = 6;

/** Finds the other organisations that have records of a form, as far as one manages them. */
async function recordsElsewhere(
  form: string,
  here: string | undefined,
  signal: AbortSignal,
): Promise<readonly Named[]> {
  const { items } = await session.api.call('GET /api/forms/:form/records', {
    path: { form },
    query: { view: 'manage', limit: 100, fields: 'org' },
    signal,
  });
  const usable = new Map((await session.everyOrganisation()).map((one) => [one.id, one]));
  const owners = new Set(items.flatMap(({ org }) => pointerOf(org)?.id ?? []));
  return [...owners].flatMap((id) => (id === here ? [] : (usable.get(id) ?? []))).slice(0, most);
}

/** A list without records: why, and what to do next. Tells `state` with what would show some, and `import`. */
export class GjListNone extends withProperties(GjElement, {
  form: given<FormModel>(),
  state: given<ListState>(),
  filtered: flag(),
}) {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        place-content: center;
      }
      .next {
        justify-content: center;
      }
    `,
  ];

  /** A hint; without an answer there is none. */
  readonly #elsewhere = new Loading<readonly Named[], [form: string, here: string | undefined]>(this, {
    key: () => (this.#narrow ? [this.form.name, session.org?.id] : undefined),
    load: ([form, here], signal) => recordsElsewhere(form, here, signal),
  });

  get #narrow(): boolean {
    return !this.filtered && Boolean(this.form.sharing) && this.state.view === 'use';
  }

  override render() {
    const { form, filtered, state } = this;
    const none = many(form);
    const narrow = Boolean(form.sharing) && state.view === 'use';
    const text = filtered
      ? msg('没有符合当前筛选的记录。', { id: 'none-filtered' })
      : narrow
        ? msg(str`当前组织还没有可用的${none}。`, { id: 'none-to-use' })
        : msg(str`还没有${none}。`, { id: 'none-at-all' });
    const other = narrow && form.can.has('read');
    return html`<gj-state symbol=${filtered ? 'search' : 'box'} text=${text}>
      <div class="next chips">
        ${
          filtered
            ? html`<button class="primary"
                @click=${() =>
                  this.emit('state', {
                    q: '',
                    quick: {},
                    condition: null,
                  })}>${msg('清除筛选', { id: 'clear-filters' })}</button>`
            : form.can.has('create')
              ? html`<a class="button primary"
                  href="/forms/${form.name}/new">${icon('add')}${msg(str`新建${within(form.recordLabel)}`, { id: 'add-named' })}</a>`
              : nothing
        }
        ${
          !filtered && form.can.has('import')
            ? html`<button
                @click=${() => this.emit('import')}>${icon('upload')}${msg('从 Excel 导入', { id: 'import-from-excel' })}</button>`
            : nothing
        }
        ${
          other
            ? html`<button
                @click=${() => this.emit('state', { view: 'manage' })}>${msg('查看我管理的记录', { id: 'see-managed' })}</button>`
            : nothing
        }
        ${
          !filtered && isTokens(form)
            ? html`<a class="button primary" href="/account">${icon('add')}${msg('在“账户与令牌”中新建', { id: 'tokens-made-there' })}</a>`
            : nothing
        }
      </div>
      ${!filtered && isTokens(form) ? html`<p class="small">${tokenHint()}</p>` : nothing}
      ${this.#narrow && (this.#elsewhere.value ?? []).length > 0 ? this.#places() : nothing}
    </gj-state>`;
  }

  /** One click to where there are some. */
  #places() {
    return html`<p class="small">${msg('这些组织有，点击切换：', { id: 'none-here-but-there' })}</p>
      <div class="next chips">${(this.#elsewhere.value ?? []).map(
        ({ number, name }) => html`<button title=${msg(str`切换到${name}`, { id: 'switch-to' })}
          @click=${() => session.chooseOrg(number)}>${name}</button>`,
      )}</div>`;
  }
}
customElements.define('gj-list-none', GjListNone);
