import type { ImagingEvent, ImagingRoute } from './imaging-route.ts';

export interface ImagingNode {
  readonly kind: 'upload' | 'approval';
  readonly process: string;
  readonly step: number;
  /** The person who scans; null: who submits. */
  readonly scanner: string | null;
  /** The meanings of the decisions it offers. */
  readonly offers: readonly string[];
}

export interface ImagingWay {
  /** Whether a node of the process waits for images. */
  readonly imagesRequired: boolean;
  /** The node where a bill stands at that step; null: it stands at none. */
  readonly at: ImagingNode | null;
  /** The node to which the route leads; null: back to who submits, or the process is over. */
  to(route: ImagingRoute): ImagingNode | null;
}

/** The way of a bill through the nodes of its process, seen from the step at which it stands (0: before all). */
export function wayOf(nodes: readonly ImagingNode[], step: number): ImagingWay {
  // A type of bill goes through one process: the first by name, where nodes of several name the type.
  const [first] = nodes.map(({ process }) => process).toSorted();
  const own = nodes.filter(({ process }) => process === first).toSorted((a, b) => a.step - b.step);
  const uploads = own.filter(({ kind }) => kind === 'upload');
  return {
    imagesRequired: uploads.length > 0,
    at: own.find((node) => node.step === step) ?? null,
    to({ next, imagesKept }) {
      if (next === 'submit') return null;
      if (next === 'upload') return uploads.findLast((node) => node.step < step) ?? uploads[0] ?? null;
      return own.find((node) => node.step > step && !(imagesKept && node.kind === 'upload')) ?? null;
    },
  };
}

/** Whether the node where a bill stands lets it be done. */
export function isOffered(event: ImagingEvent, at: ImagingNode | null): boolean {
  if (event === 'submit') return true;
  if (event === 'upload') return at?.kind === 'upload';
  return at?.kind === 'approval' && at.offers.includes(event);
}
