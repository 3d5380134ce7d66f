import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { NextStep } from '../../../metadata/contract/people/session.ts';
import { icon } from '../../kit/base/icons.ts';
import { codeField } from './code-field.ts';
import { or } from './or.ts';
import { arePasskeysHere } from './passkeys-here.ts';

export type CodeStep = Extract<NextStep, { readonly step: 'code' }>;

/** Whether a passkey that a step asks for can be shown, or made, where the page is open. */
export function isByPasskey(step: NextStep): boolean {
  if (step.step === 'new-password' || !step.passkey) return false;
  const { rpId, rp } = step.passkey as { readonly rpId?: string; readonly rp?: { readonly id: string } };
  return arePasskeysHere(rpId ?? rp?.id);
}

/** Draws what shows that it is really oneself: a passkey by one press, or the box for a code. */
export function askCode(step: CodeStep, busy: boolean, byPasskey: () => Promise<unknown>): TemplateResult {
  const isHere = isByPasskey(step);
  return html`<h2>${msg('两步验证', { id: 'two-step' })}</h2>
    ${
      isHere
        ? html`<button type="button" class="first primary fills" ?disabled=${busy} @click=${byPasskey}>${icon(
            'key',
          )} ${msg('用通行密钥确认', { id: 'passkey-confirm' })}</button>
          ${or()}`
        : nothing
    }
    <p class="muted">${meaning(step.app, isHere)}</p>
    ${codeField()}`;
}

function meaning(hasApp: boolean, isHere: boolean): string {
  if (isHere && hasApp)
    return msg('没有通行密钥时，输入验证器应用里 Guiju 下的 6 位数字，或一个恢复码。', {
      id: 'two-step-passkey-or-code',
    });
  if (isHere) return msg('没有通行密钥时，输入一个恢复码。', { id: 'two-step-passkey-or-recovery' });
  if (hasApp)
    return msg('请输入验证器应用里 Guiju 下的 6 位数字；没有手机时，输入一个恢复码。', {
      id: 'two-step-code-means',
    });
  return msg('您的通行密钥不能在这个地址或浏览器使用：请输入一个恢复码。', {
    id: 'two-step-passkey-elsewhere',
  });
}
