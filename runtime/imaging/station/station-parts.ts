import { isObject } from '../../../metadata/common/json.ts';
import type { Form } from '../../../metadata/model.ts';
import type { Call } from '../../call/call.ts';
import { refusal } from '../../common/refusal.ts';
import type { DomainNode } from '../../domain.ts';
import { type KnownForm, knownForm, type StoredAs } from '../../einvoicing/forms/forms.ts';
import type { Contents } from '../../storage/contents/contents.ts';
import { recordUnknown } from '../../storage/store/record/refusals.ts';
import type { WireRecord } from '../../storage/store/record/store.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';
import type { Scans } from '../scans/create-scans.ts';

/** The tools of the station where papers are scanned. */
export interface StationParts extends ImagingParts, Pick<DomainNode, 'decisions' | 'jobs'> {
  readonly scans: Scans;
}

/** The same beside the files of the tenant, as a request has them. */
export interface StationFiles extends StationParts {
  readonly contents: Contents;
}

export type ScanPage = StoredAs<'scan-page'>;

const formMissing = refusal('form-unknown', 404);

/** A form of the station; refuses where the package that has it is not installed. */
export function stationForm<Id extends 'scan-page' | 'scan-stack'>(
  call: Pick<Call, 'served'>,
  id: Id,
): KnownForm<Id> {
  const form = knownForm(call, id);
  if (!form) throw formMissing({ form: id, near: [] });
  return form;
}

/** To who reads none of a form, none of its records is there. */
export function requireSight(call: Call, form: Form, id: string): void {
  const scope = call.rights.scope(form, 'read');
  if (scope !== 'all' && scope.size === 0) throw recordUnknown({ id });
}

/** Reads what was scanned in the organisation of the call; of others there is nothing, even for who sees them. */
export async function ownRecord(
  { store }: StationParts,
  call: Call,
  form: KnownForm<'scan-page'> | KnownForm<'scan-stack'>,
  id: string,
): Promise<WireRecord> {
  requireSight(call, form, id);
  const record: WireRecord = await store.read(call, form, id, 'manage');
  const { org } = record;
  if (!isObject(org) || org['id'] !== call.org) throw recordUnknown({ id });
  return record;
}
