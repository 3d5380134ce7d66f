import type { ImagingEvent, ImagingRoute } from './imaging-route.ts';

/** A decision as a node offers it, by the code and the name that its workflow knows. */
export interface NodeDecision {
  readonly code: string;
  readonly name: string;
  readonly meaning: string;
}

export interface ImagingNode {
  readonly kind: 'upload' | 'approval';
  readonly number: string;
  readonly name: string;
  readonly process: string;
  readonly step: number;
  /** The person who scans; null: who submits. */
  readonly scanner: string | null;
  readonly decisions: readonly NodeDecision[];
  /** Whether who approves may look at the images. */
  readonly viewImages: boolean;
  /** Whether a bill whose images are marked for a new scan is not plainly rejected. */
  readonly checksRescan: boolean;
  /** What the workflow outside calls there. */
  readonly plugins: readonly { readonly plugin: string; readonly purpose: string }[];
}

export interface ImagingWay {
  /** Whether a node of the process waits for images. */
  readonly imagesRequired: boolean;
  /** Whether there is a node that could wait for images. */
  readonly canWait: boolean;
  /** The node where a bill stands at that step; null: it stands at none. */
  readonly at: ImagingNode | null;
  /** The node to which the route leads; null: back to who submits, or the process is over. */
  to(route: ImagingRoute): ImagingNode | null;
}

/**
 * The way of a bill through the nodes of its process, seen from the step at which it stands (0: before all). `required`:
 * whether such bills need images; by default those do whose process has a node for them.
 */
export function wayOf(nodes: readonly ImagingNode[], step: number, required?: boolean | null): ImagingWay {
  // A type of bill goes through one process: the first by name, where nodes of several name the type.
  const [first] = nodes.map(({ process }) => process).toSorted();
  const own = nodes.filter(({ process }) => process === first).toSorted((a, b) => a.step - b.step);
  const uploads = own.filter(({ kind }) => kind === 'upload');
  const imagesRequired = uploads.length > 0 && required !== false;
  return {
    imagesRequired,
    canWait: uploads.length > 0,
    at: own.find((node) => node.step === step) ?? null,
    to({ next, imagesKept }) {
      if (next === 'submit') return null;
      // Who submits begins at the first node, whichever it is: no approval is passed by.
      if (next === 'upload' && step > 0)
        return uploads.findLast((node) => node.step < step) ?? uploads[0] ?? null;
      const waits = next === 'upload' || (imagesRequired && !imagesKept);
      return own.find((node) => node.step > step && (waits || node.kind !== 'upload')) ?? null;
    },
  };
}

/** The decision by which a node lets an event be; null: it does not offer it. */
export function decisionFor(event: ImagingEvent, at: ImagingNode | null): NodeDecision | null {
  return at?.decisions.find(({ meaning }) => meaning === event) ?? null;
}

/** Whether the node where a bill stands lets it be done. */
export function isOffered(event: ImagingEvent, at: ImagingNode | null): boolean {
  if (event === 'submit') return true;
  if (event === 'upload') return at?.kind === 'upload';
  return at?.kind === 'approval' && decisionFor(event, at) !== null;
}
