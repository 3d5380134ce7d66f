import { platformRights, platformUser } from '../../call/system-call.ts';
import type { StoredAs } from '../../einvoicing/forms/forms.ts';
import type { SpecialForm } from '../../storage/store/save/parts.ts';
import { withinLimits } from './image-limits.ts';
import { pushOwn } from './refusals.ts';

/** The behaviour of imaging's documents beyond their metadata, by id of the form. */
export const specialBills: Readonly<Record<string, SpecialForm>> = {
  'image-bill': { permit: withinLimits, hides: hiddenImages },
  'image-arrival': { permit: withinLimits },
  'image-push': {
    permit: async (_reader, _layouts, { call, before }) => {
      if (!before && call.rights !== platformRights) throw pushOwn();
    },
  },
};

/** Images are nobody's but theirs who brought them, while the bill stands where who approves may not look at them. */
function hiddenImages(
  { user, rights }: Parameters<NonNullable<SpecialForm['hides']>>[0],
  stored: Parameters<NonNullable<SpecialForm['hides']>>[1],
): readonly string[] {
  const bill: StoredAs<'image-bill'> = stored;
  if (bill.imagesHidden !== true || user.id === platformUser.id || rights === platformRights) return [];
  return user.id === bill.submittedBy || user.id === bill.scannedBy ? [] : ['images', 'sentBack'];
}
