import type { JsonObject } from '../../../metadata/common/json.ts';
import { toLocal } from '../../../rules/calendar.ts';
import type { Call } from '../../call/call.ts';
import { billForm } from './bill-form.ts';
import { coverPage } from './cover-page.ts';
import type { ImagingParts } from './imaging-parts.ts';
import { coverMissing, imageCodeMissing } from './refusals.ts';

/**
 * The cover of a bill that has its code, by the template that holds now; of the record as its reader is answered it.
 */
export async function coverOf(parts: ImagingParts, call: Call, bill: JsonObject): Promise<string> {
  const text = (name: string) => (typeof bill[name] === 'string' ? bill[name] : '');
  const code = text('code');
  if (code === '') throw imageCodeMissing({ number: text('billNumber') });
  const org = call.served.orgs.byNumber(text('org')) ?? call.served.orgs.get(call.org);
  const decide = await parts.imageCodes({ ...call, ...(org ? { org: org.id } : {}) });
  const named = { application: text('application'), billType: text('billType') };
  const { cover } = await decide({ ...named, sequence: 1 });
  if (!cover) throw coverMissing({ ...named });
  const { language } = call;
  const form = billForm(call);
  const labelled = (name: string, value = text(name)) =>
    [form.byName.get(name)?.label[language] ?? name, value] as const;
  const day = text('codedAt') === '' ? '' : toLocal(text('codedAt'), parts.zone(org?.id ?? call.org)).date;
  const facts: readonly (readonly [label: string, value: string])[] = [
    [language === 'zh' ? '组织' : 'Organisation', org?.name ?? ''],
    ...['application', 'billType', 'billNumber', 'billId', 'number', 'code'].map((name) => labelled(name)),
    labelled('codedAt', day),
  ];
  return coverPage({ cover, code, language, facts: facts.filter(([, value]) => value !== '') });
}
