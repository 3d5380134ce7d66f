import { msg, str } from '@lit/localize';
import { isEmptyValue, isObject, type Json } from '../../../metadata/common/json.ts';
import type { Condition } from '../../../metadata/condition.ts';
import type { FormOutline } from '../../../metadata/contract/forms/outline.ts';
import { freeOfPending } from '../../../rules/einvoicing/common/free-of-pending.ts';
import type { Remedy } from '../../record/document/failing.ts';
import { readRecord } from '../../record/editor/record-place.ts';
import { say } from '../../session/i18n.ts';
import { session } from '../../session/session.ts';
import { listOf } from '../numbers/list-of.ts';

type ValueAt = (id: string) => unknown;

/** What a failure hangs on: the form, and which of its records it is about. */
interface Cause {
  readonly form: string;
  readonly text: () => string;
  readonly filter?: (valueAt: ValueAt) => Condition | undefined;
  /** The id of the one that it is about. Default: those of the filter are. */
  readonly record?: (valueAt: ValueAt) => unknown;
}

const ofSeller = (valueAt: ValueAt) => equal('taxNo', valueAt('sellerTaxNo'));

const credit: Cause = {
  form: 'business-control',
  text: () => msg('调整授信额度', { id: 'failure-credit' }),
  filter: (valueAt) => equal('businessType', pointed(valueAt('businessType'))),
};
const licence: Cause = {
  form: 'licence',
  text: () => msg('开票许可', { id: 'failure-licence' }),
  filter: ofSeller,
};
const business: Cause = {
  form: 'business-type',
  text: () => msg('开票业务类型', { id: 'failure-business' }),
  record: (valueAt) => pointed(valueAt('businessType')),
};

/** By the code of a failure. */
const causes: Readonly<Record<string, Cause>> = {
  'role-day-credit': credit,
  'role-month-credit': credit,
  'day-credit': credit,
  'month-credit': credit,
  'quota-short': {
    form: 'quota-account',
    text: () => msg('发票额度', { id: 'failure-quota' }),
    filter: ofSeller,
  },
  'business-limit': business,
  'business-tax-code': business,
  'licence-withdrawn': licence,
  'seller-withdrawn': licence,
  'seller-not-authorised': licence,
};

/**
 * Where whoever may mends what stopped a pending invoice, with its organisation and kind of business; who else is told whom
 * to ask.
 */
export async function failureRemedies(valueAt: ValueAt): Promise<Remedy> {
  const code = String(valueAt('failureCode') ?? '');
  if (code === 'channel-not-configured') return { links: channelLinks() };
  const cause = Object.hasOwn(causes, code) ? causes[code] : undefined;
  const form = cause && session.formById(cause.form);
  if (!cause) return { links: applicationLinks(valueAt) };
  if (!form) return { links: [], ask: askText(undefined) };
  const [filter, record] = [cause.filter?.(valueAt), cause.record?.(valueAt)];
  const id = typeof record === 'string' ? record : undefined;
  if (!(await mayMend(form, { filter, id }))) return { links: [], ask: askText(say(form.label)) };
  const list = filter ? listOf({ form: form.name, filter }) : `/forms/${form.name}?view=manage`;
  const place = id === undefined ? `${list}&` : `/forms/${form.name}/${id}?`;
  const org = new URLSearchParams({ org: numberOf(valueAt('organisation')) ?? '' });
  return { links: [{ text: cause.text(), href: place + org }] };
}

/**
 * Where a pending invoice is corrected, if what stopped it is not mended elsewhere: what was made of an application is
 * corrected there, all but a few fields.
 */
export function placeOfPending(valueAt: ValueAt): string | undefined {
  const path = valueAt('failurePath');
  if (typeof path !== 'string' || Object.hasOwn(causes, String(valueAt('failureCode')))) return undefined;
  return isMadeByHand(valueAt) || freeOfPending.has(path.slice(1)) ? path : undefined;
}

function isMadeByHand(valueAt: ValueAt): boolean {
  return ['sources', 'blueUses'].every((id) => isEmptyValue(valueAt(id) as Json | undefined));
}

/** The application that an invoice was made of, where only that can be corrected. */
function applicationLinks(valueAt: ValueAt): Remedy['links'] {
  const { id, number } = (valueAt('application') ?? {}) as { readonly id?: string; readonly number?: string };
  const form = session.formById('invoice-application');
  if (!form || id === undefined || isMadeByHand(valueAt) || valueAt('failurePath') === null) return [];
  return [{ text: `${say(form.label)} ${number ?? ''}`.trim(), href: `/forms/${form.name}/${id}` }];
}

/** Records that a failure may hang on and that are asked about. */
const most = 5;

/** Whether the person may change one of those that it hangs on, where that was created; or make one, where there is none. */
async function mayMend(
  form: FormOutline,
  { filter, id }: { readonly filter: Condition | undefined; readonly id: string | undefined },
): Promise<boolean> {
  const mayAnywhere = (action: string) => session.may(form.id, action);
  if (!mayAnywhere('edit') && !mayAnywhere('create')) return false;
  const ids = id === undefined ? await found(form, filter) : [id];
  if (ids.length === 0) return mayAnywhere('create');
  const may = await Promise.all(
    ids.map((one) =>
      readRecord(form.name, one).then(
        (read) => read.managed && read.may?.has('edit') === true,
        () => false,
      ),
    ),
  );
  return may.includes(true);
}

async function found({ name }: FormOutline, filter: Condition | undefined): Promise<readonly string[]> {
  const { items } = await session.api.call('GET /api/forms/:form/records', {
    path: { form: name },
    query: { view: 'manage', limit: most, ...(filter ? { filter: JSON.stringify(filter) } : {}) },
  });
  return items.map(({ id }) => id);
}

/** Where a channel is set, for what failed because none is. */
const channelLinks = () => [
  { text: msg('设置模拟开票', { id: 'desk-set-simulated' }), href: '/parameters?type=all_ele_mock_invoice' },
  { text: msg('通道策略', { id: 'desk-set-channel' }), href: '/forms/channel-strategy' },
];

function askText(form: string | undefined): string {
  return form === undefined
    ? msg('您不能处理这个问题，请联系管理员。', { id: 'failure-ask' })
    : msg(str`您不能修改“${form}”，请联系负责它的管理员。`, { id: 'failure-ask-for' });
}

function equal(fact: string, value: unknown): Condition | undefined {
  return typeof value === 'string' && value !== ''
    ? { fact, operator: 'equal', value: value as Json }
    : undefined;
}

function pointed(value: unknown): unknown {
  return isObject(value as Json) ? (value as { readonly id?: unknown }).id : value;
}

function numberOf(value: unknown): string | undefined {
  const number = isObject(value as Json) ? (value as { readonly number?: unknown }).number : undefined;
  return typeof number === 'string' ? number : undefined;
}
