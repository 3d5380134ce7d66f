import type { Channel } from '../../channels/channel.ts';

/** Whether what a channel issues counts towards the quota of its month: what has no legal effect does not. */
export function countsQuota(channel: Pick<Channel, 'simulated' | 'testing' | 'countsQuota'> | null): boolean {
  return channel?.countsQuota === true || !(channel?.simulated || channel?.testing);
}
