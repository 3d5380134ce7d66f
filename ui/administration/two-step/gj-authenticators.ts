import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Authenticator } from '../../../metadata/contract/people/credentials.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { icon } from '../../kit/base/icons.ts';
import { state, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { Loading } from '../../kit/loading.ts';
import { moment } from '../../kit/moment.ts';
import { isFilled, sayMustFill } from '../../kit/must-fill.ts';
import { plural } from '../../session/i18n.ts';
import type { RouteAnswer } from '../../session/route.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import { codeField } from './code-field.ts';
import { deviceName } from './device-name.ts';
import { appStyles, newApp } from './new-app.ts';
import { makePasskey } from './passkey.ts';
import { arePasskeysHere } from './passkeys-here.ts';
import './gj-recovery-codes.ts';

type Own = RouteAnswer<'GET /api/me/authenticators'>;

/** What somebody is doing about his apps and passkeys, step by step; each begins with the password. */
type Stage =
  | { readonly do: 'add' }
  | { readonly do: 'add-passkey' }
  | { readonly do: 'renew' }
  | { readonly do: 'remove'; readonly app: Authenticator }
  | { readonly do: 'app'; readonly made: RouteAnswer<'POST /api/me/new-authenticator'> }
  | { readonly do: 'codes'; readonly codes: readonly string[] };

/** One's own two-step verification: apps and passkeys that a sign-in asks for, and codes for the day the phone is lost. */
export class GjAuthenticators extends withProperties(GjElement, { stage: state<Stage | null>(null) }) {
  static override styles = [
    shared,
    appStyles,
    css`
      li.one {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: center;
        min-height: var(--gj-control);
        padding-block: var(--gj-1h);
      }
      form,
      .kept {
        max-width: var(--gj-size-560);
      }
      label.text-field {
        max-width: var(--gj-size-340);
      }
    `,
  ];
  readonly #own = new Loading(this, {
    key: () => 'own',
    load: (_, signal) => session.api.call('GET /api/me/authenticators', { signal }),
  });
  readonly #doing = new Doing(this);

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('stage')) this.renderRoot.querySelector<HTMLInputElement>('form input')?.focus();
  }

  #begin(stage: Stage | null): void {
    this.#doing.forget();
    this.stage = stage;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(data.get(name) ?? '');
    await this.#doing.run(async () => {
      this.stage = await this.#next(text);
      await this.#own.load();
    });
  }

  /** What comes after the step that is shown. */
  async #next(text: (name: string) => string): Promise<Stage | null> {
    const { stage } = this;
    const { api } = session;
    if (!stage || stage.do === 'codes') return null;
    if (stage.do === 'app') {
      const app = { ticket: stage.made.ticket, code: text('code'), name: text('name') };
      const { codes } = await api.call('POST /api/me/authenticators', { body: app });
      return codes.length > 0 ? { do: 'codes', codes } : null;
    }
    const body = { present: text('present') };
    if (stage.do === 'add-passkey') {
      const { ticket, passkey } = await api.call('POST /api/me/new-passkey', { body });
      const made = { ticket, name: text('name'), passkey: await makePasskey(passkey) };
      const { codes } = await api.call('POST /api/me/authenticators', { body: made });
      return codes.length > 0 ? { do: 'codes', codes } : null;
    }
    if (stage.do === 'add')
      return { do: 'app', made: await api.call('POST /api/me/new-authenticator', { body }) };
    if (stage.do === 'renew')
      return { do: 'codes', codes: (await api.call('POST /api/me/recovery-codes', { body })).codes };
    await api.call('POST /api/me/authenticators/:id/removal', { path: { id: stage.app.id }, body });
    return null;
  }

  override render() {
    const { stage } = this;
    if (stage?.do === 'codes')
      return html`<div class="kept stack-3"><gj-recovery-codes .codes=${stage.codes}></gj-recovery-codes>
        <div><button class="primary" @click=${() => this.#begin(null)}>${msg('已保存', { id: 'recovery-codes-done' })}</button></div></div>`;
    return html`${this.#own.shown((own) => this.#list(own))}${stage ? this.#form(stage) : nothing}`;
  }

  #list({ items, codesLeft, needed, passkeysAt }: Own): TemplateResult {
    const isOn = items.length > 0;
    const hasApp = items.some(({ kind }) => kind === 'app');
    return html`<p class="small muted below-2">${
      isOn
        ? msg('用密码登录时，还要用下列之一确认：应用显示的验证码，或通行密钥。通行密钥也可以代替密码。', {
            id: 'two-step-on',
          })
        : needed
          ? msg('您的角色要求两步验证：现在添加验证器应用或通行密钥，或在下次用密码登录时添加。', {
              id: 'two-step-due',
            })
          : msg('现在只凭密码登录。添加验证器应用或通行密钥后，别人知道了密码也不能登录。', {
              id: 'two-step-off',
            })
    }</p>
      ${isOn ? html`<ul class="parted">${items.map((app) => this.#row(app, needed && items.length === 1))}</ul>` : nothing}
      ${isOn ? html`<p class="small above-2">${codesText(codesLeft)}</p>` : nothing}
      ${
        this.stage
          ? nothing
          : html`<div class="flex wraps gap-2 above-2"><button @click=${() => this.#begin({ do: 'add' })}>${
              hasApp
                ? msg('再添加一个应用…', { id: 'app-add-more' })
                : msg('添加验证器应用…', { id: 'app-add-ask' })
            }</button>${
              arePasskeysHere(passkeysAt)
                ? html`<button @click=${() => this.#begin({ do: 'add-passkey' })}>${msg('添加通行密钥…', {
                    id: 'passkey-add-ask',
                  })}</button>`
                : nothing
            }${
              isOn
                ? html`<button @click=${() => this.#begin({ do: 'renew' })}>${msg('更换恢复码…', {
                    id: 'recovery-codes-renew',
                  })}</button>`
                : nothing
            }</div>`
      }`;
  }

  #row(app: Authenticator, isLast: boolean): TemplateResult {
    const { kind, name, createdAt, lastUsedAt } = app;
    const isPasskey = kind === 'passkey';
    const facts = [
      isPasskey ? msg('通行密钥', { id: 'passkey' }) : msg('验证器应用', { id: 'app' }),
      lastUsedAt ? msg(str`最近使用 ${moment(lastUsedAt)}`, { id: 'session-last-used' }) : '',
      msg(str`添加于 ${moment(createdAt)}`, { id: 'app-added' }),
      isLast ? msg('您的角色要求两步验证', { id: 'app-needed' }) : '',
    ];
    return html`<li class="one gap-2-3"><span class="muted">${icon(isPasskey ? 'key' : 'phone')}</span>
      <div class="shrinks"><div class="breaks">${name}</div>
        <div class="small muted breaks">${dotted(facts)}</div></div>
      ${
        isLast
          ? html`<span></span>`
          : html`<button class="plain" aria-label=${msg(str`移除“${name}”`, { id: 'app-remove-of' })}
              @click=${() => this.#begin({ do: 'remove', app })}>${msg('移除', { id: 'app-remove' })}</button>`
      }</li>`;
  }

  #form(stage: Exclude<Stage, { readonly do: 'codes' }>): TemplateResult {
    return html`<form class="stack-3 above-3" @submit=${this.#submit} @invalid=${sayMustFill} @input=${isFilled}
        aria-busy=${this.#doing.busy}>
      ${stage.do === 'app' ? askApp(stage.made, this.#own.value?.items ?? []) : askPresent(stage)}
      ${stage.do === 'add-passkey' ? nameField(newPasskeyName(this.#own.value?.items ?? [])) : nothing}
      ${this.#doing.shown()}
      <div class="flex wraps gap-2">
        <button class=${stage.do === 'remove' ? 'danger' : 'primary'} ?disabled=${this.#doing.busy}>${actText(stage.do)}</button>
        <button type="button" @click=${() => this.#begin(null)}>${msg('取消', { id: 'cancel' })}</button>
      </div></form>`;
  }
}

function actText(doing: Stage['do']): string {
  if (doing === 'remove') return msg('移除', { id: 'app-remove' });
  if (doing === 'app') return msg('添加', { id: 'app-add-do' });
  return msg('继续', { id: 'two-step-go-on' });
}

function askPresent(stage: Stage): TemplateResult {
  const what =
    stage.do === 'remove'
      ? msg(str`移除“${stage.app.name}”：以后不再能用它登录。`, { id: 'app-remove-means' })
      : stage.do === 'renew'
        ? msg('换一组恢复码：之前的全部失效。', { id: 'recovery-codes-renew-means' })
        : stage.do === 'add-passkey'
          ? msg('先确认是您本人；接着浏览器会请您用这台设备的指纹、面容或 PIN，或用一个安全密钥确认。', {
              id: 'passkey-add-means',
            })
          : msg('先确认是您本人。', { id: 'app-add-means' });
  return html`<p>${what}</p>
    <label class="text-field">${msg('当前密码', { id: 'present-password' })}
      <input type="password" name="present" autocomplete="current-password" required /></label>`;
}

function askApp(
  made: RouteAnswer<'POST /api/me/new-authenticator'>,
  others: readonly Authenticator[],
): TemplateResult {
  return html`${newApp(made)} ${codeField()} ${nameField(freeName(msg('我的手机', { id: 'app-name' }), others))}`;
}

function nameField(name: string): TemplateResult {
  return html`<label class="text-field">${msg('名称', { id: 'name' })}
    <input name="name" maxlength="100" required autocomplete="off" .value=${name} /></label>`;
}

function newPasskeyName(others: readonly Authenticator[]): string {
  return freeName(deviceName(navigator.userAgent) ?? msg('通行密钥', { id: 'passkey' }), others);
}

/** They are told apart by their names. */
function freeName(first: string, others: readonly Authenticator[]): string {
  const taken = new Set(others.map(({ name }) => name));
  const names = [first, ...others.map((_, at) => `${first} ${at + 2}`)];
  return names.find((name) => !taken.has(name)) ?? first;
}

function codesText(left: number): string {
  if (left === 0) return msg('恢复码已用完：请更换一组。', { id: 'recovery-codes-none' });
  return plural(msg(str`还有 ${left} 个恢复码没有用过。`, { id: 'recovery-codes-left' }));
}

customElements.define('gj-authenticators', GjAuthenticators);
