import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Verdict } from './rule-trial.ts';

/** What a rule says of the record that it is tried with; nothing where none is. */
export function verdictBadge(place: string, verdict: Verdict | undefined): TemplateResult | typeof nothing {
  if (verdict === undefined) return nothing;
  const [first = ''] = place.split('/');
  const part = ['fields', 'layout'].includes(first) ? 'conditions' : first;
  const words: Readonly<Record<string, readonly [string, string]>> = {
    rules: [msg('满足', { id: 'design-trial-holds' }), msg('不满足', { id: 'design-trial-fails' })],
    unique: [msg('没有重复', { id: 'design-trial-alone' }), msg('有重复', { id: 'design-trial-twice' })],
    conditions: [msg('是', { id: 'yes' }), msg('否', { id: 'no' })],
    actions: [
      msg('可用', { id: 'design-trial-offered' }),
      msg('现在不可用', { id: 'design-trial-not-offered' }),
    ],
  };
  const [holds, fails] = words[part] ?? ['', ''];
  const look = verdict === 'holds' ? 'ok' : ['rules', 'unique'].includes(part) ? 'error' : '';
  return html`<span class="badge ${look}">${verdict === 'holds' ? holds : fails}</span>`;
}
