/**
 * The thing that is dragged over the canvas: a new field of a kind, places that move, or a field that is shown again.
 */
export type Dragged =
  | { readonly kind: string }
  | { readonly places: readonly string[] }
  | { readonly hidden: string };

/** One thing at a time is dragged; what stands in the event cannot be read before it is dropped. */
class Dragging {
  what: Dragged | null = null;

  start(what: Dragged, event: DragEvent): void {
    this.what = what;
    event.dataTransfer?.setData('text/plain', JSON.stringify(what));
    if (event.dataTransfer) event.dataTransfer.effectAllowed = 'copyMove';
  }

  /** Answers whether a tab or a group is dragged; with a level, whether it is one of that level. */
  isPart(level?: 'tabs' | 'groups'): boolean {
    const [place = ''] = this.what && 'places' in this.what ? this.what.places : [];
    return place.startsWith(`layout/${level ?? ''}`);
  }

  /** Answers whether a block is dragged: one that stands on the page, or a new one. */
  get isBlock(): boolean {
    const { what } = this;
    if (!what || 'hidden' in what) return false;
    return 'kind' in what ? what.kind.startsWith('block:') : (what.places[0]?.startsWith('blocks/') ?? false);
  }

  end(): void {
    this.what = null;
  }
}

export const dragging = new Dragging();
