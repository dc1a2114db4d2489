import type { WarningLevel } from '#contract/warnings.ts';
import { palettes, levelFill, levelInk, type Theme } from './palette.ts';
import { isRegisterLayer, layerLooks } from './layer-looks.ts';
import { hatchings, levelBaseline, levelShapes, shapes, unrousedShapes } from './shapes.ts';
import { sayIn, type Locale } from '../words/words.ts';

/** Pixels of an icon's box on the map at icon-size 1. */
export const iconPixels = 20;
const markPixels = 11;
const stripePixels = 10;
const pixelRatio = 2;

export interface Icon {
  image: ImageData;
  pixelRatio: number;
}

export function registerIcon(layerId: string, theme: Theme): string {
  return `register/${layerId}/${theme}`;
}

/** The same, small enough to stand in a line of text. */
export function registerMark(layerId: string, theme: Theme): string {
  return `mark/${layerId}/${theme}`;
}

export function levelIcon(level: WarningLevel, locale: Locale): string {
  return `level/${level}/${locale}`;
}

/** The hatching of a level, to be laid along the edge of what is warned. */
export function hatchImage(level: WarningLevel): string {
  return `hatch/${level}`;
}

/** Stripes of a warning that is being written, in the colour of its level: they fill, as what is in force never does. */
export function stripesImage(level: WarningLevel | 'none'): string {
  return `stripes/${level}`;
}

/** Draws the icon that a style asks for by name, or undefined for a name that is not ours. */
export function drawIcon(name: string): Icon | undefined {
  const [family, id = '', variant] = name.split('/');
  const theme = variant === 'light' ? 'light' : 'dark';
  if (family === 'register') return registerImage(id, theme, iconPixels);
  if (family === 'mark') return registerImage(id, theme, markPixels);
  if (family === 'unroused' && (id === 'doors' || id === 'posts')) return unrousedImage(id, theme);
  if (family === 'level' && isLevel(id)) return levelImage(id, variant === 'en' ? 'en' : 'zh-CN');
  if (family === 'hatch' && isLevel(id)) return hatch(id);
  if (family === 'stripes') return stripes(isLevel(id) ? levelFill[id] : palettes.dark.accent);
  return undefined;
}

function registerImage(layerId: string, theme: Theme, pixels: number): Icon | undefined {
  if (!isRegisterLayer(layerId)) return undefined;
  const look = layerLooks[layerId];

  const canvas = blank(pixels);
  canvas.lineJoin = 'round';
  canvas.lineWidth = 3;
  canvas.strokeStyle = palettes[theme].halo;
  canvas.fillStyle = palettes[theme][look.color];
  const outline = new Path2D(shapes[look.shape]);
  canvas.stroke(outline);
  canvas.fill(outline, 'evenodd');
  return finished(canvas);
}

function unrousedImage(what: keyof typeof unrousedShapes, theme: Theme): Icon {
  const canvas = blank(iconPixels);
  const outline = new Path2D(unrousedShapes[what]);
  canvas.lineJoin = 'round';
  canvas.lineWidth = 4;
  canvas.strokeStyle = palettes[theme].halo;
  canvas.stroke(outline);
  canvas.fillStyle = palettes[theme].silentRim;
  canvas.fill(outline, 'evenodd');
  return finished(canvas);
}

function levelImage(level: WarningLevel, locale: Locale): Icon {
  const canvas = blank(iconPixels);
  const outline = new Path2D(levelShapes[level]);
  canvas.lineJoin = 'round';
  canvas.lineWidth = 1.8;
  canvas.strokeStyle = '#ffffff';
  canvas.stroke(outline);
  canvas.fillStyle = levelFill[level];
  canvas.fill(outline);
  canvas.fillStyle = levelInk[level];
  canvas.font = `700 ${locale === 'en' ? 13 : 11}px 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif`;
  canvas.textAlign = 'center';
  canvas.textBaseline = 'middle';
  canvas.fillText(sayIn(locale, `map/level/${level}`), 12, levelBaseline[level]);
  return finished(canvas);
}

/** One stroke of the hatching with the pause after it; as high as the widest band, of which a narrower one shows the middle. */
function hatch(level: WarningLevel): Icon {
  const { period, stroke, slant } = hatchings[level];
  const height = 16;
  const canvas = document.createElement('canvas');
  canvas.width = period * pixelRatio;
  canvas.height = height * pixelRatio;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('the browser gives no 2D canvas');
  context.scale(pixelRatio, pixelRatio);
  context.strokeStyle = levelFill[level];
  context.lineWidth = stroke;
  // Strokes that begin beside the picture reach into it, so that its left and right edges meet.
  for (let x = -3 * period; x <= 4 * period; x += period) {
    context.beginPath();
    context.moveTo(x + period / 2 - (slant * height) / 2, height);
    context.lineTo(x + period / 2 + (slant * height) / 2, 0);
    context.stroke();
  }
  return finished(context);
}

/** One stripe of 45 degrees that joins itself on all four sides. */
function stripes(color: string): Icon {
  const canvas = blank(stripePixels);
  canvas.strokeStyle = color;
  canvas.globalAlpha = 0.6;
  canvas.lineWidth = 3;
  for (const shift of [-28, 0, 28]) canvas.stroke(new Path2D(`M${shift - 4} 28L${shift + 28} -4`));
  return finished(canvas);
}

/** A transparent canvas whose units are those of the shapes: a box of 24. */
function blank(pixels: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = pixels * pixelRatio;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('the browser gives no 2D canvas');
  context.scale(canvas.width / 28, canvas.height / 28);
  context.translate(2, 2);
  return context;
}

function finished(context: CanvasRenderingContext2D): Icon {
  return { image: context.getImageData(0, 0, context.canvas.width, context.canvas.height), pixelRatio };
}

function isLevel(id: string): id is WarningLevel {
  return id in levelFill;
}
