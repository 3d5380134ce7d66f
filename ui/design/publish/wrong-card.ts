import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../kit/base/icons.ts';
import { router } from '../../session/router.ts';
import type { Drawn } from '../work/bench-shapes.ts';
import { addressOfIssue } from '../work/issue-address.ts';
import { issueText } from '../work/issues/issue-text.ts';

/** Draws the errors of the design, each with the way to its place. */
export function wrongCard(drawn: Drawn | null): TemplateResult | typeof nothing {
  const errors = drawn?.issues.filter(({ severity }) => severity === 'error') ?? [];
  if (!drawn || errors.length === 0) return nothing;
  return html`<section class="card stops" aria-labelledby="wrong"><h2
      id="wrong">${icon('alert')}${msg('请先修正', { id: 'design-mend-first' })}</h2>
    <ul class="lines">${errors.map(
      (issue) =>
        html`<li><button class="plain low-as-text to-start many-lines" @click=${() => {
          const address = addressOfIssue(drawn, issue);
          if (address) void router.go(address);
        }}>${issueText(issue)}</button></li>`,
    )}</ul></section>`;
}
