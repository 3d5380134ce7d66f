/**
 * Work that follows a change which is seen: done once the frame that shows the change is drawn, or at once where nothing
 * is drawn. Answers how to call it off.
 */
export function afterFrame(work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const isDrawn = typeof document === 'object' && document.visibilityState === 'visible';
  const frame = isDrawn ? requestAnimationFrame(() => (timer = setTimeout(work))) : undefined;
  if (!isDrawn) work();
  return () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
}
