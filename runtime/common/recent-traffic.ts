/** Milliseconds that are told together: a day is 288 of them. */
export const slotLength = 300_000;
const mostSlots = 288;

/** What happened in five minutes of this node. */
export interface TrafficSlot {
  /** Its place among all slots since the process started. */
  readonly at: number;
  requests: number;
  /** Answered by 5xx. */
  failed: number;
  milliseconds: number;
  /** Bytes, as the first request of the slot found it. */
  readonly memory: number;
}

/** The traffic of the last day, thinned: it is kept in memory alone, and begins anew with the process. */
export class RecentTraffic {
  readonly #slots: TrafficSlot[] = [];
  readonly #memory: () => number;

  /** `memory`: bytes that the process takes. */
  constructor(memory: () => number) {
    this.#memory = memory;
  }

  /** `now`: milliseconds since the process started. */
  note(status: number, milliseconds: number, now = performance.now()): void {
    const at = Math.floor(now / slotLength);
    let slot = this.#slots.at(-1);
    if (slot?.at !== at) {
      slot = { at, requests: 0, failed: 0, milliseconds: 0, memory: this.#memory() };
      this.#slots.push(slot);
      if (this.#slots.length > mostSlots) this.#slots.shift();
    }
    slot.requests += 1;
    slot.milliseconds += milliseconds;
    if (status >= 500) slot.failed += 1;
  }

  /** Those of the last day, the oldest first; where nobody asked anything there is none. */
  slots(now = performance.now()): readonly Readonly<TrafficSlot>[] {
    const first = Math.floor(now / slotLength) - mostSlots;
    return this.#slots.filter(({ at }) => at > first);
  }
}
