import { isObject, type Json } from '../../../metadata/common/json.ts';
import type { ModeQuestion } from '../../../rules/imaging/imaging-mode/imaging-mode.ts';

interface Bill {
  readonly application?: string | null;
  readonly billType?: string | null;
  readonly businessSystem?: Json | null;
}

/** A bill, stored or as it is answered, as its mode is asked. */
export function questionOf({ application, billType, businessSystem: said }: Bill): ModeQuestion {
  const id = isObject(said) ? said['id'] : said;
  return {
    application: application || '-',
    billType: billType || '-',
    businessSystem: typeof id === 'string' ? id : null,
  };
}
