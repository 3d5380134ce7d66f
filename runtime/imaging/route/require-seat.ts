import type { Call } from '../../call/call.ts';
import type { ImagingParts } from '../bills/imaging-parts.ts';
import { seatExpired, seatMissing } from '../bills/refusals.ts';

/** How licences are renewed, by the cloud they are for. */
const renewing = {
  public: { zh: '在许可分组明细中点击“更新许可”', en: 'update the licences in the details of the group' },
  private: { zh: '导入新的许可文件', en: 'import the new licence' },
} as const;

/** Refuses who brings or approves images without a licence, where such licences are given out at all. */
export async function requireSeat({ seat }: Pick<ImagingParts, 'seat'>, call: Call): Promise<void> {
  const { result } = await seat(call, call.user.id);
  if (result.allowed) return;
  const group = result.group ?? '';
  if (result.expiredOn === null) throw seatMissing({ group, user: call.user.name });
  throw seatExpired({ group, day: result.expiredOn, renew: { ...renewing[result.cloud ?? 'public'] } });
}
