import { type Decided, Trace, type TraceLevel } from '../../decisions/trace.ts';

export type ImagingEvent = 'submit' | 'upload' | 'agree' | 'reject' | 'rescan' | 'reject-rescan';

export interface ImagingQuestion {
  readonly event: ImagingEvent;
  readonly imagesRequired?: boolean;
  readonly imagesKept?: boolean;
  /** The events of the document before, oldest first. */
  readonly history?: readonly ImagingEvent[];
}

export interface ImagingRoute {
  /** The upload node, back to who submits, or the node after this one. */
  readonly next: 'upload' | 'submit' | 'next';
  readonly imagesKept: boolean;
}

/** Decides where a document goes in the workflow, and whether the images it has still count. */
export function imagingRoute(
  { event, imagesRequired = false, imagesKept, history = [] }: ImagingQuestion,
  level?: TraceLevel,
): Decided<ImagingRoute> {
  const trace = new Trace(level);
  const kept = imagesKept ?? hasImages(history);
  // Who rejected it for a new scan wants one, whatever is usual for such documents.
  const wanted = imagesRequired || history.at(-1) === 'reject-rescan';
  const routes: Readonly<Record<ImagingEvent, ImagingRoute>> = {
    submit: { next: wanted && !kept ? 'upload' : 'next', imagesKept: kept },
    upload: { next: 'next', imagesKept: true },
    agree: { next: 'next', imagesKept: kept },
    reject: { next: 'submit', imagesKept: kept },
    rescan: { next: 'upload', imagesKept: kept },
    // A person who submits again has to bring the images again.
    'reject-rescan': { next: 'submit', imagesKept: false },
  };
  const route = routes[event];
  trace.step('imaging-routed', { params: { event, next: route.next } });
  return trace.decided(route);
}

function hasImages(history: readonly ImagingEvent[]): boolean {
  return history.lastIndexOf('upload') > history.lastIndexOf('reject-rescan');
}
