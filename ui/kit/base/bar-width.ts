/**
 * Tells styles how wide the bar of what scrolls is here, as `--gj-scrollbar`: nought where it lies over the content. Without it a
 * page that keeps room for its bar could not end where its head does.
 */
export function tellBarWidth(): void {
  const { style } = document.documentElement;
  if (style.getPropertyValue('--gj-scrollbar') !== '') return;
  const probe = document.createElement('div');
  probe.style.cssText =
    'position:fixed;inset:0 auto auto 0;width:100px;visibility:hidden;overflow:auto;scrollbar-gutter:stable';
  document.body.append(probe);
  style.setProperty('--gj-scrollbar', `${probe.offsetWidth - probe.clientWidth}px`);
  probe.remove();
}
