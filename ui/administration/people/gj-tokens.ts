import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { Token, TokenScope } from '../../../metadata/contract/people/credentials.ts';
import { addDays } from '../../../rules/calendar.ts';
import { usualTokenDays } from '../../../rules/token-days.ts';
import { SpokenFailure } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import type { GjDay } from '../../kit/gj-day.ts';
import { notify } from '../../kit/gj-notices.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { byText } from '../../kit/table/row-order.ts';
import { table } from '../../kit/table/table.ts';
import type { Column } from '../../kit/table/table-shape.ts';
import { listed } from '../../session/i18n.ts';
import { serverClock } from '../../session/server-clock.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import '../../kit/gj-day.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';

const allScopes: readonly TokenScope[] = ['read', 'write', 'administer', 'provision', 'publish', 'reveal'];

/** One's own access tokens: make one (its text is shown this once), see them, revoke them. */
export class GjTokens extends withProperties(GjElement, {
  /** The text of a new one, which is known here once, until it is put away. */
  fresh: state<string | null>(null),
  /** Id of the token somebody is about to revoke. */
  sure: state<string | null>(null),
}) {
  static override styles = [
    shared,
    css`
      form {
        gap: var(--gj-2) var(--gj-4);
      }
      label.text-field {
        flex: 1 1 var(--gj-size-160);
        max-width: var(--gj-size-260);
      }
      fieldset {
        min-height: var(--gj-control);
      }
      fieldset label {
        display: flex;
        align-items: center;
        gap: var(--gj-1);
        white-space: nowrap;
      }
      .fresh {
        border: var(--gj-px) solid var(--gj-ok);
      }
      .fresh > div {
        display: flex;
        gap: var(--gj-2);
      }
      .fresh input {
        flex: 1;
        font-family: var(--gj-mono);
      }
    `,
  ];

  readonly #tokens = new Loading(this, {
    load: async (_, signal) => (await session.api.call('GET /api/me/tokens', { signal })).items,
  });
  readonly #making = new Doing(this);
  readonly #revoking = new Doing(this, { notifies: true });

  override disconnectedCallback(): void {
    this.fresh = null;
    super.disconnectedCallback();
  }

  async #create(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const data = new FormData(form);
    const day = form.querySelector<GjDay>('gj-day');
    const chosen = data.getAll('scopes');
    const isMade = await this.#making.run(async () => {
      if (day?.wrong) throw new SpokenFailure(msg('请写成 2026-03-04 这样的日期', { id: 'day-wrong' }));
      const body = {
        name: String(data.get('name') ?? ''),
        scopes: allScopes.filter((scope) => chosen.includes(scope)),
        expiresOn: day?.value || null,
      };
      this.fresh = (await session.api.call('POST /api/me/tokens', { body })).token;
      await this.#tokens.load();
    });
    if (!isMade) return;
    form.reset();
    if (day) day.value = inAYear();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLInputElement>('.fresh input')?.select();
  }

  async #revoke({ id, name }: Token): Promise<void> {
    this.sure = null;
    const revoke = async () => {
      await session.api.call('DELETE /api/me/tokens/:id', { path: { id } });
      await this.#tokens.load();
    };
    await this.#revoking.run(revoke, { done: msg(str`令牌“${name}”已吊销`, { id: 'token-revoked' }) });
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      notify({ text: msg('已复制', { id: 'copied' }) });
    } catch {
      // Without the right to the clipboard it stays selected, to be copied by hand.
      this.renderRoot.querySelector<HTMLInputElement>('.fresh input')?.select();
    }
  }

  /** Some were revoked elsewhere. */
  reload(): void {
    void this.#tokens.load();
  }

  override render() {
    const { fresh } = this;
    const { busy } = this.#making;
    return html`
      ${fresh ? this.#fresh(fresh) : nothing}
      <form class="flex wraps low below-3" @submit=${this.#create} @invalid=${sayMustFill} @input=${isFilled} aria-busy=${busy}>
        <label class="text-field">${msg('用在哪里', { id: 'token-name' })}
          <input name="name" required maxlength="200" autocomplete="off" /></label>
        <fieldset class="flex wraps centred gap-3 shrinks" aria-label=${msg('用途', { id: 'token-scopes' })}>
          ${this.#scope('read', true)}
          ${this.#scope('write', true)}
          ${session.who?.administers ? this.#scope('administer', false) : nothing}
          ${session.who?.administers ? this.#scope('provision', false) : nothing}
          ${session.who?.publishes ? this.#scope('publish', false) : nothing}
          ${session.who?.reveals ? this.#scope('reveal', false) : nothing}
        </fieldset>
        <div class="text-field">${msg('有效期至（清空则长期）', { id: 'token-expires' })}
          <gj-day label=${msg('有效期至（清空则长期）', { id: 'token-expires' })} .value=${inAYear()}></gj-day></div>
        <button class="primary" ?disabled=${busy}>${icon('add')}${msg('新建令牌', { id: 'add-token' })}</button>
      </form>
      ${this.#making.shown()}
      ${this.#tokens.shown((tokens) =>
        tokens.length === 0
          ? html`<p class="muted">${msg('还没有令牌。程序用令牌代替密码来调用接口。', { id: 'no-tokens' })}</p>`
          : table({
              caption: msg('访问令牌', { id: 'tokens' }),
              columns: this.#columns(),
              rows: tokens,
              offers: (token) => this.#offers(token),
              frame: '',
            }),
      )}
    `;
  }

  #fresh(text: string): TemplateResult {
    return html`<section class="fresh stack-2 below-3 pad-3 rounded" role="status">
      <p>${msg('新令牌的内容只显示这一次，请现在就复制。', { id: 'token-once' })}</p>
      <div>
        <input class="plain" readonly .value=${text} aria-label=${msg('新令牌', { id: 'new-token' })} />
        <button @click=${() => this.#copy(text)}>${icon('copy')}${msg('复制', { id: 'copy' })}</button>
        <button @click=${() => {
          this.fresh = null;
        }}>${msg('已保存', { id: 'token-saved' })}</button>
      </div>
    </section>`;
  }

  #scope(value: TokenScope, checked: boolean): TemplateResult {
    return html`<label><input type="checkbox" name="scopes" value=${value} ?checked=${checked} />${scopeWords()[value]}</label>`;
  }

  #columns(): readonly Column<Token>[] {
    const names: Readonly<Record<string, string>> = scopeWords();
    return [
      {
        label: msg('名称', { id: 'name' }),
        role: 'name',
        cell: ({ name }) => name,
        order: byText(({ name }) => name),
      },
      {
        label: msg('开头', { id: 'token-hint' }),
        room: 'tight',
        cell: ({ hint }) => html`<code>${hint ?? ''}…</code>`,
      },
      {
        label: msg('用途', { id: 'token-scopes' }),
        room: 'tight',
        cell: ({ scopes }) => listed(scopes.map((scope) => names[scope] ?? scope)),
      },
      {
        label: msg('有效期至', { id: 'valid-until' }),
        room: 'tight',
        cell: ({ expiresOn }) => expiresOn ?? msg('长期', { id: 'no-end' }),
        order: byText(({ expiresOn }) => expiresOn),
      },
      {
        label: msg('上次使用', { id: 'last-used' }),
        room: 'tight',
        cell: ({ lastUsedAt }) => moment(lastUsedAt) || '—',
        order: byText(({ lastUsedAt }) => lastUsedAt),
      },
      {
        label: msg('创建时间', { id: 'created-at' }),
        room: 'tight',
        cell: ({ createdAt }) => moment(createdAt),
        order: byText(({ createdAt }) => createdAt),
      },
    ];
  }

  #offers(token: Token): TemplateResult {
    return this.sure === token.id
      ? html`<button class="danger" @click=${() => this.#revoke(token)}>${msg('确定吊销', { id: 'revoke-sure' })}</button>
        <button @click=${() => {
          this.sure = null;
        }}>${msg('取消', { id: 'cancel' })}</button>`
      : html`<button class="plain" aria-label=${msg(str`吊销 ${token.name}`, { id: 'revoke-token' })} @click=${() => {
          this.sure = token.id;
        }}>${msg('吊销', { id: 'revoke' })}</button>`;
  }
}

function inAYear(): string {
  return addDays(serverClock.moment.today, usualTokenDays);
}

function scopeWords(): Readonly<Record<TokenScope, string>> {
  return {
    read: msg('读取', { id: 'scope-read' }),
    write: msg('写入', { id: 'scope-write' }),
    administer: msg('管理', { id: 'scope-administer' }),
    provision: msg('SCIM 同步', { id: 'scope-provision' }),
    publish: msg('发布设计', { id: 'scope-publish' }),
    reveal: msg('查看保密参数的明文', { id: 'scope-reveal' }),
  };
}

customElements.define('gj-tokens', GjTokens);
