import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { SignInAttempt } from '../../../metadata/contract/people/single-sign-on.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { state, text, withProperties } from '../../kit/base/with-properties.ts';
import { Doing } from '../../kit/doing.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { shared } from '../../theme/shared.ts';
import '../../kit/gj-json-area.ts';

/** The rules of a sign-in provider, tried on what it answered or on claims. */
export class GjSignInAttempt extends withProperties(GjElement, {
  /** Number of the provider, and how one signs in there. */
  provider: text(),
  protocol: text(),
  claims: state(''),
  tried: state<SignInAttempt | null>(null),
}) {
  static override styles = [
    shared,
    css`
      dl {
        display: grid;
        grid-template-columns: max-content 1fr;
        gap: var(--gj-1) var(--gj-4);
        margin: 0;
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  readonly #trying = new Doing(this);

  #attempt(): Promise<boolean> {
    this.tried = null;
    return this.#trying.run(async () => {
      this.tried = await session.api.call('POST /api/session/providers/:provider/attempt', {
        path: { provider: this.provider },
        body: { claims: this.claims },
      });
    });
  }

  override render() {
    const isSaml = this.protocol === 'saml';
    return html`<details>
        <summary>${msg('试一试规则', { id: 'sso-attempt' })}</summary>
        <div class="stack-3 above-2">
          <p class="muted small">${
            isSaml
              ? msg(
                  '粘贴一个 SAML 应答（Base64 或 XML），或声明的 JSON，按已保存的设置判断；不核对签名，不写入任何数据。',
                  {
                    id: 'sso-attempt-hint-saml',
                  },
                )
              : msg('粘贴一个 ID 令牌，或声明的 JSON，按已保存的设置判断；不写入任何数据。', {
                  id: 'sso-attempt-hint',
                })
          }</p>
          <gj-json-area rows="6" label=${
            isSaml
              ? msg('SAML 应答或声明', { id: 'sso-claims-saml' })
              : msg('ID 令牌或声明', { id: 'sso-claims' })
          } .text=${this.claims}
            @text=${({ detail }: CustomEvent<string>) => {
              this.claims = detail;
            }}></gj-json-area>
          <p><button ?disabled=${this.#trying.busy || this.claims.trim() === ''}
            @click=${() => this.#attempt()}>${msg('判断', { id: 'sso-attempt-do' })}</button></p>
          ${this.#trying.shown()}
          <div aria-live="polite">${this.tried ? this.#outcome(this.tried) : nothing}</div>
        </div>
      </details>`;
  }

  #outcome(tried: SignInAttempt): TemplateResult {
    const { outcome, why, user, number, name, email, organisation, roles, changes } = tried;
    const none = msg('无', { id: 'sso-none' });
    const lines: readonly (readonly [string, string])[] = [
      [msg('用户', { id: 'user' }), user ? `${user.number} ${user.name}` : `${number || none} ${name}`],
      [msg('邮箱', { id: 'sso-email' }), email || none],
      [msg('规则', { id: 'sso-rule' }), ruleText(tried)],
      [
        msg('所属组织', { id: 'sso-organisation' }),
        organisation ? `${organisation.number} ${organisation.name}` : none,
      ],
      [
        msg('角色', { id: 'sso-roles' }),
        roles.map((role) => role.name || role.number).join(say({ zh: '、', en: ', ' })) || none,
      ],
    ];
    const said = {
      known: () =>
        changes.length > 0
          ? msg('以已有用户登录，并按提供方和规则更新。', { id: 'sso-known-updated' })
          : msg('以已有用户登录。', { id: 'sso-known' }),
      made: () => msg('新建用户并登录。', { id: 'sso-made' }),
      refused: () => why ?? '',
    }[outcome]();
    return html`<p class=${outcome === 'refused' ? 'problem in-error' : 'bold'}>${said}</p>
      <dl class="small above-2">${lines.map(([label, value]) => html`<dt class="muted">${label}</dt><dd>${value}</dd>`)}</dl>`;
  }
}
customElements.define('gj-sign-in-attempt', GjSignInAttempt);

function ruleText({ rules }: SignInAttempt): string {
  const last = rules.at(-1);
  if (!last) return msg('没有规则', { id: 'sso-no-rules' });
  const found = last.found.join(' · ');
  return last.fits
    ? msg(str`第 ${rules.length} 条符合（${found}）`, { id: 'sso-rule-fits' })
    : msg(str`${rules.length} 条都不符合`, { id: 'sso-rule-none' });
}
