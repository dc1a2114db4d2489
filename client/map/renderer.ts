/** Whether WebGL is drawn by the processor: remote desktops, old office machines, test browsers. The map then leaves the costly extras out. */
export function isSoftwareRenderer(canvas: HTMLCanvasElement): boolean {
  const gl = canvas.getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name = info ? String(gl?.getParameter(info.UNMASKED_RENDERER_WEBGL)) : '';
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}
