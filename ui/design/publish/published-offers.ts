import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import type { DesignStep } from '../../../metadata/design/steps/design-step.ts';
import { failureText } from '../../kit/base/failure-text.ts';
import { onceLoaded } from '../../kit/base/once-loaded.ts';
import { shortName } from '../../kit/base/short-names.ts';
import { type NoticeOffer, notify } from '../../kit/gj-notices.ts';
import { download } from '../../session/download.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';

/** So many forms are named of those that a publish changed. */
const mostNamed = 3;

/** Ids of the forms that steps changed, the one that somebody came from first. */
export function changedForms(steps: readonly DesignStep[], from: string): readonly string[] {
  const all = steps.flatMap((step) => {
    if (step.do === 'add-form') return [step.content.id ?? step.content.name];
    return 'form' in step && step.form !== '' ? [step.form] : [];
  });
  const first = session.form(from)?.id ?? from;
  return [...new Set(all)].toSorted((a, b) => Number(b === first) - Number(a === first));
}

/**
 * What one may go on with after a publish: of the first form its list, a new record, its rules tried, the design; of the
 * others their lists; and a link to pass on.
 */
export function publishedOffers(changed: readonly string[]): readonly NoticeOffer[] {
  const live = changed
    .flatMap((id) => session.formById(id) ?? [])
    .filter(({ actions }) => actions.includes('read'));
  const [first, ...others] = live;
  if (!first) return [];
  const at = `/forms/${first.name}`;
  const mayCreate = first.actions.includes('create') && first.kind !== 'setting';
  return [
    {
      text: msg(str`打开“${shortName(say(first.listLabel))}”`, { id: 'published-open' }),
      title: say(first.listLabel),
      href: at,
    },
    ...(mayCreate ? [{ text: msg('新建一条', { id: 'published-new' }), href: `${at}/new` }] : []),
    ...(first.match && first.actions.includes('match')
      ? [{ text: msg('匹配测试', { id: 'match-tester' }), href: `/match/${first.name}` }]
      : []),
    { text: msg('继续设计', { id: 'design-go-on' }), href: `/design/${first.name}` },
    { text: msg('通知同事…', { id: 'published-tell' }), act: () => tellColleagues(first) },
    { text: msg('复制链接给同事', { id: 'published-link' }), act: () => copyLink(at) },
    ...others.slice(0, mostNamed).map((form) => ({
      text: shortName(say(form.listLabel)),
      title: say(form.listLabel),
      href: `/forms/${form.name}`,
    })),
  ];
}

/** The files of the packages that became new versions. */
export function packageOffers(packages: readonly string[]): readonly NoticeOffer[] {
  return packages.map((name) => ({
    text: msg(str`下载 ${name}.tgz`, { id: 'published-download' }),
    act: () => download(session.api.url(`/api/packages/${encodeURIComponent(name)}.tgz`)),
  }));
}

/** The same as buttons of a page, the first of them the one that most want. */
export function offerButtons(offers: readonly NoticeOffer[]): readonly TemplateResult[] {
  return offers.map((offer, at) =>
    'href' in offer
      ? html`<a class="button ${at === 0 ? 'primary' : ''}" href=${offer.href}
          title=${offer.title ?? nothing}>${offer.text}</a>`
      : html`<button @click=${() => void offer.act()}>${offer.text}</button>`,
  );
}

const telling = onceLoaded(() => import('./tell-colleagues.ts'));

async function tellColleagues(form: FormOutline): Promise<void> {
  const { tellOf } = await telling();
  await tellOf(form);
}

async function copyLink(path: string): Promise<void> {
  const address = new URL(path, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
    notify({ text: msg(str`已复制：${address}`, { id: 'published-copied' }) });
  } catch (failure) {
    notify({ text: `${failureText(failure)} ${address}`, kind: 'error' });
  }
}
