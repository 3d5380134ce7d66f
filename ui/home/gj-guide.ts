import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { isObject, type JsonObject } from '../../metadata/common/json.ts';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { seenBy } from '../../rules/sharing/seen-by.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { withProperties } from '../kit/base/with-properties.ts';
import { Loading } from '../kit/loading.ts';
import { type GuideStep, guide, guideSteps, leadAlong, noteStep, putGuideAway } from '../session/guide.ts';
import { handDocuments, rulesAbout } from '../session/handed-documents.ts';
import { say, within } from '../session/i18n.ts';
import { many } from '../session/many.ts';
import { formsIn, menuTree } from '../session/menu-tree.ts';
import { session } from '../session/session.ts';
import { boxless } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { stepStyles } from './step-styles.ts';

/** Real data for the steps: documents of one organisation, and rules about them. */
export interface GuideMatter {
  /** Of the documents. */
  readonly about: FormOutline;
  readonly rules: FormOutline;
  readonly org: { readonly number: string; readonly name: string };
  /** Of that organisation; the first is looked at alone. */
  readonly documents: readonly { readonly id: string; readonly number: string }[];
}

const looked = 50;

/** Looks for documents that rules ask, of an organisation one may act for. Null: there are none, or not yet. */
async function findMatter(): Promise<GuideMatter | null> {
  const mayActFor = new Map((await session.everyOrganisation()).map((org) => [org.number, org]));
  const known = (org: JsonObject[string] | undefined) =>
    isObject(org ?? null) ? mayActFor.get(String((org as JsonObject)['number'])) : undefined;
  const documents = formsIn(menuTree(session.menu, session.forms)).filter(({ kind }) => kind === 'document');
  for (const about of documents) {
    const asking = rulesAbout(about.id);
    const rules = formsIn(menuTree(session.menu, session.forms)).find((form) => asking.includes(form));
    if (!rules) continue;
    const { items } = await session.api.call('GET /api/forms/:form/records', {
      path: { form: about.name },
      query: { view: 'manage', limit: looked, fields: 'number,org,createdAt', sort: '-createdAt' },
    });
    const mine = lastTogether(items).filter(({ org }) => known(org) !== undefined);
    // Several make the better example.
    const byOrg = [...Map.groupBy(mine, (item) => known(item['org'])?.number).values()];
    const [most = []] = byOrg.sort((a, b) => b.length - a.length);
    const org = known(most[0]?.['org']);
    if (!org) continue;
    const named = most.map(({ id, number }) => ({ id, number: String(number ?? '') }));
    return { about, rules, org, documents: named };
  }
  return null;
}

/** Those that came last, within minutes of each other, in their order: earlier ones are done with. */
function lastTogether<T extends JsonObject>(items: readonly T[]): readonly T[] {
  const at = (item: T | undefined) => Date.parse(String(item?.['createdAt']));
  const since = at(items[0]) - 10 * 60_000;
  return items.filter((one) => at(one) >= since).reverse();
}

/** Five minutes from a document over its rules to the result, with what is there; what was done is checked off. */
export class GjGuide extends withProperties(GjElement, {}) {
  static override styles = [shared, boxless, stepStyles];

  /** Without an answer there is no path; the page is of use all the same. */
  readonly #matter = new Loading(this, { load: () => findMatter().catch(() => null) });

  /** The pages check off what is done on them; where one works for is seen here. */
  #lead({ rules, org, documents }: GuideMatter): void {
    leadAlong({ org: org.number, rules: rules.id, documents: documents.map(({ id }) => id) });
    if (session.org) noteStep('org', { org: session.org.number });
  }

  #put(away: boolean): void {
    putGuideAway(away);
    this.requestUpdate();
  }

  /** Where there is nothing to be led through it takes no room. */
  protected override willUpdate(): void {
    this.hidden = !this.#matter.value;
  }

  override render() {
    const matter = this.#matter.value;
    if (!matter) return nothing;
    if (!guide().away) this.#lead(matter);
    const { done, away } = guide();
    if (away)
      return html`<p class="again"><button class="plain"
          @click=${() => this.#put(false)}>${icon('play', 14)}${msg('五分钟上手：从单据到规则的结果', { id: 'guide-again' })}</button></p>`;
    const next = guideSteps.find((step) => !done.includes(step));
    return html`<section class="card" aria-labelledby="guide">
      <h2 class="across below-3" id="guide">${icon('play')}${msg('五分钟上手', { id: 'guide' })}
        <span class="small muted">${done.length} / ${guideSteps.length}</span>
        <button class="plain low-as-text small pushed regular"
            @click=${() => this.#put(true)}>${msg('收起', { id: 'guide-away' })}</button></h2>
      <ol class="steps parted">${guideSteps.map((step, at) =>
        this.#step(step, at + 1, matter, done.includes(step), step === next),
      )}</ol>
      ${next ? nothing : html`<p class="muted small">${msg('您已完成全部步骤，了解了一张单据怎样得到它的结果。', { id: 'guide-finished' })}</p>`}
    </section>`;
  }

  #step(
    step: GuideStep,
    number: number,
    matter: GuideMatter,
    done: boolean,
    isNext: boolean,
  ): TemplateResult {
    const { title, why } = wording(step, matter);
    return html`<li class="flex high gap-3" aria-current=${isNext ? 'step' : nothing}>
      <span class="mark gridded central rigid smaller ${done ? 'in-ok' : isNext ? 'in-accent' : 'muted'}">${done ? icon('check', 12) : number}</span>
      <div class="rest"><h3>${title}${
        done ? html`<span class="sr-only"> (${msg('完成', { id: 'job-done' })})</span>` : nothing
      }</h3>
        <p class="muted small">${why}</p></div>
      ${this.#way(step, matter, isNext)}
    </li>`;
  }

  #way(step: GuideStep, { about, rules, org, documents }: GuideMatter, isNext: boolean): TemplateResult {
    const look = `button ${isNext ? 'primary' : ''}`;
    const [first] = documents;
    switch (step) {
      case 'org':
        return html`<button class=${isNext ? 'primary' : ''}
            @click=${() => session.chooseOrg(org.number)}>${msg('切换', { id: 'guide-go-org' })}</button>`;
      case 'document':
        return html`<a class=${look} href="/forms/${about.name}/${first?.id}">${msg('打开单据', { id: 'guide-go-document' })}</a>`;
      case 'rules':
        return html`<a class=${look} href="/forms/${rules.name}">${msg('看规则', { id: 'guide-go-rules' })}</a>`;
      case 'match':
        return html`<a class=${look}
            href="/match/${rules.name}?document=${first?.id}">${msg('匹配测试', { id: 'match-tester' })}</a>`;
      case 'batch':
        return html`<a class=${look} href="/match/${rules.name}?tab=batch&documents=picked" @click=${() => {
          handDocuments(
            about.id,
            documents.map(({ id }) => id),
          );
        }}>${msg('一起测试', { id: 'guide-go-batch' })}</a>`;
    }
  }
}

function wording(step: GuideStep, { about, rules, org, documents }: GuideMatter) {
  const document = say(about.recordLabel);
  const rule = many(rules);
  const number = documents[0]?.number ?? '';
  switch (step) {
    case 'org':
      return {
        title: msg(str`切换到${org.name}`, { id: 'guide-org' }),
        why: msg(str`接下来看的${document}由它创建。${say(seenBy(about))}`, { id: 'guide-org-why' }),
      };
    case 'document':
      return {
        title: msg(str`打开${within(about.recordLabel)} ${number}`, { id: 'guide-document' }),
        why: msg('它的字段就是规则要判断的数据。', { id: 'guide-document-why' }),
      };
    case 'rules':
      return {
        title: msg(str`看看“${rule}”的规则`, { id: 'guide-rules' }),
        why: msg('每条规则有优先级和匹配条件，先满足的生效。', { id: 'guide-rules-why' }),
      };
    case 'match':
      return {
        title: msg(str`用 ${number} 测试匹配`, { id: 'guide-match' }),
        why: msg('看到哪条规则生效、怎样筛下来、其余为什么没有生效。', { id: 'guide-match-why' }),
      };
    case 'batch':
      return {
        title: msg('把这些单据一起测试', { id: 'guide-batch' }),
        why: msg('改动规则后再测一次，就知道影响了哪些单据。', { id: 'guide-batch-why' }),
      };
  }
}
customElements.define('gj-guide', GjGuide);
