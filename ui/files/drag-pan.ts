/** What is larger than its box is moved in it by whoever drags it. */
export function dragPan(event: PointerEvent): void {
  const box = event.currentTarget as HTMLElement;
  if (event.button !== 0 || event.pointerType === 'touch') return;
  event.preventDefault();
  box.focus();
  box.setPointerCapture(event.pointerId);
  const start = { x: event.clientX + box.scrollLeft, y: event.clientY + box.scrollTop };
  const move = ({ clientX, clientY }: PointerEvent) => box.scrollTo(start.x - clientX, start.y - clientY);
  box.addEventListener('pointermove', move);
  box.addEventListener('lostpointercapture', () => box.removeEventListener('pointermove', move), {
    once: true,
  });
}

/** Moves what is in a box by keys: shift and an arrow. Answers whether it was one of those. */
export function keyPan(event: KeyboardEvent, box: HTMLElement | null): boolean {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  if (!event.shiftKey || !step || !box) return false;
  const [x = 0, y = 0] = step;
  box.scrollBy(x * stride, y * stride);
  return true;
}

const stride = 80;
