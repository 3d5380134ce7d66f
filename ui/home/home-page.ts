import { msg, str } from '@lit/localize';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../metadata/contract/forms/outline.ts';
import { dotted } from '../kit/base/dotted.ts';
import { faceOfRecord } from '../kit/base/face.ts';
import { failureText } from '../kit/base/failure-text.ts';
import { FirstQuiet } from '../kit/base/first-quiet.ts';
import { GjElement } from '../kit/base/gj-element.ts';
import { icon } from '../kit/base/icons.ts';
import { Phone } from '../kit/base/phone.ts';
import { given, withProperties } from '../kit/base/with-properties.ts';
import { contributed } from '../kit/contribution.ts';
import { formMark } from '../kit/form-icon.ts';
import type { Action } from '../kit/gj-actions.ts';
import { notify } from '../kit/gj-notices.ts';
import { type RuleFinding, RuleFindings } from '../match/rule-findings.ts';
import { designCalled } from '../session/design-called.ts';
import { formAddress } from '../session/form-address.ts';
import { nameless, plural, say } from '../session/i18n.ts';
import { ownInbox } from '../session/inbox.ts';
import { formsIn, menuTree } from '../session/menu-tree.ts';
import { recentForms, recentRecords } from '../session/recent.ts';
import { mayDesign, session } from '../session/session.ts';
import { starred } from '../session/starred.ts';
import { page } from '../theme/hosts.ts';
import { shared } from '../theme/shared.ts';
import { HomeData } from './home-data.ts';
import type { HomeDomain } from './home-domain.ts';
import './gj-first-steps.ts';
import './gj-guide.ts';
import '../kit/gj-skeleton.ts';
import '../kit/gj-page-head.ts';

/** What a line of the home page says beside its form. */
interface Line {
  readonly name: string;
  /** What it is one of. Default: nothing. */
  readonly of?: string;
  readonly face?: ReturnType<typeof faceOfRecord>;
}

/**
 * The page where one starts: the forms and records used last, the work that waits, and on a new system the first steps.
 */
export class HomePage extends withProperties(GjElement, {
  domains: given<readonly HomeDomain[]>(() => []),
}) {
  static override styles = [
    shared,
    page,
    css`
      .numbers {
        grid-column: 1 / -1;
      }
      /* What waits is in sight at once, beside the numbers. */
      @media (min-width: 901px) {
        .columns {
          grid-template: auto auto 1fr / minmax(0, 7fr) minmax(var(--gj-size-280), 3fr);
        }
        .numbers {
          grid-column: 1 / -2;
        }
        .waits {
          grid-area: 1 / -2 / span 3;
        }
      }
      /* Nothing to begin with leaves no gap above what comes next. */
      .columns > :not(:has(> :not([hidden]))) {
        display: none;
      }
      @media (min-width: 1600px) {
        .columns {
          grid-template: auto 1fr / minmax(0, 5fr) minmax(0, 4fr) minmax(var(--gj-size-320), 3fr);
        }
        .waits {
          grid-area: 1 / -2 / span 2;
        }
      }
      /* The outline lies below what comes, which covers it and moves nothing. */
      .layered {
        grid-template: auto / minmax(0, 1fr);
      }
      .layered > * {
        grid-area: 1 / 1;
      }
      .layered > gj-skeleton {
        align-self: start;
      }
      /* A list that stands alone has the whole line, where names are not cut. */
      .lists {
        grid-template-columns: repeat(auto-fit, minmax(var(--gj-size-280), 1fr));
      }
      .forms a {
        height: 100%;
      }
    `,
  ];
  override connectedCallback(): void {
    super.connectedCallback();
    // Lists and their conditions are a good deal to load: the page is there before.
    void this.#quiet.come.then(() => import('./gj-worklist.ts')).catch(() => {});
    this.#quiet.wait(import('./inbox/gj-inbox-list.ts').catch(() => {}));
    ownInbox.addEventListener('change', this.#changed);
    this.#quiet.wait(ownInbox.refresh());
    this.#quiet.wait(this.#data.learnt);
  }

  override disconnectedCallback(): void {
    ownInbox.removeEventListener('change', this.#changed);
    super.disconnectedCallback();
  }

  readonly #changed = () => this.requestUpdate();
  readonly #data = new HomeData(this);
  readonly #rules = new RuleFindings(this);
  readonly #quiet = new FirstQuiet(this);
  readonly #phone = new Phone(this);

  async #loadDemo(): Promise<void> {
    try {
      await this.#data.loadDemo();
      notify({ text: msg('演示数据已载入', { id: 'demo-loaded' }) });
    } catch (failure) {
      notify({ text: failureText(failure), kind: 'error' });
    }
  }

  override render() {
    const { who, org } = session;
    return html`
      <gj-page-head heading=${msg(str`您好，${who?.user.name ?? ''}`, { id: 'hello' })}
          .actions=${mayDesign() && !this.#phone.is ? designing() : []}>
        <span slot="where">${org ? dotted([org.name, org.number]) : msg('没有可用的组织', { id: 'no-organisation' })}</span>
      </gj-page-head>
      <div class="gridded layered">
        ${
          this.#quiet.isCome
            ? nothing
            : html`<gj-skeleton .outline=${{ rows: this.#phone.is ? 8 : 16 }}></gj-skeleton>`
        }
        <div>${this.#phone.is ? this.#onPhone() : this.#onDesk()}</div>
      </div>
    `;
  }

  /** What stands first is seen as soon as it is there; what it would push down, once nothing comes above it any more. */
  #onDesk(): TemplateResult {
    const waits = !this.#quiet.isCome;
    return html`<div class="columns stack high">
        <div class="numbers stack">${this.#tiles()}</div>
        <div class="stack" ?hidden=${waits}>${this.#start()}</div>
        <div class="stack" ?hidden=${waits}>${this.#atHand()}${this.#recent()}</div>
        <div class="waits stack" ?hidden=${waits}>${this.#attention()}<gj-worklist></gj-worklist>${this.#idle()}</div>
      </div>`;
  }

  /** Whoever looks on the way has come for what waits. */
  #onPhone(): TemplateResult {
    return html`${this.#attention()}
      <div class="stack above-3" ?hidden=${!this.#quiet.isCome}>${this.#tiles()}${this.#atHand()}${this.#recent()}${this.#start()}
        <gj-worklist></gj-worklist>${this.#idle()}</div>`;
  }

  #tiles() {
    return this.domains.flatMap(({ homeTiles = [] }) => contributed(homeTiles, undefined));
  }

  #start(): TemplateResult {
    return html`<gj-guide></gj-guide>
      <gj-first-steps .steps=${this.#data.steps} .demo=${this.#data.demo}
        .organisations=${this.#data.demoOrganisations} .story=${this.#data.story} @load-demo=${this.#loadDemo}
        @put-away=${() => this.#data.putAway()}></gj-first-steps>`;
  }

  /** Draws the forms and records that this person starred, and the records looked at last. */
  #atHand(): TemplateResult | typeof nothing {
    const kept = starred().slice(0, 8);
    const records = recentRecords().slice(0, 8);
    if (kept.length + records.length === 0) return nothing;
    return html`<section class="card hand" aria-labelledby="hand">
      <h2 class="across below-3" id="hand">${icon('star')}${msg('收藏与最近的记录', { id: 'at-hand' })}</h2>
      <div class="lists paved">
        ${
          kept.length > 0
            ? html`<ul class="lines" aria-label=${msg('收藏', { id: 'starred' })}>${kept.map(
                ({ form, record, text }) =>
                  record === undefined
                    ? this.#line(form, formAddress(form), { name: say(form.listLabel) })
                    : this.#record(form, record, text ?? say(form.recordLabel)),
              )}</ul>`
            : nothing
        }
        ${
          records.length > 0
            ? html`<ul class="lines" aria-label=${msg('最近的记录', { id: 'recent-records' })}>${records.map(
                ({ form, record, text }) => this.#record(form, record, text),
              )}</ul>`
            : nothing
        }
      </div>
    </section>`;
  }

  #record(form: FormOutline, record: string, name: string): TemplateResult {
    const face = faceOfRecord(form, record);
    return this.#line(form, `/forms/${form.name}/${record}`, { name, of: say(form.recordLabel), face });
  }

  #line(form: FormOutline, address: string, { name, of = '', face = nothing }: Line): TemplateResult {
    return html`<li class="ellipsis"><span class="muted">${formMark(form)}</span> ${face}<a class="whole" href=${address}>${name}</a> <span class="small muted">${of}</span></li>`;
  }

  #recent(): TemplateResult {
    const recent = recentForms();
    const forms = recent.length > 0 ? recent : formsIn(menuTree(session.menu, session.forms)).slice(0, 12);
    const title =
      recent.length > 0 ? msg('最近使用', { id: 'recent' }) : msg('从这里开始', { id: 'start-here' });
    return html`<section class="card" aria-labelledby="recent">
      <h2 class="across below-3" id="recent">${icon('clock')}${title}</h2>
      ${
        forms.length > 0
          ? html`<ul class="forms paved">${forms.map((form) => html`<li>${this.#form(form)}</li>`)}</ul>`
          : html`<p class="muted">${msg('您还没有任何表单的权限，请联系管理员。', { id: 'no-forms' })}</p>`
      }
    </section>`;
  }

  #form(form: FormOutline): TemplateResult {
    return html`<a class="gridded packed pad-2-3 edged rounded in-text" href=${`/forms/${form.name}`}><span class="across-close"><span class="muted">${formMark(form)}</span>${say(form.listLabel)}</span>
      ${form.help ? html`<span class="small muted two-lines" title=${say(form.help)}>${say(form.help)}</span>` : nothing}</a>`;
  }

  /** The inbox as far as there is room; all of it is a page of its own. */
  #attention(): TemplateResult {
    const inbox = ownInbox.open;
    const items = inbox?.items ?? [];
    const title = msg('需要处理', { id: 'attention' });
    return html`<section class="card" aria-labelledby="attention" aria-busy=${inbox === undefined}>
      <h2 class="across below-2" id="attention">${icon('inbox')}${title}
        <a class="end pushed small regular one-line" href="/inbox">${
          items.length > fewItems
            ? msg(str`全部 ${items.length} 项`, { id: 'inbox-all' })
            : msg('打开收件箱', { id: 'inbox-open-page' })
        }</a></h2>
      <gj-inbox-list short .items=${items.slice(0, fewItems)} label=${title}></gj-inbox-list>
      ${
        inbox && items.length === 0
          ? html`<p class="across in-ok">${icon('check')}${msg('没有需要处理的事情', { id: 'nothing-to-do' })}</p>`
          : nothing
      }
      ${inbox ? nothing : html`<gj-skeleton .outline=${{ rows: 3 }}></gj-skeleton>`}
    </section>`;
  }

  /**
   * Few are named at once; of many so many are said, and whoever wants to know unfolds which. Looking for them takes a
   * while: they stand last, where they move nothing.
   */
  #idle(): TemplateResult | typeof nothing {
    const { findings } = this.#rules;
    if (findings.length === 0) return nothing;
    const list = html`<ul class="lines parted">${findings.map((finding) => this.#rule(finding))}</ul>`;
    const title = msg('不会生效的规则', { id: 'idle-rules' });
    return html`<section class="card" aria-labelledby="idle">
      <h2 class="across below-2" id="idle">${icon('alert')}${title}</h2>
      ${
        findings.length < fewest
          ? list
          : html`<details><summary class="in-warn pressable">${icon('alert', 14)} ${plural(
              msg(str`${findings.length} 条规则永远不会生效`, { id: 'rules-never-win' }),
            )}</summary>${list}</details>`
      }</section>`;
  }

  #rule({ form, id, number, name, row, reason }: RuleFinding): TemplateResult {
    return html`<li>
      <a href=${`/forms/${form}/${id}`}>${[number, name].filter(Boolean).join(' ') || nameless()}${row ? ` #${row.seq}` : ''}</a>
      <span class="small muted">${say(session.form(form)?.recordLabel)}</span>
      <p class="small">${reason}</p>
    </li>`;
  }
}
/** So many items of the inbox are shown here. */
const fewItems = 8;
/** From so many on, what is said of rule after rule is folded. */
const fewest = 3;
customElements.define('gj-home-page', HomePage);

function designing(): readonly Action[] {
  return [
    {
      key: 'design',
      text: msg('表单设计', { id: 'design' }),
      icon: 'edit',
      help: msg('新建表单，或修改已有表单的字段、布局、列表和规则', { id: 'home-design-help' }),
      href: '/design',
      also: designCalled,
    },
  ];
}
