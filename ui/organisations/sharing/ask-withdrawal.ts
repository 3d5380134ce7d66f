import { msg, str } from '@lit/localize';
import { html, type LitElement, nothing } from 'lit';
import type { PairAnswer } from '../../../rules/sharing/contract.ts';
import { icon } from '../../kit/base/icons.ts';
import { openForm } from '../../kit/dialog/form-dialog.ts';
import { plural } from '../../session/i18n.ts';
import { type Loss, lossesOf } from './gj-losses.ts';
import { sayPairs } from './say-pairs.ts';
import { withdrawFrom } from './sharing-calls.ts';
import type { AssignRound } from './sharing-rounds.ts';
import { called } from './sharing-words.ts';

interface WithdrawalAsked {
  /** Name of the form. */
  readonly form: string;
  readonly rounds: readonly AssignRound[];
  /** Reads anew what the page shows of the records. */
  again(): void | Promise<void>;
}

/**
 * Takes records back from organisations, and from those below that have them through these, once whoever wants it has
 * seen who loses what: the server says so beforehand. Answers whether it was done.
 */
export async function askWithdrawal(
  host: LitElement,
  { form, rounds, again }: WithdrawalAsked,
): Promise<boolean> {
  const would = await withdraw(form, rounds, { dryRun: true });
  const losses = lossesOf(would);
  const along = losses.filter(({ through }) => through !== null).length;
  const kept = would.filter(({ outcome }) => outcome === 'refused');
  const total = would.filter(({ outcome }) => outcome === 'withdrawn').length;
  let pairs: readonly PairAnswer[] = [];
  const isDone = await openForm(host, {
    label: plural(msg(str`取消对 ${losses.length} 个组织的分配`, { id: 'sharing-withdraw-title' })),
    wide: isBroad(losses),
    before: () => html`${along > 0 ? alongToo(along) : nothing}${kept.length > 0 ? staying(kept) : nothing}
      ${losses.length > 0 ? html`<gj-losses .form=${form} .losses=${losses}></gj-losses>` : nothing}`,
    act:
      along > 0
        ? msg(str`连同下级取消 (${total})`, { id: 'sharing-withdraw-cascade' })
        : msg(str`取消分配 (${total})`, { id: 'sharing-withdraw-now' }),
    may: () => total > 0,
    send: async () => {
      pairs = await withdraw(form, rounds, {});
    },
  });
  if (!isDone) return false;
  void sayPairs(host, form, pairs, again);
  await again();
  return true;
}

/** Of each pair what became of it, or would; what went along with one may have been asked for by another call. */
async function withdraw(
  form: string,
  rounds: readonly AssignRound[],
  { dryRun = false }: { readonly dryRun?: boolean },
): Promise<readonly PairAnswer[]> {
  const answers = new Map<string, PairAnswer>();
  for (const round of rounds)
    for (const pair of await withdrawFrom(form, round, { cascade: true, dryRun })) {
      const key = `${pair.record.id} ${pair.org.id}`;
      if (answers.get(key)?.outcome !== 'withdrawn') answers.set(key, pair);
    }
  return [...answers.values()];
}

function isBroad(losses: readonly Loss[]): boolean {
  return losses.some(({ records }) => records.length > 1);
}

function alongToo(count: number) {
  return html`<p class="warning flex gap-2 pad-2-3 edged toned warn in-warn rounded"
      role="note">${icon('alert')}<span>${plural(
        msg(str`其中有组织已继续分配给下级：连同下级，共 ${count} 个组织也一并取消。`, {
          id: 'sharing-cascade-means',
        }),
      )}</span></p>`;
}

/** Those that keep what they have, each with the reason. */
function staying(pairs: readonly PairAnswer[]) {
  return html`<section class="warning flex gap-2 pad-2-3 edged toned warn in-warn rounded" role="note">${icon('alert')}
    <div><p>${msg('下列分配不会取消：', { id: 'sharing-withdraw-stays' })}</p>
      <ul class="small">${pairs.map(({ record, org, message = '' }) => {
        const whose = msg(str`${called(org)}的“${called(record)}”`, { id: 'sharing-record-of' });
        return html`<li>${msg(str`${whose}：${message}`, { id: 'sharing-withdraw-why' })}</li>`;
      })}</ul></div></section>`;
}
