import type { Channel, ChooseChannel } from './channel.ts';

/** Channels by the kind that documents name. A real one is a file beside this, and a line here. */
const real: Readonly<Record<string, Channel>> = {};

/**
 * Simulated where a parameter says so of the seller, and digital alone; else the real one of its kind, where there is
 * one.
 */
export function connectedChannels(simulated: Channel): ChooseChannel {
  return ({ channel, invoiceType, simulated: isSimulated }) => {
    if (isSimulated && invoiceType.endsWith('xdp')) return simulated;
    return (channel === null ? undefined : real[channel]) ?? null;
  };
}
