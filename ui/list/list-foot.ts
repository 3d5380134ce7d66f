import { html, nothing, type TemplateResult } from 'lit';
import { failureText } from '../kit/base/failure-text.ts';
import { uncovered } from '../kit/base/uncovered.ts';
import type { ListData } from './state/list-data.ts';
import { orderInWords, orderOf } from './state/list-state.ts';
import './gj-list-foot.ts';
import './gj-list-sums.ts';

interface Foot {
  readonly progress: { readonly done: number; readonly of: number } | null;
  retry(): void;
}

/** Draws the foot of a list; what is drawn otherwise than as a table counts by itself, and is worked on all the same. */
export function listFoot(data: ListData, { progress, retry }: Foot): TemplateResult | typeof nothing {
  const { list, picked, counting, broken, form, state, columns } = data;
  const isTable = state.drawing.kind === 'list';
  if (!isTable && !progress) return nothing;
  const order = form && isTable ? orderInWords(orderOf(state, form), form, columns.shown) : '';
  return html`<gj-list-foot
    class="gap-half-3 ruled-above"
    ${uncovered()}
    .loaded=${list?.loaded ?? 0}
    .total=${list?.total ?? null}
    ?atLeast=${list?.totalAtLeast ?? false}
    ?complete=${list?.complete ?? false}
    ?cut=${list?.cut ?? false}
    ?begun=${isTable && (list?.begun ?? false)}
    ?picked=${picked.size > 0}
    ?counting=${counting}
    .progress=${progress}
    .failure=${broken ? failureText(broken) : ''}
    order=${order}
    @count=${() => data.count()}
    @turn=${() => data.turn()}
    @retry=${retry}
    >${
      form && list && isTable
        ? html`<gj-list-sums .form=${form} .list=${list} .columns=${columns.shown}></gj-list-sums>`
        : nothing
    }</gj-list-foot>`;
}
