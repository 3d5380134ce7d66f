import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { DesignPlanned, DesignToPublish } from '../../../metadata/contract/design/publish.ts';
import type { LogEntry } from '../../../metadata/design/design-log.ts';
import { dotted } from '../../kit/base/dotted.ts';
import { icon } from '../../kit/base/icons.ts';
import { stepWords } from '../words/step-words.ts';
import { valueInFull } from '../words/value-words.ts';
import type { Drawn } from '../work/bench-shapes.ts';

/** What is decided of a plan that does not hold as it is. */
interface Decision extends Pick<DesignToPublish, 'overwrite' | 'drop'> {
  turn(more: Pick<DesignToPublish, 'overwrite' | 'drop'>): void;
}

/** Whether something would be published by the plan, and nothing is lost that somebody did not agree to. */
export function isPublishable(plan: DesignPlanned | null, { drop }: Pick<DesignToPublish, 'drop'>): boolean {
  return Boolean(plan?.hash) && plan?.packages.length !== 0 && (drop || plan?.refused.length === 0);
}

/** Draws the steps that can no longer be taken, so that one brings back what they are about, or drops them. */
export function goneCard(
  { refused, packages }: Pick<DesignPlanned, 'refused' | 'packages'>,
  { log, drawn }: { readonly log: readonly LogEntry[]; readonly drawn: Drawn | null },
  { drop = false, turn }: Decision,
): TemplateResult | typeof nothing {
  if (refused.length === 0)
    return packages.length > 0
      ? nothing
      : html`<section class="card"><p>${msg('这个设计和现在生效的完全一样，没有可发布的改动。', { id: 'design-same' })}</p></section>`;
  const steps = log.flatMap(({ n, does }) =>
    does.do === 'take' && refused.some((one) => one.n === n) ? does.step : [],
  );
  return html`<section class="card stops stack-2" aria-labelledby="gone"><h2
      id="gone">${icon('alert')}${msg('这些改动的内容已不存在', { id: 'design-gone' })}</h2>
    <ul class="lines">${steps.map((step) => html`<li><span class="grow">${dotted(stepWords(step, drawn))}</span></li>`)}</ul>
    <p>${msg('在这个草稿之后，它们改动的内容被撤销或删除了。先把它恢复，或者放弃这些改动。', { id: 'design-gone-help' })}
      <a href="/packages?tab=history">${msg('发布历史', { id: 'pkg-history' })}</a></p>
    ${
      packages.length > 0
        ? html`<label><input type="checkbox" .checked=${drop} @change=${() => turn({ drop: !drop })} /> ${msg(
            '放弃这些改动，只发布其余的',
            { id: 'design-drop' },
          )}</label>`
        : html`<p>${msg('除此之外没有可发布的改动：不需要它们时，请放弃草稿。', { id: 'design-gone-all' })}</p>`
    }</section>`;
}

/** Draws the values that were published since the design began, so that one decides which holds. */
export function overtakenCard(
  { overtaken }: Pick<DesignPlanned, 'overtaken'>,
  drawn: Drawn | null,
  { overwrite = false, turn }: Decision,
): TemplateResult | typeof nothing {
  if (overtaken.length === 0) return nothing;
  return html`<section class="card stops" aria-labelledby="overtaken"><h2
      id="overtaken">${icon('alert')}${
        overtaken.every(({ own }) => own)
          ? msg('您在这个草稿之后又发布了别的值', { id: 'design-overtaken-self' })
          : msg('期间已由他人发布为其他值', { id: 'design-overtaken' })
      }</h2>
    <ul class="lines">${overtaken.map(
      ({ form, target, by, own, now }) => html`<li>
        <span class="grow">${dotted(stepWords({ do: now === null ? 'reset' : 'set', form, target, value: now }, drawn))}</span>
        <span>${own ? msg('您', { id: 'design-by-you' }) : (by ?? '')}</span><span class="muted">${
          now === null ? msg('不再改动', { id: 'design-not-said' }) : valueInFull(now)
        }</span></li>`,
    )}</ul>
    <label><input type="checkbox" .checked=${overwrite} @change=${() => turn({ overwrite: !overwrite })} /> ${msg(
      '以这个设计为准',
      { id: 'design-overwrite' },
    )}</label></section>`;
}
