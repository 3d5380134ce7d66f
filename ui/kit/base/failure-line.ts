import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { ApiProblem, Unreachable } from '../../session/api.ts';
import { failureText } from './failure-text.ts';

/** Answers whether the same call may succeed next time: the server was not reached, was too busy or broke down. */
export function mayPass(failure: unknown): boolean {
  if (failure instanceof ApiProblem) return failure.status >= 500 || [408, 425, 429].includes(failure.status);
  return failure instanceof Unreachable;
}

/** Says why something did not succeed, beside what is there; offers another try where that may help. */
export function failureLine(failure: unknown, retry?: () => unknown): TemplateResult | typeof nothing {
  if (failure === null) return nothing;
  return html`<p class="problem" role="alert">${failureText(failure)}${
    retry && mayPass(failure)
      ? html` <button type="button" class="plain" @click=${() => retry()}>${msg('重试', { id: 'retry' })}</button>`
      : nothing
  }</p>`;
}
