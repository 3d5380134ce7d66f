import type { Form } from '../../../../metadata/model.ts';
import type { ScanCode } from '../../../../rules/einvoicing/scan/scan.ts';
import type { Call } from '../../../call/call.ts';
import { knownForm } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';

/** A code with the organisation that applications of it are made in. */
export interface FoundCode extends ScanCode {
  readonly organisation: string;
}

/**
 * The code that says this text, or has this number, among those of organisations where the caller may make applications;
 * null: there is none. Whoever may not make any learns as little of a code as if it were not there.
 */
export async function findScanCode(
  { store }: Pick<IssuingParts, 'store'>,
  call: Call,
  application: Form,
  scanned: string,
): Promise<FoundCode | null> {
  const scope = call.rights.scope(application, 'create');
  const platform = asPlatform(call, call.served.orgs.root);
  const all = [...(await sellers('static-qr')), ...(await sellers('receipt-code')), ...(await dynamic())];
  const mine = all.filter(({ organisation }) => scope === 'all' || scope.has(organisation));
  return (
    mine.find(({ code }) => code === scanned) ??
    mine.find(({ organisation }) => organisation === call.org) ??
    mine[0] ??
    null
  );

  function asking() {
    const equal = (fact: string) => ({ fact, operator: 'equal', value: scanned }) as const;
    return { view: 'manage', filter: { any: [equal('code'), equal('number')] }, limit: 100 } as const;
  }

  async function sellers(id: 'static-qr' | 'receipt-code') {
    const form = knownForm(call, id);
    if (!form) return [];
    const { items } = await store.list(platform, form, asking());
    return items.flatMap(({ organisation, ...code }) =>
      organisation ? [{ ...code, organisation: organisation.id }] : [],
    );
  }

  async function dynamic() {
    const form = knownForm(call, 'dynamic-qr');
    if (!form) return [];
    const { items } = await store.list(platform, form, asking());
    return Promise.all(
      items.map(async ({ org, ...code }) => ({
        ...code,
        organisation: await sellerOf(code.taxNo ?? '', org?.id ?? call.org),
      })),
    );
  }

  /** The organisation of a tax number, nearest to whoever made the code; that one where none has it. */
  async function sellerOf(taxNo: string, creator: string): Promise<string> {
    const form = knownForm(call, 'organisation');
    if (!form || taxNo === '') return creator;
    const filter = { fact: 'taxNumber', operator: 'equal', value: taxNo } as const;
    const { items } = await store.list(platform, form, {
      view: 'manage',
      filter,
      fields: ['number'],
      limit: 100,
    });
    const ids = items.map(({ id }) => id);
    return ids.includes(creator) ? creator : (ids[0] ?? creator);
  }
}
