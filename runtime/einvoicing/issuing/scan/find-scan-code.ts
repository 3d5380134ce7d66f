import type { Condition } from '../../../../metadata/condition.ts';
import type { Form } from '../../../../metadata/model.ts';
import type { ScanCode } from '../../../../rules/einvoicing/scan/scan.ts';
import type { Call } from '../../../call/call.ts';
import { knownForm } from '../../forms/forms.ts';
import { asPlatform } from '../documents/document-forms.ts';
import type { IssuingParts } from '../documents/issuing-parts.ts';

/** A code with the organisation that applications of it are made in. */
export interface FoundCode extends ScanCode {
  readonly id: string;
  /** What it says, once it was drawn. */
  readonly code?: string | null;
  readonly organisation: string;
  /** What customers are invoiced for who fill in its page. */
  readonly item?: { readonly id: string } | null;
  /** Its purchases are told by a business system alone: no customer types their amounts. */
  readonly needsSlip: boolean;
}

type Parts = Pick<IssuingParts, 'store'>;

/**
 * The code that says this text, or has this number, among those of organisations where the caller may make applications;
 * null: there is none. Whoever may not make any learns as little of a code as if it were not there.
 */
export async function findScanCode(
  parts: Parts,
  call: Call,
  application: Form,
  scanned: string,
): Promise<FoundCode | null> {
  const scope = call.rights.scope(application, 'create');
  const equal = (fact: string) => ({ fact, operator: 'equal', value: scanned }) as const;
  const all = await codesWhere(parts, call, { any: [equal('code'), equal('number')] });
  const mine = all.filter(({ organisation }) => scope === 'all' || scope.has(organisation));
  return (
    mine.find(({ code }) => code === scanned) ??
    mine.find(({ organisation }) => organisation === call.org) ??
    mine[0] ??
    null
  );
}

/**
 * The code that says one of these addresses, and may be scanned now; null: there is none, it is disabled, or its
 * organisation is.
 */
export async function findOpenCode(
  parts: Parts,
  call: Call,
  addresses: readonly string[],
): Promise<FoundCode | null> {
  const [found] = await codesWhere(parts, call, {
    all: [
      { fact: 'code', operator: 'in', value: [...addresses] },
      { fact: 'enabled', operator: 'equal', value: true },
    ],
  });
  return found && call.served.orgs.get(found.organisation)?.enabled ? found : null;
}

async function codesWhere({ store }: Parts, call: Call, filter: Condition): Promise<readonly FoundCode[]> {
  const platform = asPlatform(call, call.served.orgs.root);
  const asked = { view: 'manage', filter, limit: 100 } as const;
  return [...(await sellers('static-qr')), ...(await sellers('receipt-code')), ...(await dynamic())];

  async function sellers(id: 'static-qr' | 'receipt-code') {
    const form = knownForm(call, id);
    if (!form) return [];
    const { items } = await store.list(platform, form, asked);
    return items.flatMap(({ organisation, ...code }) =>
      organisation ? [{ ...code, organisation: organisation.id, needsSlip: false }] : [],
    );
  }

  async function dynamic() {
    const form = knownForm(call, 'dynamic-qr');
    if (!form) return [];
    const { items } = await store.list(platform, form, asked);
    return Promise.all(
      items.map(async ({ org, ...code }) => ({
        ...code,
        organisation: await sellerOf(code.taxNo ?? '', org?.id ?? call.org),
        needsSlip: true,
      })),
    );
  }

  /** The organisation of a tax number, nearest to whoever made the code; that one where none has it. */
  async function sellerOf(taxNo: string, creator: string): Promise<string> {
    const form = knownForm(call, 'organisation');
    if (!form || taxNo === '') return creator;
    const of = { fact: 'taxNumber', operator: 'equal', value: taxNo } as const;
    const { items } = await store.list(platform, form, {
      view: 'manage',
      filter: of,
      fields: ['number'],
      limit: 100,
    });
    const ids = items.map(({ id }) => id);
    return ids.includes(creator) ? creator : (ids[0] ?? creator);
  }
}
