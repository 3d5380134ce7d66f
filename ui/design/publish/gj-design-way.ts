import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { DesignHead } from '../../../metadata/contract/design/parts.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { GjElement } from '../../kit/base/gj-element.ts';
import { type IconName, icon } from '../../kit/base/icons.ts';
import { given, withProperties } from '../../kit/base/with-properties.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { Doing } from '../../kit/doing.ts';
import { notify } from '../../kit/gj-notices.ts';
import { moment, zoneText } from '../../kit/moment.ts';
import { session } from '../../session/session.ts';
import { lined } from '../../theme/hosts.ts';
import { shared } from '../../theme/shared.ts';
import { wayOf } from '../work/all-designs.ts';
import type { DesignMove } from '../work/design-calls.ts';
import { design } from '../work/design-data.ts';

/**
 * The state of a design on its way to being published, and why it goes no further; the texts asked on the way are typed
 * here.
 */
export class GjDesignWay extends withProperties(GjElement, {
  head: given<DesignHead | null>(null),
}) {
  static override styles = [
    shared,
    lined,
    css`
      :host(:empty) {
        display: contents;
      }
      .stops {
        border-color: color-mix(in srgb, var(--gj-error) 45%, transparent);
      }
    `,
  ];

  readonly #doing = new Doing(this);

  /** Begins a move: asks for a moment or a reason where one is needed, else does it at once. */
  begin(verb: DesignMove['do']): void {
    this.#doing.forget();
    if (verb === 'schedule') void this.#schedule();
    else if (verb !== 'reject') void this.#doing.run(() => move({ do: verb }));
    else if (isOwn(this.head)) void this.#doing.run(() => move({ do: verb, reason: '' }));
    else void this.#reject();
  }

  override render() {
    const { failure } = this.#doing;
    return html`${this.head ? this.#stands(this.head) : nothing}${
      failure === null ? nothing : this.#line('alert', failureText(failure), true)
    }`;
  }

  #stands(head: DesignHead): TemplateResult {
    const { state, rejected, failure } = head;
    const way = wayOf(head);
    const waits = state === 'open' && session.who?.designsApproved;
    return html`${way === '' ? nothing : this.#line('clock', way)}
      ${
        state === 'proposed' && hasHand()
          ? this.#line('people', msg('您参与过这个设计，需由没有参与的人批准。', { id: 'design-had-hand' }))
          : nothing
      }
      ${
        rejected && state === 'open'
          ? this.#line(
              'alert',
              msg(str`${rejected.by.name} 于 ${moment(rejected.at)} 退回：${rejected.reason || '—'}`, {
                id: 'design-rejected-by',
              }),
              true,
            )
          : nothing
      }
      ${
        failure
          ? this.#line(
              'alert',
              msg(str`${moment(failure.at)} 没有按时发布：${failure.message}`, { id: 'design-not-in-time' }),
              true,
            )
          : nothing
      }
      ${waits ? this.#line('people', msg('发布前要由另一位设计者批准：先提交审批。', { id: 'design-has-to-be-approved' })) : nothing}`;
  }

  #line(sign: IconName, text: string, stops = false): TemplateResult {
    return html`<section class="card flex based gap-2 flush ${stops ? 'stops' : ''}"
        role=${stops ? 'alert' : 'status'}>${icon(sign, 14)}<p class="flush ${stops ? 'problem' : ''}">${text}</p></section>`;
  }

  #schedule(): Promise<boolean> {
    const help = msg(
      '到时按现在看到的计划发布；那时计划若有新的警告或表结构变化，就不发布，并在这里和首页说明。',
      { id: 'design-schedule-help' },
    );
    const label = msg('发布时间', { id: 'design-schedule-at' });
    return openForm(this, {
      label: msg('定时发布', { id: 'design-schedule-title' }),
      fields: { at: { kind: 'moment', label, required: true, hint: help } },
      after: ({ at }) => html`<p class="small muted">${zoneText(String(at))}</p>`,
      act: msg('定时', { id: 'design-schedule-do' }),
      send: ({ at }) => move({ do: 'schedule', at: new Date(at).toISOString() }),
    });
  }

  #reject(): Promise<boolean> {
    return openForm(this, {
      label: msg('退回修改', { id: 'design-reject' }),
      fields: { reason: { label: msg('原因', { id: 'reason' }), required: true } },
      act: msg('退回', { id: 'change-reject' }),
      send: ({ reason }) => move({ do: 'reject', reason }),
    });
  }
}

async function move(how: DesignMove): Promise<void> {
  await design.move(how);
  notify({
    text: doneWord(how.do),
    ...(how.do === 'schedule' && { undo: () => move({ do: 'unschedule' }) }),
  });
}

/** Answers whether this person owns, proposed or scheduled the design, and so takes it back without a reason. */
export function isOwn(head: DesignHead | null): boolean {
  const user = session.who?.user.id;
  return [head?.by.id, head?.proposed?.id, head?.scheduled?.id].includes(user);
}

/** Answers whether this person made a step of the design: then somebody else has to approve it. */
export function hasHand(): boolean {
  const user = session.who?.user.id;
  return design.head?.by.id === user || design.log.some(({ by }) => by.id === user);
}

function doneWord(verb: DesignMove['do']): string {
  if (verb === 'propose') return msg('已提交审批', { id: 'design-was-proposed' });
  if (verb === 'approve') return msg('已批准', { id: 'design-was-approved' });
  if (verb === 'unschedule') return msg('已取消定时', { id: 'design-was-unscheduled' });
  return verb === 'reject'
    ? msg('已退回修改', { id: 'design-was-rejected' })
    : msg('已定时', { id: 'design-was-scheduled' });
}
customElements.define('gj-design-way', GjDesignWay);
