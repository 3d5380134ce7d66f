import { isObject } from '../../../metadata/common/json.ts';
import { readDetail, type TrailEntryRow } from './trail-entry-row.ts';

/** An entry as it leaves, with the mark of the link that seals it. */
export interface ForwardedEntry extends TrailEntryRow {
  /** `42:3f9a…`: whoever keeps what arrives keeps the digests of the chain. */
  readonly mark: string;
}

/** The network address from which somebody did it, where that was noted. */
export function addressIn({ detail }: Pick<TrailEntryRow, 'detail'>): string | null {
  const said = readDetail(detail);
  const address = said !== undefined && isObject(said) ? said['address'] : undefined;
  return typeof address === 'string' ? address : null;
}
